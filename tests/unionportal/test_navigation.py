"""The place in the navigation that is marked: also on pages whose address lies elsewhere."""

from typing import Any

import pytest

from unionportal.navigation import _mark_current

PLACES = [
    {"url": "/meetings/topics/", "also": ("/meetings/opinions/",)},
    {"url": "/meetings/", "also": ()},
    {"url": "/news/desk/", "also": ("/news/",)},
]


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/meetings/LX-2026-03/", "/meetings/"),
        ("/meetings/topics/YT-2026-020/", "/meetings/topics/"),
        ("/meetings/opinions/YT-2026-020-03/", "/meetings/topics/"),
        ("/news/desk/XW-2026-0001/", "/news/desk/"),
        ("/news/paste/", "/news/desk/"),
        ("/menu/", None),
    ],
)
def test_the_longest_address_that_begins_the_page_s_is_marked(path: str, marked: str | None) -> None:
    items: list[dict[str, Any]] = [{**place, "current": False} for place in PLACES]

    _mark_current(path, [{"items": items}])

    assert [item["url"] for item in items if item["current"]] == ([marked] if marked else [])
