"""One concern: next step, deadline, story, evidence, masked reporter."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from concerns.forms import AttachForm, CallBackForm, ConfirmForm, ProgressForm, ReviewForm
from concerns.models import Concern
from concerns.policies import check_can_attach, check_can_reveal
from concerns.rights import Right
from concerns.services import REVEALABLE
from concerns.services.deadlines import handling_limit
from concerns.states import State
from concerns.views.one import concern_for
from concerns.views.story import told
from concerns.workflow import CONCERN
from foundation.core.http import allow, reads, records_view
from foundation.core.partials import render
from foundation.core.policies import refusal_of

INLINE: dict[str, Any] = {
    "accept": ConfirmForm,
    "report_progress": ProgressForm,
    "review_report": ReviewForm,
    "call_back": CallBackForm,
}
"""Verbs whose form stands in the next-step panel itself: one page less."""


@reads
@records_view("concern.viewed")
@allow(Right.SEE, Right.HANDLE)
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """诉求: who looked is recorded."""
    concern = concern_for(request, reference)
    request.viewed = concern  # type: ignore[attr-defined]
    return render(request, "concerns/detail.html", facts(request, concern))


def facts(request: HttpRequest, concern: Concern) -> dict[str, Any]:
    """All the page shows, so that a step's page can show the same beside its form."""
    story = told(concern)
    hops = list(concern.assignments.select_related("unit", "accepted_by").order_by("-dispatched_at", "-part", "-pk"))
    concern.keep_hands(hops)
    offers = CONCERN.offers(request.user, concern)
    allowed = [offer for offer in offers if offer.refusal is None]
    first = next((offer for offer in allowed if offer.tone == "primary"), None)
    form = INLINE[first.verb](record=concern) if first and first.verb in INLINE else None
    return {
        "concern": concern,
        "allowed": [offer for offer in allowed if offer is not first],
        "refused": [offer for offer in offers if offer.refusal],
        "first": first,
        "form": form,
        "turn": turn(concern),
        "sees_cluster": concern.sees_cluster,  # type: ignore[attr-defined]
        "story": story,
        "callbacks": list(concern.callbacks.all()),
        "hops": hops,
        "limit": handling_limit(concern),
        **reporter(request, concern),
        "attach_form": None if refusal_of(check_can_attach, request.user, concern) else AttachForm(record=concern),
    }


def turn(concern: Concern) -> str:
    """Whose turn it is, for those whose it is not."""
    unit = concern.lead.unit.short_name if concern.lead else ""
    match concern.state:
        case State.REGISTERED:
            return _("等待权益保障部受理")
        case State.TRIAGE | State.RETURNED:
            return _("等待权益保障部派单")
        case _ if concern.raised:
            return _("已提请联席会议，等待议定")
        case State.DISPATCHED:
            return _("等待%(unit)s签收") % {"unit": unit}
        case State.ACCEPTED | State.HANDLING | State.REOPENED:
            return _("%(unit)s正在办理") % {"unit": unit} if unit else _("等待权益保障部派单")
        case State.REPORTED:
            return _("等待审核办理结果")
        case State.CALLBACK:
            return _("等待回访")
        case State.SHELVED:
            return _("已挂账，等待复核")
    return concern.state_text


def reporter(request: HttpRequest, concern: Concern) -> dict[str, Any]:
    """What the panel 诉求人 shows: masked values, and whether this user may have them revealed."""
    return {"masked": masked(concern), "reveal_refusal": refusal_of(check_can_reveal, request.user, concern)}


def masked(concern: Concern) -> list[dict[str, str]]:
    """The fields of the reporter that are registered, as they may be shown to anybody who sees the concern."""
    values = {"name": concern.masked_name, "phone": concern.masked_phone, "id_number": concern.masked_id}
    return [{"field": name, "label": str(REVEALABLE[name]), "value": value} for name, value in values.items() if value]
