"""Text size and theme: two cookies, so that they hold before sign-in, on the reading site and without a script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from foundation.core.http import public
from foundation.core.templatetags.portal import TEXT_SIZES, THEMES

YEAR = 365 * 24 * 60 * 60


@require_POST
@public("字号和外观在登录之前也能改，只写两个 cookie")
def display(request: HttpRequest) -> HttpResponse:
    """Keep the two choices and go back to `next`, a path of this portal. Scripts read the cookies: not HttpOnly."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    for cookie, field, allowed in (("portal_text", "text", TEXT_SIZES), ("portal_theme", "theme", THEMES)):
        value = request.POST.get(field, "")
        if value in allowed:
            response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response
