"""A worker is told after commit; when nobody listens, the sweep of beat finds the import by its state."""

from django.db import transaction

from foundation.outbox.services.nudge import nudge

SWEEP = "foundation.imports.tasks.sweep"


def start_soon() -> None:
    """Wake a worker once the open transaction is committed. Losing the message only costs the pause until the sweep."""
    transaction.on_commit(lambda: nudge(SWEEP), robust=True)
