"""Where a POST leads to."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from foundation.core.http import go


def posted(page: str = "") -> HttpRequest:
    """A POST, by htmx when it was sent from the address `page`."""
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"} if page else {}
    request = RequestFactory().post("/minutes/parts/2/edit/", headers=headers)
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
    return request


def test_plain_form_is_redirected() -> None:
    answer = go(posted(), "/minutes/#part-2")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/minutes/#part-2")


@pytest.mark.parametrize("page", ["/minutes/", "/minutes/#part-1"])
def test_htmx_reads_the_open_page_again_when_only_the_place_on_it_differs(page: str) -> None:
    answer = go(posted(page), "/minutes/#part-2")

    assert (answer.headers["HX-Redirect"], answer.headers.get("HX-Refresh")) == ("/minutes/#part-2", "true")


@pytest.mark.parametrize(
    ("page", "url"), [("/desk/", "/minutes/#part-2"), ("/minutes/?a=1", "/minutes/#part-2"), ("/desk/", "/desk/")]
)
def test_htmx_goes_on_to_another_page_without_reading_the_old_one_again(page: str, url: str) -> None:
    answer = go(posted(page), url)

    assert (answer.headers["HX-Redirect"], answer.headers.get("HX-Refresh")) == (url, None)
