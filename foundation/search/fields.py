"""A tsvector column written from a list of lexemes, without any text search configuration of the server."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Lookup


class LexemesField(models.Field):  # type: ignore[type-arg]
    """Holds lexemes; `array_to_tsvector` sorts them and makes each unique. Written, matched, never read back."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector"

    def get_placeholder(self, value: Any, compiler: Any, connection: BaseDatabaseWrapper) -> str:
        return "array_to_tsvector(%s::text[])"

    def get_prep_value(self, value: Sequence[str] | None) -> list[str]:
        return list(value or [])


@LexemesField.register_lookup
class Matches(Lookup):
    """`lexemes__matches="'欠薪' & 'fz':*"`: the right side is a finished tsquery from `tokens.query`."""

    lookup_name = "matches"
    prepare_rhs = False
    output_field = BooleanField()

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        return "%s::tsquery", (value,)

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @@ {right}", (*left_params, *right_params)
