"""The steps of a topic: one page, one form, one service call each."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.forms import PortalForm
from foundation.core.http import allow, answer, reads_and_writes
from foundation.orgs.enums import Side
from meetings import services
from meetings.enums.topic import Verdict
from meetings.forms.topics import (
    ClearForm,
    ConsolidateForm,
    ConsultForm,
    ReasonForm,
    ScheduleForm,
    ScreenForm,
    StepForm,
)
from meetings.models import Clearance, Meeting, Topic
from meetings.models.text import differences
from meetings.rights import Right
from meetings.states.topic import TopicState
from meetings.views.posting import typed

HOSTS = (Right.CLEAR_UNION, Right.CLEAR_GOVERNMENT)


@reads_and_writes
@allow(Right.FILE)
def submit(request: HttpRequest, reference: str) -> HttpResponse:
    topic = _topic(request, reference)
    return _step(
        request,
        topic,
        StepForm(typed(request), record=topic),
        services.submit,
        title=_("提交议题"),
        lead=_("提交后由区总工会办公室初筛。办理到哪一步，您都能在这里看到。"),
        said=_("已提交，等待区总工会办公室初筛"),
    )


@reads_and_writes
@allow(Right.SCREEN)
def screen(request: HttpRequest, reference: str) -> HttpResponse:
    """初筛: one of four decisions, each its own service."""
    topic = _topic(request, reference)
    form = ScreenForm(typed(request), record=topic, topic=topic, visible=Topic.objects.visible_to(request.user))

    def act() -> Topic:
        facts = form.cleaned_data
        common: dict[str, Any] = {"topic": topic, "by": request.user, "version": form.seen_version}
        if facts["decision"] == "accept":
            return services.accept(**common)
        if facts["decision"] == "merge":
            return services.merge(**common, into=facts["into"], reason=facts["reason"])
        verb = services.return_topic if facts["decision"] == "return" else services.redirect
        return verb(**common, reason=facts["reason"])

    return answer(
        request,
        form=form,
        act=act,
        template="meetings/screen.html",
        fragment="step",
        context=lambda: {"topic": _topic(request, reference)},
        to=topic.get_absolute_url(),
        said=lambda row: _("初筛结论：%(state)s") % {"state": row.get_state_display()},
    )


@reads_and_writes
@allow(Right.SCREEN, *HOSTS)
def return_topic(request: HttpRequest, reference: str) -> HttpResponse:
    topic = _topic(request, reference)
    return _step(
        request,
        topic,
        ReasonForm(typed(request), record=topic),
        services.return_topic,
        title=_("退回修改"),
        lead=_("退回给%(unit)s。理由会发给填报人，未答复的征求意见同时停止。") % {"unit": topic.unit.short_name},
        said=_("已退回%(unit)s") % {"unit": topic.unit.short_name},
        tone="danger",
    )


@reads_and_writes
@allow(Right.SCREEN)
def consult(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask units for typed opinions; the deadline shows its reasoning once they are asked."""
    topic = _topic(request, reference)
    form = ConsultForm(typed(request), record=topic, topic=topic)

    def act() -> Any:
        facts = form.cleaned_data
        return services.ask_opinions(
            topic=topic,
            units=facts["units"],
            by=request.user,  # type: ignore[arg-type]
            days=facts["days"],
            question=facts["question"],
            version=form.seen_version,
        )

    return answer(
        request,
        form=form,
        act=act,
        template="meetings/consult.html",
        fragment="step",
        context=lambda: {"topic": _topic(request, reference)},
        to=topic.get_absolute_url(),
        said=lambda asked: (
            _("已向%(n)d个单位征求意见，%(due)s前答复")
            % {"n": len(asked), "due": f"{clock.local(asked[0].due_at):%m月%d日}"}
        ),
    )


@reads_and_writes
@allow(Right.SCREEN)
def consolidate(request: HttpRequest, reference: str) -> HttpResponse:
    topic = _topic(request, reference)
    form = ConsolidateForm(typed(request), record=topic, initial={"summary": _summary(topic)})
    return answer(
        request,
        form=form,
        act=lambda: services.consolidate(
            topic=topic,
            by=request.user,  # type: ignore[arg-type]
            summary=form.cleaned_data["summary"],
            version=form.seen_version,
        ),
        template="meetings/step.html",
        fragment="step",
        context=lambda: _words(
            _topic(request, reference), title=_("汇总意见"), lead=_("逾期未反馈的单位照实写明，不视为同意。")
        ),
        to=topic.get_absolute_url(),
        said=_("意见已汇总，可以报两家审定"),
    )


@reads_and_writes
@allow(Right.SCREEN)
def present(request: HttpRequest, reference: str) -> HttpResponse:
    topic = _topic(request, reference)
    return _step(
        request,
        topic,
        StepForm(typed(request), record=topic),
        services.present,
        title=_("报两家审定"),
        lead=_("先报区总工会分管领导，同意后转区政府办。审定绑定第%(n)d稿，之后的改动要重新审定。")
        % {"n": topic.edition},
        said=_("已报区总工会分管领导审定"),
    )


