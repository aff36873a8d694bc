"""Third-party pages this house does not have: an address is entered by the security administrator."""

from django.http import Http404, HttpRequest, HttpResponse

from foundation.core.http import signed_in


@signed_in
def closed(request: HttpRequest) -> HttpResponse:
    raise Http404
