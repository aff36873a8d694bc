"""Writing topics: draft, raise from a cluster, edit, papers."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from concerns import services as concerns
from concerns.models import Cluster
from foundation.core.http import allow, answer, reads_and_writes
from meetings import services
from meetings.forms.topics import PaperForm, RaiseForm, StepForm, TopicForm
from meetings.models import Topic, TopicPaper
from meetings.models.text import differences
from meetings.rights import Right
from meetings.states.topic import BEING_WRITTEN
from meetings.views.posting import typed, uploaded


@reads_and_writes
@allow(Right.FILE)
def draft_topic(request: HttpRequest) -> HttpResponse:
    """A new topic of the user's unit."""
    form = TopicForm(typed(request))
    return answer(
        request,
        form=form,
        act=lambda: services.draft_topic(by=request.user, facts=form.facts),  # type: ignore[arg-type]
        template="meetings/draft_topic.html",
        fragment="topic-form",
        to=_url,
        said=lambda topic: _("已建立议题%(reference)s，提交后区总工会办公室才会看到") % {"reference": topic.reference},
    )


@reads_and_writes
@allow(Right.RAISE)
def raise_topic(request: HttpRequest, reference: str) -> HttpResponse:
    """提请上会: the cluster's facts beside a form of four fields."""
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user), reference=reference)
    suggested = {
        "title": _("关于解决“%(title)s”问题的议题") % {"title": cluster.title},
        "background": cluster.common_cause,
    }
    form = RaiseForm(typed(request), initial=suggested)

    def facts() -> dict[str, Any]:
        return {name: form.cleaned_data[name] for name in ("title", "background", "asked_decision", "lead_unit")}

    return answer(
        request,
        form=form,
        act=lambda: services.raise_from_cluster(by=request.user, cluster=cluster, facts=facts()),  # type: ignore[arg-type]
        template="meetings/raise_topic.html",
        fragment="topic-form",
        context=lambda: {"cluster": cluster, "facts": concerns.cluster_facts(cluster)},
        to=_url,
        said=lambda topic: _("已提请上会，议题%(reference)s") % {"reference": topic.reference},
    )


@reads_and_writes
@allow(Right.FILE, Right.SCREEN)
def edit_topic(request: HttpRequest, reference: str) -> HttpResponse:
    """Change the text; what was handed in gets a new edition, and the page says what that re-opens."""
    topic = _topic(request, reference)
    form = TopicForm(typed(request), instance=_topic(request, reference))

    def fresh() -> dict[str, Any]:
        now = _topic(request, reference)
        mine = form.text if form.is_bound and form.is_valid() else None
        return {
            "topic": now,
            "reopens": now.state not in BEING_WRITTEN,
            "clashes": differences({name: now.canonical()[name] for name in mine}, mine) if mine else [],
        }

    return answer(
        request,
        form=form,
        act=lambda: services.edit_topic(
            topic=topic,
            by=request.user,  # type: ignore[arg-type]
            facts=form.facts,
            why=form.cleaned_data.get("why", ""),
            version=form.seen_version,
        ),
        template="meetings/edit_topic.html",
        fragment="topic-form",
        context=fresh,
        to=_url,
        said=lambda row: _("已保存，现为第%(n)d稿") % {"n": row.edition} if row.submitted_at else _("已保存"),
    )


@reads_and_writes
@allow(Right.FILE, Right.SCREEN)
def attach_paper(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a file to the topic."""
    topic = _topic(request, reference)
    form = PaperForm(typed(request), uploaded(request), record=topic)
    return answer(
        request,
        form=form,
        act=lambda: services.attach_paper(
            topic=topic,
            by=request.user,  # type: ignore[arg-type]
            upload=form.cleaned_data["upload"],
            version=form.seen_version,
        ),
        template="meetings/attach_paper.html",
        fragment="step",
        context=lambda: {"topic": topic},
        to=topic.get_absolute_url(),
        said=_("材料已上传"),
    )


@reads_and_writes
@allow(Right.FILE, Right.SCREEN)
def remove_paper(request: HttpRequest, reference: str, key: UUID) -> HttpResponse:
    """Take a file off the topic."""
    topic = _topic(request, reference)
    paper = get_object_or_404(
        TopicPaper.objects.current().select_related("attachment"), topic=topic, attachment__key=key
    )
    paper.topic = topic
    return answer(
        request,
        form=StepForm(typed(request)),
        act=lambda: services.remove_paper(paper=paper, by=request.user),  # type: ignore[arg-type]
        template="meetings/step.html",
        fragment="step",
        context=lambda: {
            "record": topic,
            "back": topic.get_absolute_url(),
            "title": _("撤下材料"),
            "button": _("撤下材料"),
            "tone": "danger",
            "lead": _("撤下“%(name)s”。文件仍留存备查。") % {"name": paper.attachment.name},
        },
        to=topic.get_absolute_url(),
        said=_("材料已撤下"),
    )


def _topic(request: HttpRequest, reference: str) -> Topic:
    rows = Topic.objects.visible_to(request.user).select_related("unit", "lead_unit", "meeting")
    topic: Topic = get_object_or_404(rows, reference=reference)
    return topic


def _url(topic: Topic) -> str:
    return reverse("meetings:topic", args=[topic.reference])
