"""The work queue: tabs, filters, the table that becomes cards."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from concerns.forms.queue import SORTS, QueueFilter, in_order
from concerns.models import Assignment, Concern
from concerns.querysets import ConcernQuerySet
from concerns.rights import Right
from concerns.states import State
from foundation.core import clock
from foundation.core.http import allow, reads
from foundation.core.pages import CAP, capped_counts, page_of
from foundation.core.partials import render

TABS = {
    "mine": _("我的待办"),
    "today": _("今天到期"),
    "overdue": _("已逾期"),
    "undispatched": _("待派单"),
    "callback": _("待回访"),
    "raised": _("已提请上会"),
    "all": _("全部"),
}
COUNTED = ("mine", "today", "overdue", "undispatched", "callback")


@reads
@allow(Right.SEE, Right.HANDLE)
def queue(request: HttpRequest) -> HttpResponse:
    """Concerns the user may see, deadline first (all of them: newest first). Every filter is a link or a GET form; counts stop at 1000."""
    user: Any = request.user
    visible = Concern.objects.visible_to(user)
    tab = request.GET.get("tab", "mine")
    tab = tab if tab in TABS else "mine"
    found = QueueFilter(request.GET, queryset=tab_rows(visible, tab, user), request=request)
    usual = "newest" if tab == "all" else "due"  # what is over has no deadline
    sort = request.GET.get("sort", usual)
    sort = sort if sort in SORTS else usual
    leads = Prefetch("assignments", Assignment.objects.current().lead().select_related("unit"), to_attr="leads")
    page = page_of(request, in_order(found.qs, sort), with_joins=lambda shown: shown.for_list().prefetch_related(leads))
    kept = {"tab": tab, "sort": sort, **{name: request.GET[name] for name, _label, _shown in found.applied}}
    counts = capped_counts({code: tab_rows(visible, code, user) for code in _tabs_of(user) if code in COUNTED})
    context = {
        "tabs": [_tab(code, tab, counts.get(code, 0)) for code in _tabs_of(user)],
        "tab": tab,
        "tab_label": TABS[tab],
        "filter": found,
        "page": page,
        "sort": sort,
        "sorts": SORTS,
        "query": urlencode(kept),
        "chips": [(label, shown, _without(kept, name)) for name, label, shown in found.applied],
        "can_register": user.holds(Right.REGISTER),
        "can_cluster": user.holds(Right.CLUSTER),
    }
    return render(request, "concerns/queue.html", context, fragment="concern-table")


def tab_rows(visible: ConcernQuerySet, tab: str, user: Any) -> ConcernQuerySet:
    """The rows behind one saved tab."""
    match tab:
        case "mine":
            return visible.waiting_for(user)
        case "today":
            return visible.due_today()
        case "overdue":
            return visible.overdue(clock.now())
        case "undispatched":
            return visible.filter(state__in=(State.REGISTERED, State.TRIAGE, State.RETURNED))
        case "callback":
            return visible.filter(state=State.CALLBACK)
        case "raised":
            return visible.raised()
        case _:
            return visible


def _tabs_of(user: Any) -> list[str]:
    """A handling unit has no tabs for what is not its business."""
    if user.holds(Right.SEE):
        return list(TABS)
    return ["mine", "today", "overdue", "raised", "all"]


def _tab(code: str, current: str, count: int) -> dict[str, Any]:
    shown = f"{CAP}+" if count > CAP else str(count) if count else ""
    return {"code": code, "label": TABS[code], "count": shown, "hot": code == "overdue", "current": code == current}


def _without(kept: dict[str, str], name: str) -> str:
    return urlencode({key: value for key, value in kept.items() if key != name})