@reads_and_writes
@allow(*HOSTS)
def clear(request: HttpRequest, reference: str) -> HttpResponse:
    """One host's word on the text as it stands, with what changed since its last."""
    topic = _topic(request, reference)
    host = Side.GOVERNMENT if topic.state == TopicState.GOV_OFFICE else Side.UNION
    form = ClearForm(typed(request), record=topic)

    def act() -> Topic:
        facts = form.cleaned_data
        return services.clear_topic(
            topic=topic,
            by=request.user,  # type: ignore[arg-type]
            host=host,
            verdict=facts["verdict"],
            note=facts["note"],
            version=form.seen_version,
        )

    return answer(
        request,
        form=form,
        act=act,
        template="meetings/clear.html",
        fragment="step",
        context=lambda: {
            "topic": _topic(request, reference),
            "host": host,
            "changes": _since_last_word(topic, host),
            "opinions": topic.opinions.current().select_related("unit"),
        },
        to=topic.get_absolute_url(),
        said=lambda row: _("审定已登记：%(state)s") % {"state": row.get_state_display()},
    )


@reads_and_writes
@allow(Right.PREPARE)
def schedule(request: HttpRequest, reference: str) -> HttpResponse:
    topic = _topic(request, reference)
    form = ScheduleForm(typed(request), record=topic, visible=Meeting.objects.visible_to(request.user))
    return answer(
        request,
        form=form,
        act=lambda: services.schedule(
            topic=topic,
            meeting=form.cleaned_data["meeting"],
            by=request.user,  # type: ignore[arg-type]
            version=form.seen_version,
        ),
        template="meetings/step.html",
        fragment="step",
        context=lambda: _words(
            _topic(request, reference), title=_("列入会议"), lead=_("议题排在所选会议议程的最后一项，可再调整次序。")
        ),
        to=lambda item: item.meeting.get_absolute_url(),
        said=lambda item: _("已列为第%(n)d项") % {"n": item.position},
    )


@reads_and_writes
@allow(Right.SCREEN, *HOSTS)
def defer(request: HttpRequest, reference: str) -> HttpResponse:
    topic = _topic(request, reference)
    return _step(
        request,
        topic,
        ReasonForm(typed(request), record=topic),
        services.defer,
        title=_("缓议"),
        lead=_("议题暂不上会，条件成熟后可以恢复审定。理由会发给提出单位。"),
        said=_("已缓议"),
    )


@reads_and_writes
@allow(Right.SCREEN)
def resume(request: HttpRequest, reference: str) -> HttpResponse:
    topic = _topic(request, reference)
    return _step(
        request,
        topic,
        StepForm(typed(request), record=topic),
        services.resume,
        title=_("恢复审定"),
        lead=_("缓议理由：%(reason)s") % {"reason": topic.state_note},
        said=_("已恢复，报区总工会分管领导审定"),
    )


@reads_and_writes
@allow(Right.PREPARE)
def carry_over(request: HttpRequest, reference: str) -> HttpResponse:
    topic = _topic(request, reference)
    return _step(
        request,
        topic,
        StepForm(typed(request), record=topic),
        services.carry_over,
        title=_("转入下次会议"),
        lead=_("议题回到议题库，可以列入下次会议；本次会议的记录不变。"),
        said=_("已转入议题库，可列入下次会议"),
    )


@reads_and_writes
@allow(Right.FILE, Right.SCREEN)
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    topic = _topic(request, reference)
    lead = _("撤回后议题终止，编号保留。")
    if topic.cluster_id:
        lead += _("关联诉求恢复计时，由原承办单位继续办理。")
    return _step(
        request,
        topic,
        ReasonForm(typed(request), record=topic),
        services.withdraw_topic,
        title=_("撤回议题"),
        lead=lead,
        said=_("已撤回"),
        tone="danger",
    )


# --- Inside ----------------------------------------------------------------------------------------------------------


def _topic(request: HttpRequest, reference: str) -> Topic:
    rows = Topic.objects.visible_to(request.user).select_related("unit", "lead_unit", "meeting", "cluster")
    topic: Topic = get_object_or_404(rows, reference=reference)
    return topic


def _step(
    request: HttpRequest,
    topic: Topic,
    form: PortalForm,
    service: Callable[..., Any],
    *,
    title: str,
    lead: str,
    said: str,
    tone: str = "primary",
) -> HttpResponse:
    """A step whose form is at most a reason."""

    def act() -> Any:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return service(topic=topic, by=request.user, version=form.seen_version, **facts)

    return answer(
        request,
        form=form,
        act=act,
        template="meetings/step.html",
        fragment="step",
        context=lambda: _words(_topic(request, topic.reference), title=title, lead=lead, tone=tone),
        to=topic.get_absolute_url(),
        said=said,
    )


def _words(topic: Topic, *, title: str, lead: str, tone: str = "primary") -> dict[str, Any]:
    return {
        "record": topic,
        "back": topic.get_absolute_url(),
        "title": title,
        "lead": lead,
        "button": title,
        "tone": tone,
    }


def _summary(topic: Topic) -> str:
    """A first version of the summary, from the opinions as they are."""
    now = clock.now()
    lines = []
    for opinion in topic.opinions.current().select_related("unit").order_by("pk"):
        said = _("逾期未反馈") if opinion.is_overdue(now) else opinion.get_answer_display() or _("未答复")
        adopted = f"，{opinion.get_adoption_display()}" if opinion.adoption else ""
        text = f"：{opinion.text}" if opinion.text else ""
        lines.append(f"{opinion.unit.short_name}：{said}{text}{adopted}".replace("：：", "："))
    return "\n".join(lines)


def _since_last_word(topic: Topic, host: Side) -> list[Any]:
    """What changed in the text since this host last spoke; nothing when it never did."""
    last = Clearance.objects.filter(topic=topic, host=host, verdict=Verdict.CLEARED).order_by("decided_at", "pk").last()
    seen = topic.versions.filter(text_hash=last.text_hash).first() if last else None
    newest = topic.versions.order_by("edition").last()
    return differences(seen.text, newest.text) if seen and newest else []
