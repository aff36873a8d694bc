"""Action items: registered from decisions, signed for, worked on, judged, closed, and back to the concerns."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from concerns import services as concerns
from foundation import audit, outbox
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.actors import Actor, SystemActor
from foundation.core.policies import Refused
from foundation.core.references import next_reference
from foundation.documents import services as documents
from foundation.orgs.models import Unit
from foundation.worktime import calendar
from meetings import notices
from meetings.models import ActionEntry, ActionEvidence, ActionHelp, ActionItem, Decision, Meeting, Milestone
from meetings.rights import Right
from meetings.states.action import FINISHED, ActionState
from meetings.states.meeting import MeetingState
from meetings.workflow import ACTION, MEETING

LEDGER = SystemActor("ledger")


def register_action(*, decision: Decision, by: Actor, standard: str = "") -> ActionItem:
    """The action item of `decision`, pending until it is dispatched. Needs the transaction that ends the meeting."""
    if decision.lead_unit is None or decision.due_on is None:
        raise Refused(_("列入督办的议定事项应写明牵头单位和完成时限。"))
    title = decision.topic.title if decision.topic else decision.item.title
    action = ActionItem(
        decision=decision,
        title=title,
        text=decision.text,
        lead_unit=decision.lead_unit,
        due_on=decision.due_on,
        standard=standard or _("按议定内容办结，并附佐证材料。"),
    )
    action.reference = next_reference("DB", width=3)
    action.save()
    audit.record("action.registered", by=by, about=action, unit=action.lead_unit, decision=decision.reference)
    return action


def _move(
    action: ActionItem,
    verb: str,
    *,
    by: Actor,
    event: str,
    text: str = "",
    version: int | None = None,
    target: str | None = None,
    progress: int | None = None,
    **changes: Any,
) -> tuple[ActionItem, ActionEntry]:
    """Advance, write the line of its story, note it for the auditor."""
    if progress is not None:
        changes["progress"] = progress
    row: ActionItem = ACTION.advance(action, verb, by=by, version=version, target=target, **changes)
    entry = ActionEntry.objects.create(
        action=row,
        verb=verb,
        text=text,
        progress=progress,
        actor=by.actor_reference,
        actor_name=by.display_name,
        unit=getattr(by, "unit", None),
        at=clock.now(),
    )
    audit.record(f"action.{event}", by=by, about=row, unit=row.lead_unit, state=row.state)
    return row, entry


def _workers(action: ActionItem) -> list[User]:
    units = [action.lead_unit, *(row.unit for row in action.helps.select_related("unit"))]
    return list({user.pk: user for unit in units for user in User.objects.at(unit, Right.ACT)}.values())


def _supervisors() -> Any:
    return User.objects.holding(Right.SUPERVISE)


@transaction.atomic
def dispatch_action(
    *,
    action: ActionItem,
    by: Actor,
    standard: str = "",
    assisting: Iterable[Unit] = (),
    milestones: Iterable[tuple[str, dt.date]] = (),
    note: str = "",
    version: int | None = None,
) -> ActionItem:
    """交办: the clock starts now and runs to the end of the decided day. Lead and assisting units are told."""
    row: ActionItem = ACTION.lock(action)
    days = max(calendar.working_days_between(clock.today(), row.due_on), 1)
    started = row.start_clock(clock.now(), days)
    for unit in assisting:
        if unit.pk == row.lead_unit_id:
            raise Refused(_("牵头单位不能同时是配合单位。"))
        ActionHelp.objects.get_or_create(action=row, unit=unit)
    for title, day in milestones:
        Milestone.objects.create(action=row, title=title, due_on=day)
    row, _entry = _move(
        row,
        "dispatch_action",
        by=by,
        event="dispatched",
        text=note,
        version=version,
        dispatched_at=clock.now(),
        standard=standard or row.standard,
        **started,
    )
    outbox.put(notices.ACTION_DISPATCHED, about=row, to=_workers(row), by=by, once=str(row.version))
    return row


@transaction.atomic
def accept_action(*, action: ActionItem, by: User, version: int | None = None) -> ActionItem:
    """签收 for the lead unit; posted twice it has one effect, the second is refused."""
    row, _entry = _move(action, "accept_action", by=by, event="accepted", version=version, accepted_at=clock.now())
    return row


@transaction.atomic
def return_action(*, action: ActionItem, by: User, reason: str, version: int | None = None) -> ActionItem:
    """申请退回: not this unit's; the supervisor dispatches it anew. Supervisors are told."""
    row, _entry = _move(
        action, "return_action", by=by, event="return_requested", text=reason, version=version, state_note=reason
    )
    outbox.put(notices.ACTION_RETURNED, about=row, to=_supervisors(), by=by, once=str(row.version))
    return row


