"""Fetching one concern for a view, and the pages of its verbs, which all look alike."""

from collections.abc import Callable
from typing import Any, cast

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from concerns.models import Callback, Cluster, Concern
from concerns.workflow import CONCERN
from foundation.accounts.models import User
from foundation.core.forms import PortalForm
from foundation.core.http import answer
from foundation.core.nested import nested, unnest
from foundation.core.policies import refusal_of


def me(request: HttpRequest) -> User:
    """Whoever is signed in; `LoginRequiredMiddleware` lets nobody else come here."""
    return cast(User, request.user)


def concern_for(request: HttpRequest, reference: str) -> Concern:
    """The concern with everything its page shows, if the user may see it; else 404."""
    rows = Concern.objects.visible_to(request.user).select_related(
        "category",
        "unit",
        "street_unit",
        "reporter",
        "employer",
        "registered_by",
        "merged_into",
        "cluster_link__cluster__unit",
    )
    cluster = Cluster.objects.visible_to(request.user).filter(pk=OuterRef("cluster_link__cluster"))
    calls = Callback.objects.filter(concern=OuterRef("pk")).order_by("-called_at", "-pk")
    rows = rows.annotate(sees_cluster=Exists(cluster), calls=nested(calls, called_by=("display_name",)))
    concern: Concern = get_object_or_404(rows, reference=reference)
    unnest(concern, "callbacks", concern.calls)  # type: ignore[attr-defined]
    return concern


def answer_step(
    request: HttpRequest,
    concern: Concern,
    verb: str,
    *,
    form: PortalForm,
    act: Callable[[], Any],
    said: Any,
    extra: Callable[[Concern], dict[str, Any]] | None = None,
    to: str = "",
) -> HttpResponse:
    """The page of `verb`: what it does, its form, its button or the reason why not; then one service call.

    `to` when the user sees the concern no longer afterwards.

    After a refusal everything is read again, so that the page beside the sentence is the present state.
    """

    def context() -> dict[str, Any]:
        fresh = concern_for(request, concern.reference)
        if request.method == "POST" and hasattr(form, "show_version") and form.is_bound:
            form.show_version(fresh)
        action = CONCERN.action(verb)
        gone = fresh.state not in action.move.sources
        refused = None if gone else refusal_of(action.check, request.user, fresh)
        facts = {"concern": fresh, "action": action, "refused": refused, "gone": gone, "verb": verb}
        return facts | (extra(fresh) if extra else {})  # nosec B610 - an argument of this name, not QuerySet.extra()

    return answer(
        request,
        form=form,
        act=act,
        template="concerns/step.html",
        fragment="step",
        context=context,
        to=to or concern.get_absolute_url(),
        said=said,
    )
