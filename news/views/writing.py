"""Pasting, writing and editing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from foundation.core.http import allow, answer, reads_and_writes
from foundation.core.partials import render
from foundation.core.policies import refusal_of
from meetings.models import Minutes
from news import checks, services
from news.enums import Place
from news.forms import AcceptForm, PasteForm, ReleaseForm, VerbForm
from news.layout import blocks, side_by_side, tally
from news.models import Column, Release
from news.paragraphs import parse, working_title
from news.policies import check_can_draft_from_minutes, check_can_submit, check_can_write
from news.repair import repair
from news.rights import Right
from news.views.desk import find, findings_of, posted


@reads_and_writes
@allow(Right.WRITE)
def paste(request: HttpRequest) -> HttpResponse:
    """Text is pasted, looked at side by side with its repair, and accepted as a draft.

    Three calls of one address: GET the empty form; POST with `text` the comparison; POST with `repaired` the draft.
    """
    if request.method == "POST" and "repaired" in request.POST:
        return _accept(request)
    form = PasteForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return _compare(request, form.cleaned_data["text"])
    status = 422 if request.method == "POST" else 200
    return render(request, "news/paste.html", {"form": form}, fragment="paste", status=status)


def _compare(request: HttpRequest, text: str) -> HttpResponse:
    original = text.replace("\r\n", "\n")
    repaired = repair(original)
    paragraphs = parse(repaired.text)
    form = AcceptForm(initial={"title": working_title(paragraphs), "repaired": repaired.text, "column": _headline()})
    return render(request, "news/paste.html", {"accept": form, **_comparison(original)}, fragment="paste")


def _comparison(original: str) -> dict[str, Any]:
    repaired = repair(original)
    found = list(checks.personal_data(repaired.text))
    return {
        "original": original,
        "lines": side_by_side(original, repaired),
        "tally": tally(repaired),
        "parsed": blocks(parse(repaired.text)),
        "blocking": found,
    }


def _accept(request: HttpRequest) -> HttpResponse:
    form = AcceptForm(request.POST)
    original = request.POST.get("original", "")[:60_000].replace("\r\n", "\n")

    def act() -> Release:
        facts = form.cleaned_data
        return services.paste(text=facts["repaired"], title=facts["title"], column=facts["column"], by=request.user)  # type: ignore[arg-type]

    drawn = {"accept": form, **_comparison(original)}
    if not form.is_valid():
        return render(request, "news/paste.html", drawn, fragment="paste", status=422)
    return answer(
        request,
        form=form,
        act=act,
        template="news/paste.html",
        fragment="paste",
        context=drawn,
        to=lambda release: str(release.desk_url),
        said=lambda release: _("已存为草稿 %(reference)s") % {"reference": release.reference},
    )


def _headline() -> Column | None:
    return Column.objects.open().filter(place=Place.HEADLINE).first()


@reads_and_writes
@allow(Right.WRITE)
def write(request: HttpRequest) -> HttpResponse:
    """A release begun from nothing."""
    form = ReleaseForm(posted(request))
    return answer(
        request,
        form=form,
        act=lambda: services.write(text=form.typed(), column=form.cleaned_data["column"], by=request.user),  # type: ignore[arg-type]
        template="news/edit.html",
        fragment="release-form",
        to=lambda release: str(release.desk_url),
        said=lambda release: _("已存为草稿 %(reference)s") % {"reference": release.reference},
    )


@reads_and_writes
@allow(Right.WRITE)
def draft_release(request: HttpRequest, reference: str) -> HttpResponse:
    """A release out of signed minutes she may read."""
    rows = Minutes.objects.visible_to(request.user).select_related("meeting")
    minutes = get_object_or_404(rows, reference=reference)
    return answer(
        request,
        form=VerbForm(posted(request)),
        act=lambda: services.draft_from_minutes(minutes=minutes, by=request.user),
        template="news/draft_release.html",
        fragment="verb-form",
        context=lambda: {
            "minutes": minutes,
            "policy_refusal": refusal_of(check_can_draft_from_minutes, request.user, minutes),
        },
        to=lambda release: str(release.desk_url),
        said=lambda release: _("已存为草稿 %(reference)s") % {"reference": release.reference},
    )


@reads_and_writes
@allow(Right.WRITE)
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    """The structured text of a draft."""
    release = find(request, reference)
    form = ReleaseForm(posted(request), release=release)

    def act() -> Release:
        column, version = form.cleaned_data["column"], form.seen_version
        return services.edit(release=release, text=form.typed(), column=column, by=request.user, version=version)

    def context() -> dict[str, Any]:
        fresh = find(request, reference)
        refusal = refusal_of(check_can_write, request.user, fresh)
        return {"release": fresh, "findings": findings_of(fresh.current), "write_refusal": refusal}  # type: ignore[arg-type]

    return answer(
        request,
        form=form,
        act=act,
        template="news/edit.html",
        fragment="release-form",
        context=context,
        to=release.desk_url,
        said=_("稿件已保存"),
    )


@reads_and_writes
@allow(Right.WRITE)
def check(request: HttpRequest) -> HttpResponse:
    """The live check list beside the editor: what the typed text would be told. Writes nothing."""
    if request.method != "POST":
        return redirect("news:write")
    form = ReleaseForm(request.POST)
    form.is_valid()
    text = "\n".join([request.POST.get("title", "")[:80], *(p.text for p in form.written())])
    findings = [*checks.personal_data(text), *checks.language(text)]
    return render(request, "news/edit.html", {"findings": findings, "form": form}, fragment="findings")


@reads_and_writes
@allow(Right.WRITE)
def submit(request: HttpRequest, reference: str) -> HttpResponse:
    """Send a draft to its first review."""
    release = find(request, reference)
    form = VerbForm(posted(request), record=release)
    context = {
        "release": release,
        "findings": findings_of(release.current),  # type: ignore[arg-type]
        "policy_refusal": refusal_of(check_can_submit, request.user, release),
    }
    return answer(
        request,
        form=form,
        act=lambda: services.submit(release=release, by=request.user, version=form.seen_version),
        template="news/submit.html",
        fragment="verb-form",
        context=context,
        to=release.desk_url,
        said=_("已送初审"),
    )
