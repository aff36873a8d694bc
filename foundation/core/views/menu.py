"""Everything the shell's menus hold, on a page: for browsers without `popover` and for people who prefer a list."""

from django.http import HttpRequest, HttpResponse

from foundation.core.http import reads, signed_in
from foundation.core.partials import render


@reads
@signed_in
def menu(request: HttpRequest) -> HttpResponse:
    return render(request, "core/menu.html")
