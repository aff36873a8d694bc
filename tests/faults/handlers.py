"""A handler that can be killed at the worst moment: delivered, but not yet written down."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from foundation.notifications.services import delivery
from foundation.outbox.services.parcel import Parcel


@contextmanager
def pausing() -> Iterator[Callable[[Parcel], None]]:
    """Delivers, then waits as long as `<FAULTS_PAUSE>/<channel>` exists, after noting beside it that it waits."""
    folder = Path(os.environ["FAULTS_PAUSE"])
    with delivery.deliver() as deliver:

        def one(parcel: Parcel) -> None:
            deliver(parcel)
            pause = folder / parcel.row.channel
            while pause.exists():
                pause.with_suffix(".reached").touch()
                time.sleep(0.02)

        yield one
