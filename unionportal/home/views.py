"""工作台 and health."""

from django.db import connection
from django.http import HttpRequest, HttpResponse

from foundation.core.http import public, reading_page, reads, signed_in
from foundation.core.partials import render


@reads
@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me, by deadline, across all features."""
    return render(request, "home/desk.html", {})


@reading_page("health: the process answers")
def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@reads
@public("health: the process can do its work")
def readyz(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
