"""One box for everything a person may see."""

from django.http import HttpRequest, HttpResponse

from foundation.core.http import reads, signed_in
from foundation.core.partials import render
from foundation.search import tokens
from foundation.search.finding import find
from foundation.search.searchable import registered

SUGGESTED = 8


@reads
@signed_in
def results(request: HttpRequest) -> HttpResponse:
    """The result page: `q`, optionally one `kind` (a model's label; an unknown one counts as all)."""
    typed = request.GET.get("q", "").replace("\0", "").strip()
    kinds = registered()
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else ""
    context = {
        "q": typed,
        "kind": kind,
        "kinds": list(kinds.values()),
        "hits": find(request.user, typed, label=kind),
        "too_long": len(typed) > tokens.LONGEST_QUERY,
        "longest": tokens.LONGEST_QUERY,
    }
    return render(request, "search/results.html", context, fragment="search-results")


@reads
@signed_in
def suggestions(request: HttpRequest) -> HttpResponse:
    """The few best hits, for the list under the search box."""
    typed = request.GET.get("q", "").replace("\0", "").strip()
    hits = find(request.user, typed, limit=SUGGESTED) if len(typed) > 1 else []
    return render(request, "search/suggestions.html", {"q": typed, "hits": hits})
