"""The work report: every decision of the last meeting exactly once, figures with those of the period before."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from concerns.models import Callback, Concern
from foundation import audit
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.policies import Refused, Stale
from foundation.worktime import calendar
from meetings.models import ActionItem, Decision, Meeting, ReportLine, WorkReport
from meetings.models.text import fingerprint
from meetings.policies import reports as may
from meetings.states.action import FINISHED
from meetings.workflow import REPORT
from members.models import Membership, Union


@transaction.atomic
def compile_report(
    *, meeting: Meeting, by: User, as_of: dt.date | None = None, version: int | None = None
) -> WorkReport:
    """汇编工作通报 for `meeting` about the meeting before it, as of a day (today unless told).

    Compiled again, states and figures are fresh; what people wrote (说明, 意见, narrative) stays. At the first meeting
    there is no earlier one and the report has figures only.
    """
    may.check_can_compile(by)
    day = as_of or clock.today()
    if day > clock.today():
        raise Refused(_("数据截至日期不能晚于今天。"))
    since = Meeting.objects.held().before(meeting).first()
    report = WorkReport.objects.filter(meeting=meeting).first()
    if report is None:
        report = WorkReport.objects.create(
            reference=f"TB-{meeting.reference.partition('-')[2]}", meeting=meeting, since=since, as_of=day
        )
    begins = clock.local(since.starts_at).date() if since else None
    figures = _figures(begins, day)
    report = REPORT.advance(
        report,
        "compile_report",
        by=by,
        version=version,
        since=since,
        as_of=day,
        figures=figures,
        narrative=report.narrative or _narrative(meeting, since, figures),
    )
    _compile_lines(report, since, day)
    audit.record("report.compiled", by=by, about=report, unit=meeting.union_host, as_of=day.isoformat())
    return report


def _compile_lines(report: WorkReport, since: Meeting | None, day: dt.date) -> None:
    decisions = Decision.objects.filter(meeting=since).order_by("reference") if since else Decision.objects.none()
    kept = {line.decision_id: line for line in report.lines.all()}
    for place, decision in enumerate(decisions.prefetch_related("actions__entries__evidence"), start=1):
        line = kept.pop(decision.pk, None) or ReportLine(report=report, decision=decision)
        line.position = place
        _describe(line, next(iter(decision.actions.all()), None), day)
        line.save()
    ReportLine.objects.filter(pk__in=[line.pk for line in kept.values()]).delete()


def _describe(line: ReportLine, action: ActionItem | None, day: dt.date) -> None:
    line.action = action
    if action is None:
        line.status, line.finished, line.progress, line.evidence_count, line.days_late = "noted", True, 100, 0, 0
        return
    line.status, line.finished, line.progress = action.state, action.state in FINISHED, action.progress
    line.evidence_count = sum(len(entry.evidence.all()) for entry in action.entries.all())
    ended = clock.local(action.reported_at).date() if action.reported_at else day
    line.days_late = max(calendar.working_days_between(action.due_on, ended), 0) if ended > action.due_on else 0


def _figures(begins: dt.date | None, day: dt.date) -> dict[str, Any]:
    """Counts between two meetings beside those of the period of equal length before."""
    if begins is None:
        begins = dt.date(day.year, 1, 1)
    length = max((day - begins).days, 1)
    before = begins - dt.timedelta(days=length)
    return {
        "begins": begins.isoformat(),
        "ends": day.isoformat(),
        "now": _counts(begins, day),
        "before": _counts(before, begins - dt.timedelta(days=1)),
    }


def _counts(first: dt.date, last: dt.date) -> dict[str, int]:
    span = (
        dt.datetime.combine(first, dt.time(), clock.SHANGHAI),
        dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), clock.SHANGHAI),
    )
    calls = Callback.objects.filter(called_at__range=span, contact="reached")
    return {
        "concerns_registered": Concern.objects.filter(registered_at__range=span).count(),
        "concerns_closed": Concern.objects.filter(closed_at__range=span).count(),
        "callbacks_reached": calls.count(),
        "callbacks_solved": calls.filter(solved="solved").count(),
        "members_joined": Membership.objects.filter(joined_on__range=(first, last)).count(),
        "unions_founded": Union.objects.filter(founded_on__range=(first, last)).count(),
    }


def _narrative(meeting: Meeting, since: Meeting | None, figures: dict[str, Any]) -> str:
    now = figures["now"]
    opening = (
        _("自%(ordinal)s联席会议以来，") % {"ordinal": since.ordinal_text}
        if since
        else _("本次为首次联席会议，没有上次议定事项。今年以来，")
    )
    return opening + _(
        "区总工会受理职工急难愁盼诉求%(registered)d件，办结%(closed)d件，回访解决%(solved)d件；新发展会员%(joined)d人，新建工会%(founded)d家。"
    ) % {
        "registered": now["concerns_registered"],
        "closed": now["concerns_closed"],
        "solved": now["callbacks_solved"],
        "joined": now["members_joined"],
        "founded": now["unions_founded"],
    }


@transaction.atomic
def explain(*, line: ReportLine, by: User, explanation: str, proposal: str, version: int | None = None) -> ReportLine:
    """说明 and 意见 of one unfinished decision; both are needed before the report is final."""
    report: WorkReport = REPORT.lock(line.report)
    row = ReportLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    if version is not None and row.version != version:
        raise Stale
    REPORT.advance(report, "explain", by=by)
    row.explanation, row.proposal, row.version = explanation.strip(), proposal.strip(), row.version + 1
    row.save(update_fields=["explanation", "proposal", "version"])
    audit.record("report.explained", by=by, about=report, unit=report.meeting.union_host, position=row.position)
    return row


@transaction.atomic
def edit_narrative(*, report: WorkReport, by: User, narrative: str, version: int | None = None) -> WorkReport:
    """The narrative in the office's own words."""
    row: WorkReport = REPORT.advance(report, "explain", by=by, version=version, narrative=narrative)
    audit.record("report.explained", by=by, about=row, unit=row.meeting.union_host)
    return row


@transaction.atomic
def issue_report(*, report: WorkReport, by: User, version: int | None = None) -> WorkReport:
    """定稿: frozen as the paper of item 1, by the hash of everything in it. Refused while 说明 or 意见 are missing."""
    lines = list(
        report.lines.order_by("position").values_list(
            "decision__reference", "status", "progress", "evidence_count", "days_late", "explanation", "proposal"
        )
    )
    text = {"lines": lines, "narrative": report.narrative, "figures": report.figures, "as_of": report.as_of.isoformat()}
    row: WorkReport = REPORT.advance(
        report, "issue_report", by=by, version=version, issued_at=clock.now(), issued_by=by, text_hash=fingerprint(text)
    )
    audit.record("report.issued", by=by, about=row, unit=row.meeting.union_host)
    return row
