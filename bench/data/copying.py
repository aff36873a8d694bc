"""Model instances into tables by COPY: every column as its field would save it, encrypted and indexed ones included."""

import contextlib
import enum
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

from django.db import connection, connections, models

from foundation.search.fields import LexemesField


def numbers(model: type[models.Model], count: int) -> list[int]:
    """`count` primary keys, taken from the table's own sequence, so that later records go on after them."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
        sequence = cursor.fetchone()[0]
        cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, count])
        return [row[0] for row in cursor.fetchall()]


def copy(model: type[models.Model], rows: Iterable[models.Model]) -> int:
    """Write `rows`; how many. Triggers and constraints are in force, `save()` is not called."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    readers = [_reader(field) for field in fields]
    count, rows = 0, iter(rows)
    first = list(islice(rows, 1))  # what a generator asks the database at its beginning, it asks before COPY begins
    with connection.cursor() as cursor, cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as out:
        for row in chain(first, rows):
            out.write_row([read(row) for read in readers])
            count += 1
    return count


def _reader(field: Any) -> Callable[[models.Model], Any]:
    """How to get what is written: plain columns as they are, all others as their field would save them."""
    database = connections["default"]
    if isinstance(field, LexemesField):  # hanzi, letters and digits only: nothing to escape
        return lambda row: " ".join(f"'{lexeme}'" for lexeme in getattr(row, field.attname))
    if type(field).__module__.startswith("django.db.models.fields") and not isinstance(field, models.JSONField):
        return lambda row: _plain(getattr(row, field.attname))
    return lambda row: field.get_db_prep_save(field.pre_save(row, True), database)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, enum.Enum) else value


@contextlib.contextmanager
def without_indexes(*loaded: type[models.Model]) -> Iterator[None]:
    """Drop the plain indexes of tables while they are filled and make them again: a third of the time. Owner only."""
    made: list[str] = []
    with connection.cursor() as cursor:
        for model in loaded:
            cursor.execute(
                """
                SELECT c.relname, pg_get_indexdef(i.indexrelid)
                FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                WHERE i.indrelid = %s::regclass
                  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
                """,
                [model._meta.db_table],
            )
            for name, definition in cursor.fetchall():
                cursor.execute(f'DROP INDEX "{name}"')
                made.append(definition)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for definition in made:
            cursor.execute(definition)
        cursor.execute("RESET maintenance_work_mem")
