"""The work report: compiled, completed, frozen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.core import clock
from foundation.core.http import allow, answer, reads, reads_and_writes
from foundation.core.partials import render
from meetings import services
from meetings.forms.actions import CompileForm, ExplainForm, NarrativeForm
from meetings.forms.topics import StepForm
from meetings.models import ActionItem, Decision, Meeting, ReportLine, WorkReport
from meetings.rights import READERS, Right
from meetings.workflow import REPORT

FIGURES = {
    "concerns_registered": (gettext_lazy("受理诉求"), gettext_lazy("件")),
    "concerns_closed": (gettext_lazy("办结诉求"), gettext_lazy("件")),
    "callbacks_reached": (gettext_lazy("回访接通"), gettext_lazy("件")),
    "callbacks_solved": (gettext_lazy("回访已解决"), gettext_lazy("件")),
    "members_joined": (gettext_lazy("新发展会员"), gettext_lazy("人")),
    "unions_founded": (gettext_lazy("新建工会"), gettext_lazy("家")),
}


def _get(request: HttpRequest, reference: str) -> WorkReport:
    rows = WorkReport.objects.visible_to(request.user).select_related("meeting", "since")
    return get_object_or_404(rows, reference=reference)


def figures_of(report: WorkReport) -> list[dict[str, Any]]:
    """Each figure with that of the period before, and both as bars of one scale (0–100)."""
    now, before = report.figures.get("now", {}), report.figures.get("before", {})
    rows = []
    for code, (label, unit) in FIGURES.items():
        new, old = now.get(code, 0), before.get(code, 0)
        most = max(new, old, 1)
        rows.append(
            {
                "label": label,
                "unit": unit,
                "now": new,
                "before": old,
                "now_bar": round(new / most * 200),
                "before_bar": round(old / most * 200),
                "finding": _finding(str(label), str(unit), new, old),
            }
        )
    return rows


def _finding(label: str, unit: str, new: int, old: int) -> str:
    """The chart's title says what it shows; neutral when nothing changed."""
    if new > old:
        return _("%(label)s%(new)d%(unit)s，多于上一期") % {"label": label, "new": new, "unit": unit}
    if new < old:
        return _("%(label)s%(new)d%(unit)s，少于上一期") % {"label": label, "new": new, "unit": unit}
    return _("%(label)s%(new)d%(unit)s，与上一期持平") % {"label": label, "new": new, "unit": unit}


@reads
@allow(*READERS)
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """每项议定事项一行, the narrative, the figures with their pictures; the step that finishes it."""
    found = _get(request, reference)
    lines = found.lines.select_related("decision__item", "decision__lead_unit", "action").order_by("position")
    missing = [line for line in lines if not line.finished and not (line.explanation and line.proposal)]
    context = {
        "report": found,
        "lines": lines,
        "open_actions": set(
            ActionItem.objects.visible_to(request.user).filter(report_lines__report=found).values_list("pk", flat=True)
        ),
        "open_decisions": set(
            Decision.objects.visible_to(request.user).filter(meeting=found.since).values_list("pk", flat=True)
        ),
        "missing": missing,
        "figures": figures_of(found),
        "offers": REPORT.offers(request.user, found),
        "may_edit": found.state == "compiling" and request.user.holds(Right.PREPARE),  # type: ignore[union-attr]
        "finished": sum(line.finished for line in lines),
        "now": clock.now(),
    }
    return render(request, "meetings/report.html", context)


@reads_and_writes
@allow(Right.PREPARE)
def start_report(request: HttpRequest, reference: str) -> HttpResponse:
    """汇编工作通报 for the meeting `reference`, as of a chosen day."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), reference=reference)
    form = CompileForm(request.POST or None, initial={"as_of": clock.today()})
    return answer(
        request,
        form=form,
        act=lambda: services.compile_report(meeting=meeting, by=request.user, as_of=form.cleaned_data["as_of"]),  # type: ignore[arg-type]
        template="meetings/step.html",
        fragment="step",
        to=lambda made: str(made.get_absolute_url()),
        context={
            "record": meeting,
            "title": _("汇编工作通报"),
            "button": _("汇编工作通报"),
            "tone": "primary",
            "back": meeting.get_absolute_url(),
            "lead": _("把上次会议的每项议定事项按台账逐项列出，附会员、工会和诉求的数据对比。"),
        },
        said=_("已汇编工作通报"),
    )


@reads_and_writes
@allow(Right.PREPARE)
def compile_report(request: HttpRequest, reference: str) -> HttpResponse:
    """重新汇编: fresh states and figures; what people wrote stays."""
    found = _get(request, reference)
    form = CompileForm(request.POST or None, record=found, initial={"as_of": clock.today()})
    return _step(
        request,
        found,
        form,
        _("重新汇编"),
        _("状态和数字按台账重新取数，已写的说明、意见和综述保留。"),
        _("已重新汇编"),
        lambda: services.compile_report(
            meeting=found.meeting,
            by=request.user,  # type: ignore[arg-type]
            as_of=form.cleaned_data["as_of"],
            version=form.seen_version,
        ),
    )


@reads_and_writes
@allow(Right.PREPARE)
def explain(request: HttpRequest, reference: str, position: int) -> HttpResponse:
    """说明 and 意见 of one line."""
    found = _get(request, reference)
    line = get_object_or_404(ReportLine, report=found, position=position)
    initial = {"explanation": line.explanation, "proposal": line.proposal}
    form = ExplainForm(request.POST or None, record=line, initial=initial)
    return _step(
        request,
        found,
        form,
        _("第%(n)d项：说明和意见") % {"n": position},
        line.decision.text,
        _("已保存说明和意见"),
        lambda: services.explain(
            line=line,
            by=request.user,  # type: ignore[arg-type]
            explanation=form.cleaned_data["explanation"],
            proposal=form.cleaned_data["proposal"],
            version=form.seen_version,
        ),
    )


@reads_and_writes
@allow(Right.PREPARE)
def edit_narrative(request: HttpRequest, reference: str) -> HttpResponse:
    found = _get(request, reference)
    form = NarrativeForm(request.POST or None, record=found, initial={"narrative": found.narrative})
    return _step(
        request,
        found,
        form,
        _("修改综述"),
        _("数字以台账为准，文字可按行文习惯修改。"),
        _("已保存综述"),
        lambda: services.edit_narrative(
            report=found,
            by=request.user,  # type: ignore[arg-type]
            narrative=form.cleaned_data["narrative"],
            version=form.seen_version,
        ),
    )


@reads_and_writes
@allow(Right.PREPARE)
def issue_report(request: HttpRequest, reference: str) -> HttpResponse:
    found = _get(request, reference)
    form = StepForm(request.POST or None, record=found)
    return _step(
        request,
        found,
        form,
        _("定稿"),
        _("定稿后数字不再变化，作为会议第1项材料。"),
        _("工作通报已定稿"),
        lambda: services.issue_report(report=found, by=request.user, version=form.seen_version),  # type: ignore[arg-type]
    )


def _step(
    request: HttpRequest, found: WorkReport, form: Any, title: str, lead: str, said: str, act: Any
) -> HttpResponse:
    back = found.get_absolute_url()
    context = {
        "record": found.meeting, "title": title, "button": title, "lead": lead, "tone": "primary", "back": back,
    }  # fmt: skip
    return answer(
        request, form=form, act=act, template="meetings/step.html", fragment="step", context=context, to=back, said=said
    )
