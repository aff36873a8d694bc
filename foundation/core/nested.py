"""Rows of a relation read in the row they belong to: a prefetch that costs no query of its own.

    versions = AgendaVersion.objects.annotate(
        words=nested(Clearance.objects.filter(agenda=OuterRef("pk")).order_by("pk"), decided_by=("display_name",))
    )
    for version in versions:
        unnest(version, "clearances", version.words)   # version.clearances.all() asks nothing more

For short lists on a record's page (tens of rows). Not for encrypted columns, which only the ORM's own reading decrypts.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, QuerySet
from django.db.models.functions import JSONObject


def nested(rows: "QuerySet[Any]", **related: Iterable[str]) -> ArraySubquery:
    """`rows`, which refer to the outer row, as a list of JSON objects with all their columns.

    `related`: columns of what a foreign key leads to (`reviewer__unit=("short_name",)`), like select_related; what is
    not named there is deferred as in `only()`.
    """
    columns = [field.attname for field in rows.model._meta.concrete_fields]
    others = [f"{path}__{name}" for path, names in related.items() for name in ("pk", *names)]
    return ArraySubquery(rows.values(nested_row=JSONObject(**{name: F(name) for name in (*columns, *others)})))


def unnest(record: models.Model, relation: str, found: list[dict[str, Any]] | None) -> None:
    """Give `record` the rows that `nested` read, as if its reverse `relation` had been prefetched.

    None stands for a subquery that Django did not ask because it can match nothing.
    """
    field: Any = record._meta.get_field(relation)
    rows: list[Any] = []
    for data in found or ():
        row = _instance(field.related_model, record._state.db, data)
        setattr(row, field.field.name, record)
        rows.append(row)
    remember(record, relation, rows)


def remember(record: models.Model, relation: str, rows: list[Any]) -> None:
    """`record.<relation>.all()` is `rows` from now on."""
    ready: Any = getattr(record, relation).all()
    ready._result_cache = rows
    record.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = ready


def remembered(record: models.Model, relation: str) -> bool:
    """Whether `record.<relation>.all()` asks nothing."""
    return relation in record.__dict__.get("_prefetched_objects_cache", {})


def _instance(model: type[models.Model], db: str | None, data: dict[str, Any]) -> models.Model:
    """The row as Django would have loaded it, with what its foreign keys lead to."""
    own = [field for field in model._meta.concrete_fields if field.attname in data]
    values = [field.to_python(data[field.attname]) for field in own]
    row = model.from_db(db, [field.attname for field in own], values)
    for name in dict.fromkeys(key.partition("__")[0] for key in data if "__" in key):
        below = {key.removeprefix(f"{name}__"): value for key, value in data.items() if key.startswith(f"{name}__")}
        target: Any = model._meta.get_field(name).related_model
        primary = below.pop("pk")
        setattr(
            row, name, None if primary is None else _instance(target, db, {target._meta.pk.attname: primary} | below)
        )
    return row
