"""Where a person lands who comes in for the first time."""

from typing import Any

from django.urls import reverse

from unionportal.home.desk import desk_for


def first_page(user: Any) -> str:
    """The page of the one thing that waits for her (all items of one agenda are one thing), else the 工作台."""
    pages = {line.url for group in desk_for(user).groups for line in group.lines}
    return pages.pop() if len(pages) == 1 else reverse("desk")
