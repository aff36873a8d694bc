"""Opinions: one opinion, answering it on a phone, dealing with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.http import allow, answer, reads, reads_and_writes
from foundation.core.partials import render
from meetings import services
from meetings.forms.opinions import AdoptForm, AnswerForm, ReaskForm
from meetings.forms.topics import StepForm
from meetings.models import Opinion
from meetings.models.text import differences
from meetings.rights import READERS, Right
from meetings.views.posting import typed
from meetings.workflow.offers import opinion_offers


@reads
@allow(*READERS)
def opinion(request: HttpRequest, reference: str) -> HttpResponse:
    """What one unit was asked and said, on which text, and what became of it."""
    return render(request, "meetings/opinion.html", _context(request, reference))


@reads_and_writes
@allow(Right.ANSWER)
def answer_opinion(request: HttpRequest, reference: str) -> HttpResponse:
    """The unit's answer: the topic above, five choices below. 存草稿 keeps it without giving it."""
    found = _opinion(request, reference)
    keep = "keep" in request.POST
    initial = {
        "answer": found.draft_answer or found.answer,
        "text": found.draft_text or found.text,
        "seen": found.topic.text_hash,
    }
    form = AnswerForm(typed(request), record=found, initial=initial, keep=keep)

    def act() -> Any:
        facts = form.cleaned_data
        common: dict[str, Any] = {
            "opinion": found,
            "by": request.user,
            "answer": facts["answer"],
            "text": facts["text"],
            "version": form.seen_version,
        }
        return services.save_opinion_draft(**common) if keep else services.answer_opinion(**common, seen=facts["seen"])

    def fresh() -> dict[str, Any]:
        context = _context(request, reference)
        form.show_seen(context["topic"].text_hash)
        return context

    return answer(
        request,
        form=form,
        act=act,
        template="meetings/answer_opinion.html",
        fragment="answer",
        context=fresh,
        to=found.get_absolute_url(),
        said=_("草稿已保存，尚未答复")
        if keep
        else lambda row: _("已答复：%(answer)s") % {"answer": row.get_answer_display()},
    )


@reads_and_writes
@allow(Right.SCREEN)
def adopt_opinion(request: HttpRequest, reference: str) -> HttpResponse:
    found = _opinion(request, reference)
    form = AdoptForm(
        typed(request), record=found, initial={"adoption": found.adoption, "reason": found.adoption_reason}
    )
    return answer(
        request,
        form=form,
        act=lambda: services.adopt_opinion(
            opinion=found,
            by=request.user,  # type: ignore[arg-type]
            adoption=form.cleaned_data["adoption"],
            reason=form.cleaned_data["reason"],
            version=form.seen_version,
        ),
        template="meetings/step.html",
        fragment="step",
        context=lambda: _words(
            _opinion(request, reference),
            _("登记采纳情况"),
            _("%(unit)s：%(answer)s。%(text)s")
            % {"unit": found.unit.short_name, "answer": found.get_answer_display(), "text": found.text},
        ),
        to=found.topic.get_absolute_url(),
        said=lambda row: _("已登记：%(said)s") % {"said": row.get_adoption_display()},
    )


@reads_and_writes
@allow(Right.SCREEN)
def reask_opinion(request: HttpRequest, reference: str) -> HttpResponse:
    found = _opinion(request, reference)
    form = ReaskForm(typed(request), record=found)
    return answer(
        request,
        form=form,
        act=lambda: services.reask_opinion(
            opinion=found,
            by=request.user,  # type: ignore[arg-type]
            days=form.cleaned_data["days"],
            version=form.seen_version,
        ),
        template="meetings/step.html",
        fragment="step",
        context=lambda: _words(
            _opinion(request, reference),
            _("请按现稿确认"),
            _("%(unit)s的意见按第%(old)s稿作出，现为第%(new)s稿。原答复保留。")
            % {"unit": found.unit.short_name, "old": found.edition, "new": found.topic.edition},
        ),
        to=found.topic.get_absolute_url(),
        said=_("已请%(unit)s按现稿确认") % {"unit": found.unit.short_name},
    )


@reads_and_writes
@allow(Right.SCREEN)
def urge_opinion(request: HttpRequest, reference: str) -> HttpResponse:
    found = _opinion(request, reference)
    return answer(
        request,
        form=StepForm(typed(request)),
        act=lambda: services.urge_opinion(opinion=found, by=request.user),  # type: ignore[arg-type]
        template="meetings/step.html",
        fragment="step",
        context=lambda: _words(
            found,
            _("催办"),
            _("提醒%(unit)s联络员尽快书面答复，无意见也请书面回复。每天最多催办一次。")
            % {"unit": found.unit.short_name},
        ),
        to=found.topic.get_absolute_url(),
        said=_("已催办%(unit)s") % {"unit": found.unit.short_name},
    )


def _opinion(request: HttpRequest, reference: str) -> Opinion:
    rows = Opinion.objects.visible_to(request.user).select_related("unit", "topic", "topic__unit", "topic__lead_unit")
    found: Opinion = get_object_or_404(rows, reference=reference)
    return found


def _context(request: HttpRequest, reference: str) -> dict[str, Any]:
    found = _opinion(request, reference)
    user: Any = request.user
    versions = {version.text_hash: version for version in found.topic.versions.all()}
    based_on, newest = versions.get(found.text_hash), versions.get(found.topic.text_hash)
    changed = based_on is not None and newest is not None and based_on.pk != newest.pk
    return {
        "opinion": found,
        "topic": found.topic,
        "overdue": found.is_overdue(clock.now()),
        "changes": differences(based_on.text, newest.text) if changed and based_on and newest else [],
        "offers": opinion_offers(user, found),
        "own": user.holds(Right.ANSWER, unit=found.unit),
        "papers": list(found.topic.papers.current().select_related("attachment")),
        "answers": list(found.answers.select_related("given_by").order_by("-given_at", "-pk")),
    }


def _words(found: Opinion, title: str, lead: str) -> dict[str, Any]:
    return {
        "opinion": found,  # first: the form's version is this record's
        "record": found.topic,
        "back": found.topic.get_absolute_url(),
        "title": title,
        "lead": lead,
        "button": title,
        "tone": "primary",
    }