def _keep_evidence(entry: ActionEntry, files: Iterable[Any], by: User) -> None:
    for upload in files:
        kept = documents.attach(upload, by=by, unit=entry.action.lead_unit) if isinstance(upload, File) else upload
        ActionEvidence.objects.create(entry=entry, file=kept)


@transaction.atomic
def report_progress(
    *,
    action: ActionItem,
    by: User,
    text: str,
    progress: int,
    files: Iterable[Any] = (),
    met: Iterable[Milestone] = (),
    version: int | None = None,
) -> ActionItem:
    """One dated entry of what was done, how far it is, which milestones are met, with files as evidence."""
    target = ActionState.LONG_TERM if action.state == ActionState.LONG_TERM else ActionState.IN_PROGRESS
    row, entry = _move(
        action,
        "report_progress",
        by=by,
        event="progressed",
        text=text,
        version=version,
        target=target,
        progress=progress,
    )
    _keep_evidence(entry, files, by)
    row.milestones.filter(pk__in=[m.pk for m in met], met_on=None).update(met_on=clock.today())
    return row


@transaction.atomic
def request_extension(
    *, action: ActionItem, by: User, reason: str, until: dt.date, version: int | None = None
) -> ActionItem:
    """申请延期, before the deadline only, to a later day."""
    if until <= action.due_on:
        raise Refused(_("申请延期的日期应晚于原时限。"))
    row, _entry = _move(
        action,
        "request_extension",
        by=by,
        event="extension_requested",
        text=reason,
        version=version,
        wished_due_on=until,
    )
    outbox.put(notices.ACTION_EXTENSION, about=row, to=_supervisors(), by=by, once=str(row.version))
    return row


@transaction.atomic
def decide_extension(
    *, action: ActionItem, by: User, granted: bool, reason: str = "", version: int | None = None
) -> ActionItem:
    """Grant or refuse the extension asked for; granted, the deadline is the day wished. The lead unit is told."""
    row: ActionItem = ACTION.lock(action)
    changes: dict[str, Any] = {"wished_due_on": None}
    if granted and row.wished_due_on is not None and row.clock_started_at is not None:
        days = calendar.working_days_between(clock.local(row.clock_started_at).date(), row.wished_due_on)
        changes |= {"due_on": row.wished_due_on, **row.start_clock(row.clock_started_at, days)}
    elif not granted and not reason:
        raise Refused(_("不同意延期应写明理由。"))
    words = reason or (_("同意延期") if granted else "")
    row, _entry = _move(
        row,
        "decide_extension",
        by=by,
        version=version,
        text=words,
        event="extension_granted" if granted else "extension_refused",
        **changes,
    )
    outbox.put(notices.ACTION_EXTENSION_DECIDED, about=row, to=_workers(row), by=by, once=str(row.version))
    return row


@transaction.atomic
def report_done(
    *, action: ActionItem, by: User, text: str, files: Iterable[Any] = (), version: int | None = None
) -> ActionItem:
    """反馈办结: with evidence, now or with an earlier entry; the clock stops until the supervisor has judged.

    Refused without any evidence at all.
    """
    uploads = list(files)
    if not uploads and not ActionEvidence.objects.filter(entry__action=action).exists():
        raise Refused(_("反馈办结要附佐证材料，请上传后再提交。"))
    row: ActionItem = ACTION.lock(action)
    stopped = row.stop_clock()
    row, entry = _move(
        row,
        "report_done",
        by=by,
        event="reported",
        text=text,
        version=version,
        progress=100,
        reported_at=clock.now(),
        **stopped,
    )
    _keep_evidence(entry, uploads, by)
    outbox.put(notices.ACTION_REPORTED, about=row, to=_supervisors(), by=by, once=str(row.version))
    return row


