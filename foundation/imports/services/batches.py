"""The engine: one batch is one transaction under the lock of its import.

How far an import is stands in its lines (no verdict yet, no outcome yet). A worker killed in the middle of a batch leaves
the lines of that batch as they were; two workers at once follow one another, the second finding other lines.
"""

from collections.abc import Callable

from django.db import transaction

from foundation import audit
from foundation.core.actors import SystemActor
from foundation.core.policies import refusal_of
from foundation.imports.models import Import
from foundation.imports.policies import check_can_import
from foundation.imports.services.applying import apply_batch
from foundation.imports.services.checking import check_batch
from foundation.imports.services.steps import pause
from foundation.imports.services.undoing import undo_batch
from foundation.imports.states import State
from foundation.imports.workflow import IMPORT

PORTAL = SystemActor("import")


@transaction.atomic
def carry_on(*, job_pk: int) -> bool:
    """Do one batch of whatever the import is at. True when there may be more to do.

    Nothing happens while another worker holds the import, or when it does not run. An import whose person lost her right
    meanwhile is paused and says so.
    """
    rows = Import.objects.running().select_for_update(of=("self",), no_key=True, skip_locked=True)
    job = rows.filter(pk=job_pk).first()
    if job is None:
        return False
    if _is_paused_without_right(job):
        return False
    batch, finish = STEPS[State(job.state)]
    if batch(job):
        return True
    finish(job=job)
    return False


def _is_paused_without_right(job: Import) -> bool:
    if job.state != State.APPLYING:
        return False
    refusal = refusal_of(check_can_import, job.committed_by, job)
    if refusal is not None:
        pause(job=job, by=PORTAL, note=refusal)
    return refusal is not None


def finish_check(*, job: Import) -> Import:
    """Every line has its verdict: a person decides."""
    return IMPORT.advance(job, "finish_check", by=PORTAL)


def finish_commit(*, job: Import) -> Import:
    """Every accepted line was taken in or failed. One audit row with the counts."""
    job = IMPORT.advance(job, "finish_commit", by=PORTAL)
    tally = job.lines.tally()
    audit.record(
        "import.finished",
        by=job.committed_by or PORTAL,
        about=job,
        created=tally["created"],
        updated=tally["updated"],
        failed=tally["failed"],
    )
    return job


def finish_undo(*, job: Import) -> Import:
    """Every line taken in was put back, kept, or could not. One audit row with the three counts."""
    job = IMPORT.advance(job, "finish_undo", by=PORTAL)
    tally = job.lines.tally()
    audit.record(
        "import.undone",
        by=job.undone_by or PORTAL,
        about=job,
        put_back=tally["put_back"],
        kept=tally["kept"],
        stuck=tally["stuck"],
    )
    return job


STEPS: dict[State, tuple[Callable[[Import], bool], Callable[..., Import]]] = {
    State.CHECKING: (check_batch, finish_check),
    State.APPLYING: (apply_batch, finish_commit),
    State.UNDOING: (undo_batch, finish_undo),
}
