"""What the unit does: sign, work, report; and what the dispatcher makes of it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from concerns import notices
from concerns.models import Concern
from concerns.policies import check_not_before_meeting, handled_by, lead_of
from concerns.rights import Right
from concerns.services.attachments import keep_files
from concerns.services.callback import tell_callers
from concerns.services.steps import step
from concerns.states import State
from concerns.workflow import CONCERN
from foundation import outbox
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.policies import Refused
from foundation.worktime.models import TimeLimit


@transaction.atomic
def accept(*, concern: Concern, by: User, version: int | None = None) -> Concern:
    """Sign for it (签收). The clock has been running since dispatch. Twice is refused: one signature per assignment."""
    row, _told = step(
        concern, "accept", by=by, event="accepted", summary=_("签收"), version=version, unit=_unit(by, concern)
    )
    row.assignments.held_by(by).unsigned().update(accepted_at=clock.now(), accepted_by=by)
    return row


@transaction.atomic
def report_progress(
    *,
    concern: Concern,
    by: User,
    text: str,
    contacted: bool = False,
    files: Iterable[Any] = (),
    version: int | None = None,
) -> Concern:
    """Write down what was done, with evidence. `contacted`: the worker was spoken to (首次联系 within 24 hours)."""
    changes: dict[str, Any] = {"contacted_at": clock.now()} if contacted and concern.contacted_at is None else {}
    row, told = step(
        concern,
        "report_progress",
        by=by,
        event="progressed",
        version=version,
        text=text,
        unit=_unit(by, concern),
        summary=_("联系诉求人，记录进展") if contacted else _("记录进展"),
        **changes,
    )
    keep_files(row, files, by=by, event=told)
    return row


@transaction.atomic
def report(
    *, concern: Concern, by: User, result: str, files: Iterable[Any] = (), version: int | None = None
) -> Concern:
    """Report what came of it (反馈), with evidence. After: 待审核; the dispatchers are told. The clock runs on, but a
    report that is accepted stops it at this moment."""
    row, told = step(
        concern,
        "report",
        by=by,
        event="reported",
        version=version,
        text=result,
        unit=_unit(by, concern),
        summary=_("反馈办理结果"),
        result=result,
        reported_at=clock.now(),
    )
    keep_files(row, files, by=by, event=told)
    outbox.put(notices.REPORTED, about=row, to=User.objects.holding(Right.DISPATCH, unit=row.unit), by=by)
    return row


@transaction.atomic
def review_report(*, concern: Concern, by: User, accepted: bool, note: str = "", version: int | None = None) -> Concern:
    """Judge a report. Accepted: 待回访, the clock stops at the hour of the report. Not accepted: back to the unit with
    what is missing, the clock never stopped. Refused for a report accepted before the meeting has decided."""
    if accepted:
        locked = CONCERN.lock(concern)
        check_not_before_meeting(locked)
        changes = locked.stop_clock(locked.reported_at)
        row, _told = step(
            concern,
            "review_report",
            by=by,
            event="report_accepted",
            summary=_("办理结果通过，待回访"),
            text=note,
            version=version,
            target=State.CALLBACK,
            **changes,
        )
        tell_callers(row, by=by)
        return row
    if not note.strip():
        raise Refused(_("退回时请写明还要补办什么。"))
    row, _told = step(
        concern,
        "review_report",
        by=by,
        event="sent_back",
        summary=_("办理结果退回重办"),
        text=note,
        version=version,
        target=State.HANDLING,
        reported_at=None,
    )
    outbox.put(notices.SENT_BACK, about=row, to=handlers(row), by=by)
    return row


@transaction.atomic
def shelve(*, concern: Concern, by: User, reason: str, version: int | None = None) -> Concern:
    """Nothing can be done now (挂账): the clock pauses, somebody looks again within the review limit (30 days)."""
    row = CONCERN.lock(concern)
    changes = row.pause(_("挂账")) if row.paused_at is None else {}
    limit: TimeLimit = TimeLimit.objects.find("shelved-review", category=row.category.code, urgency=row.urgency)
    review_on = clock.local(limit.due(clock.now()).moment).date()
    row, _told = step(
        concern,
        "shelve",
        by=by,
        event="shelved",
        summary=_("挂账，%(date)s复核") % {"date": review_on.isoformat()},
        text=reason,
        version=version,
        review_on=review_on,
        **changes,
    )
    return row


@transaction.atomic
def resume(*, concern: Concern, by: User, note: str = "", version: int | None = None) -> Concern:
    """Go on with a shelved concern; the working days it lay still are added to its deadline."""
    row = CONCERN.lock(concern)
    changes = row.resume() if row.paused_at and not row.raised else {}
    row, _told = step(
        concern,
        "resume",
        by=by,
        event="resumed",
        summary=_("恢复办理"),
        text=note,
        version=version,
        review_on=None,
        **changes,
    )
    return row


def handlers(concern: Concern) -> list[User]:
    """People of the lead unit; nobody before dispatch."""
    lead = lead_of(concern)
    return list(User.objects.at(lead.unit, Right.HANDLE)) if lead else []


def _unit(by: User, concern: Concern) -> Any:
    held = handled_by(by, concern)
    return held.unit if held else None
