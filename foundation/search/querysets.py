"""Candidates for a query; what a person may see is decided elsewhere, by the records themselves."""

from typing import Any, Self

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, Q


class SearchEntryQuerySet(models.QuerySet[Any]):
    def numbered(self, key: str) -> Self:
        """Entries whose reference or 文号 is exactly `key` (from `tokens.key`)."""
        return self.filter(keys__contains=[key])

    def titled(self, query: str) -> Self:
        return self.filter(title_lexemes__matches=query)

    def anywhere(self, query: str) -> Self:
        """Title or text."""
        return self.filter(lexemes__matches=query)

    def newest(self) -> Self:
        return self.order_by("-dated_at", "-pk")

    def best_first(self, key: str, query: str) -> Self:
        """Exact number, then title, then the rest; newest first within each."""
        exact = ExpressionWrapper(Q(keys__contains=[key]), BooleanField())
        titled = ExpressionWrapper(Q(title_lexemes__matches=query), BooleanField())
        return self.annotate(_exact=exact, _titled=titled).order_by("-_exact", "-_titled", "-dated_at", "-pk")
