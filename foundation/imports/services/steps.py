"""What people decide about an import after its dry run."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit
from foundation.core import clock
from foundation.core.actors import Actor
from foundation.core.policies import Refused
from foundation.imports.models import Import
from foundation.imports.services.start import start_soon
from foundation.imports.states import ACCEPTABLE, Verdict
from foundation.imports.workflow import IMPORT


@transaction.atomic
def commit(*, job: Import, accepted: Sequence[str], by: Actor, version: int | None = None) -> Import:
    """Take in the lines with the `accepted` verdicts (new, changed); all others stay as they are, to be handed back.

    After: a worker applies them in the name of `by`; one audit row. Errors: `Refused` when nothing is accepted.
    """
    wanted = [str(verdict) for verdict in ACCEPTABLE if verdict in accepted]
    if not wanted:
        raise Refused(_("请选择要导入的行：新增、更新，或两者。"))
    job = IMPORT.advance(
        job, "commit", by=by, version=version, accepted=wanted, committed_by=by, committed_at=clock.now(), note=""
    )
    tally = job.lines.tally()
    if not any(tally[verdict] for verdict in wanted):
        words = "、".join(str(Verdict(verdict).label) for verdict in wanted)
        raise Refused(_("没有结论为“%(words)s”的行。") % {"words": words})
    audit.record("import.committed", by=by, about=job, new=tally["new"], changed=tally["changed"], accepted=wanted)
    start_soon()
    return job


@transaction.atomic
def pause(*, job: Import, by: Actor, version: int | None = None, note: str = "") -> Import:
    """Stop after the batch under way; what was taken in stays. One audit row."""
    job = IMPORT.advance(job, "pause", by=by, version=version, note=note)
    audit.record("import.paused", by=by, about=job)
    return job


@transaction.atomic
def resume(*, job: Import, by: Actor, version: int | None = None) -> Import:
    """Go on with the lines nothing was done about yet, in the name of `by`. One audit row."""
    job = IMPORT.advance(job, "resume", by=by, version=version, committed_by=by, note="")
    audit.record("import.resumed", by=by, about=job)
    start_soon()
    return job


@transaction.atomic
def undo(*, job: Import, by: Actor, version: int | None = None) -> Import:
    """Take back what this import did, last line first; what was edited since is kept. One audit row."""
    job = IMPORT.advance(job, "undo", by=by, version=version, undone_by=by, note="")
    audit.record("import.undo_started", by=by, about=job)
    start_soon()
    return job


@transaction.atomic
def note_download(*, job: Import, by: Actor, lines: int) -> None:
    """Wrong lines leave the portal as a file: one audit row."""
    audit.record("import.wrong_rows_downloaded", by=by, about=job, lines=lines)