@transaction.atomic
def send_back(*, action: ActionItem, by: User, reason: str, version: int | None = None) -> ActionItem:
    """退回补办: what is missing; the clock goes on from the original start, the deadline stays."""
    row: ActionItem = ACTION.lock(action)
    changes: dict[str, Any] = {"state_note": reason, "reported_at": None}
    if row.clock_started_at is not None:
        row.clock_stopped_at = None
        changes["clock_stopped_at"] = None
    row, _entry = _move(row, "send_back", by=by, event="sent_back", text=reason, version=version, **changes)
    outbox.put(notices.ACTION_SENT_BACK, about=row, to=_workers(row), by=by, once=str(row.version))
    return row


@transaction.atomic
def accept_report(*, action: ActionItem, by: User, version: int | None = None) -> ActionItem:
    """认可办结; it is closed (销号) when the work is confirmed."""
    row, _entry = _move(action, "accept_report", by=by, event="done", version=version)
    return row


@transaction.atomic
def close_action(*, action: ActionItem, by: User, note: str = "", version: int | None = None) -> ActionItem:
    """销号, by a supervisor who does not act for the lead unit.

    After: when it was the last action of its topic, every concern of the topic's cluster waits for its call-back; when it
    was the last of its meeting, the meeting is concluded. The lead unit is told.
    """
    row, _entry = _move(
        action, "close_action", by=by, event="closed", text=note, version=version, closed_at=clock.now(), progress=100
    )
    outbox.put(notices.ACTION_CLOSED, about=row, to=_workers(row), by=by, once=str(row.version))
    decision = Decision.objects.select_related("topic__cluster", "meeting").get(pk=row.decision_id)
    topic = decision.topic
    if topic is not None and topic.cluster is not None and not _open_actions(decision__topic=topic):
        concerns.open_callbacks(cluster=topic.cluster, by=by, action_reference=row.reference)
    _conclude(decision.meeting)
    return row


def _open_actions(**where: Any) -> bool:
    return ActionItem.objects.filter(**where).exclude(state__in=FINISHED).exists()


def _conclude(meeting: Meeting) -> None:
    if meeting.state in (MeetingState.ISSUED, MeetingState.SUPERVISING) and not _open_actions(
        decision__meeting=meeting
    ):
        MEETING.advance(meeting, "conclude", by=LEDGER)
        audit.record("meeting.concluded", by=LEDGER, about=meeting, unit=meeting.union_host)


@transaction.atomic
def make_long_term(*, action: ActionItem, by: User, reason: str, version: int | None = None) -> ActionItem:
    """转为长期推进: reported quarterly, no deadline."""
    row: ActionItem = ACTION.lock(action)
    stopped = row.stop_clock()
    row, _entry = _move(
        row, "make_long_term", by=by, event="made_long_term", text=reason, version=version, state_note=reason, **stopped
    )
    return row


@transaction.atomic
def shelve(*, action: ActionItem, by: User, reason: str, version: int | None = None) -> ActionItem:
    """挂账, with the reason; the clock pauses."""
    row: ActionItem = ACTION.lock(action)
    paused = row.pause(reason[:100])
    row, _entry = _move(
        row, "shelve", by=by, event="shelved", text=reason, version=version, state_note=reason, **paused
    )
    return row


@transaction.atomic
def resume_action(*, action: ActionItem, by: User, version: int | None = None) -> ActionItem:
    """Take up a shelved item again; the days it was shelved are added to its deadline."""
    row: ActionItem = ACTION.lock(action)
    resumed = row.resume()
    row, _entry = _move(row, "resume_action", by=by, event="resumed", version=version, state_note="", **resumed)
    return row


@transaction.atomic
def terminate(*, action: ActionItem, by: User, reason: str, version: int | None = None) -> ActionItem:
    """终止, with the reason: nobody has to do anything any more."""
    row: ActionItem = ACTION.lock(action)
    stopped = row.stop_clock()
    row, _entry = _move(
        row, "terminate", by=by, event="terminated", text=reason, version=version, state_note=reason, **stopped
    )
    _conclude(Decision.objects.select_related("meeting").get(pk=row.decision_id).meeting)
    return row
