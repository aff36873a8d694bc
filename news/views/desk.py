"""The news desk: what waits, one release, its printable review sheet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from foundation import audit
from foundation.core.http import allow, reads, signed_in
from foundation.core.pages import capped_count, page_of
from foundation.core.partials import render
from foundation.core.policies import refusal_of
from foundation.orgs.models import Post
from meetings.models import Minutes
from news import checks
from news.enums import Point, Step
from news.forms import ReviewForm
from news.layout import blocks, revised
from news.models import Release, ReleaseVersion
from news.paragraphs import names
from news.policies import check_can_review, check_can_write
from news.rights import Right
from news.states import IN_REVIEW, OUT, State
from news.workflow import RELEASE

TABS = {
    "waiting": _("待我审核"),
    "mine": _("我的稿件"),
    "review": _("审核中"),
    "out": _("已发布"),
    "all": _("全部"),
}
UNDRAFTED_SHOWN = 5
STEPPER = (
    (_("撰稿"), (State.DRAFT,)),
    (_("初审"), (State.FIRST_REVIEW,)),
    (_("复审"), (State.SECOND_REVIEW,)),
    (_("终审"), (State.FINAL_REVIEW,)),
    (_("发布"), (State.SCHEDULED,)),
)


def rows_of(user: Any, tab: str) -> Any:
    """The releases of one tab."""
    rows = Release.objects.at_the_desk_of(user)
    if tab == "waiting":
        return rows.waiting_for(user)
    if tab == "mine":
        return rows.filter(author=user)
    if tab == "review":
        return rows.filter(state__in=(*IN_REVIEW, State.SCHEDULED))
    if tab == "out":
        return rows.filter(state__in=OUT)
    return rows


@reads
@allow(Right.READ)
def queue(request: HttpRequest) -> HttpResponse:
    """The desk's releases, by tab."""
    asked = request.GET.get("tab", "")
    waiting = capped_count(rows_of(request.user, "waiting"))
    tab = asked if asked in TABS else ("waiting" if waiting else "all")
    page = page_of(request, rows_of(request.user, tab).with_texts().order_by("-pk"))
    context = {
        "tabs": TABS,
        "tab": tab,
        "counts": {"waiting": waiting},
        "page": page,
        "write_refusal": refusal_of(check_can_write, request.user, None),
        "undrafted": undrafted(request.user),
    }
    return render(request, "news/queue.html", context, fragment="release-table")


def undrafted(user: Any) -> list[Minutes]:
    """Signed minutes of which no release has been written yet, for those who write; the newest first."""
    if not user.holds(Right.WRITE):
        return []
    written = Release.objects.exclude(state=State.WITHDRAWN).exclude(minutes=None).values("minutes")
    rows = Minutes.objects.visible_to(user).filter(signed_at__isnull=False).exclude(pk__in=written)
    return list(rows.select_related("meeting", "number").order_by("-signed_at")[:UNDRAFTED_SHOWN])


def posted(request: HttpRequest) -> Any:
    """What a form is bound to: nothing before a POST, even an empty one afterwards."""
    return request.POST if request.method == "POST" else None


def find(request: HttpRequest, reference: str) -> Release:
    """A release of her desk, or 404."""
    return get_object_or_404(Release.objects.at_the_desk_of(request.user).with_texts(), reference=reference)


def findings_of(version: ReleaseVersion) -> list[checks.Finding]:
    """What the checks say about a text, blocking ones first."""
    whole = f"{version.title}\n{version.subtitle}\n{version.text}"
    named = [name for paragraph in version.body if paragraph.part == "attendance" for name in names(paragraph.text)]
    known = set(Post.objects.filter(holder_name__in=named).values_list("holder_name", flat=True)) if named else set()
    return [*checks.personal_data(whole), *checks.people(named, known), *checks.language(whole)]


def facts_of(request: HttpRequest, release: Release, form: ReviewForm | None = None) -> dict[str, Any]:
    """Everything the release's page shows."""
    version = release.current
    assert version is not None  # written together with the release
    before = release.versions.filter(number__lt=version.number).order_by("-number").first()
    reviews = [
        review
        for v in release.versions.order_by("-number").prefetch_related("reviews__reviewer")
        for review in _with(v)
    ]
    step = release.step
    refusal = refusal_of(check_can_review, request.user, release, step) if step else None
    if step and refusal is None and form is None:
        initial = {"text_hash": version.text_hash, "decision": "approved"}
        form = ReviewForm(record=release, initial=initial, final=step == Step.FINAL)
    return {
        "release": release,
        "version": version,
        "before": before,
        "show_changes": before is not None and request.GET.get("show") != "final",
        "revised": revised(before.body, version.body) if before else [],
        "blocks": blocks(version.body),
        "reviews": reviews,
        "review_form": form if step and refusal is None else None,
        "review_refusal": refusal,
        "step_label": Step(step).label if step else "",
        "findings": findings_of(version),
        "offers": RELEASE.offers(request.user, release),
        "stepper": _stepper(release),
    }


def _with(version: ReleaseVersion) -> list[tuple[int, Any]]:
    return [(version.number, review) for review in sorted(version.reviews.all(), key=lambda r: -r.pk)]


def _stepper(release: Release) -> list[dict[str, Any]]:
    """Five steps; those passed are done, the one it stands at is current."""
    order = [state for _label, states in STEPPER for state in states]
    here = order.index(State(release.state)) if release.state in order else len(order)
    return [{"label": label, "done": i < here, "current": i == here} for i, (label, _states) in enumerate(STEPPER)]


@reads
@signed_in
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One release at the desk: text with its changes, review, findings, record of reviews. Whoever is not of the desk is
    led to the public page if there is one; else it does not exist for her."""
    if not Release.objects.at_the_desk_of(request.user).filter(reference=reference).exists():
        return redirect(get_object_or_404(Release.objects.public(), reference=reference).public_url)
    return render(request, "news/detail.html", facts_of(request, find(request, reference)), fragment="release-panel")


@reads
@allow(Right.READ)
def sheet(request: HttpRequest, reference: str) -> HttpResponse:
    """信息发布审核单 of the current version, for printing and filing."""
    release = find(request, reference)
    version = release.current
    assert version is not None
    taken = {review.step: review for review in version.reviews.select_related("reviewer")}
    context = {
        "release": release,
        "version": version,
        "steps": [(step.label, taken.get(step.value)) for step in Step],
        "points": [
            (point.label, [point.value in taken[step].points if step in taken else None for step in Step])
            for point in Point
        ],
    }
    return render(request, "news/sheet.html", context)


@reads
@allow(Right.READ)
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """All versions and what happened to the release."""
    release = find(request, reference)
    context = {"release": release, "versions": release.versions.order_by("-number"), "events": audit.history(release)}
    return render(request, "news/history.html", context)
