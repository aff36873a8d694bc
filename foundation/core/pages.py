"""Pages of long lists without counting them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

CAP = 1000
PER_PAGE = 20


class CappedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts no further than `CAP` rows: the interface then says "1000+"."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: CAP + 1].count())

    @property
    def capped(self) -> bool:
        return self.count > CAP


def shown_up_to(limit: int, count: int) -> str:
    """A number as a badge shows it: “99+” beyond `limit`."""
    return f"{limit}+" if count > limit else str(count)


def page_of(
    request: HttpRequest,
    rows: "QuerySet[Any]",
    per_page: int = PER_PAGE,
    with_joins: Callable[[Any], Any] | None = None,
) -> Page[Any]:
    """The page `?page=` asks for; nonsense and too high numbers give the nearest page, never an error.

    `with_joins` adds what the rows shown need of other tables (`select_related`, `prefetch_related`): those of the page
    are chosen first, in a subquery, so that PostgreSQL does not join thousands in order to sort them.
    """
    page = CappedPaginator(rows, per_page).get_page(request.GET.get("page"))
    if with_joins is not None:
        chosen: Any = page.object_list
        shown = rows.model._default_manager.filter(pk__in=chosen.values("pk")).order_by(*rows.query.order_by)
        page.object_list = with_joins(shown)
    return page


def capped_count(rows: "QuerySet[Any]") -> int:
    """How many rows, but never more than `CAP` + 1."""
    return rows.order_by()[: CAP + 1].count()


def capped_counts(lists: "Mapping[str, QuerySet[Any]]") -> dict[str, int]:
    """`capped_count` of several lists in one query; lists that cannot match anything cost nothing. A list that is cut
    already (`rows[:100]`) is counted as far as that."""
    counts = dict.fromkeys(lists, 0)
    parts: list[str] = []
    params: list[Any] = []
    asked: list[str] = []
    for name, rows in lists.items():
        try:
            unordered = rows if rows.query.is_sliced else rows.order_by()
            sql, arguments = unordered.values("pk")[: CAP + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        asked.append(name)
        # Compiled by Django; values travel as parameters.
        parts.append(f"(SELECT count(*) FROM ({sql}) AS list_{len(asked)})")  # nosec B608
        params.extend(arguments)
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(parts)}", params)
            counts |= dict(zip(asked, cursor.fetchone(), strict=True))
    return counts
