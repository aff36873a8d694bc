"""Changing the unit tree."""

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit
from foundation.core.actors import Actor
from foundation.core.policies import Refused
from foundation.orgs.models import Unit


def path_of(code: str, parent: Unit | None) -> str:
    """The path a unit with `code` has below `parent`."""
    return f"{parent.path if parent else ''}{code}/"


@transaction.atomic
def add_unit(
    *,
    by: Actor,
    name: str,
    short_name: str,
    code: str,
    kind: str,
    side: str,
    parent: Unit | None = None,
    sort_order: int = 0,
    **facts: object,
) -> Unit:
    """Add a unit below `parent` (or a root). After: its path names all its ancestors; one audit row."""
    unit = Unit.objects.create(
        name=name,
        short_name=short_name,
        code=code,
        kind=kind,
        side=side,
        parent=parent,
        path=path_of(code, parent),
        sort_order=sort_order,
        **facts,
    )
    audit.record("unit.added", by=by, about=unit)
    return unit


@transaction.atomic
def save_unit(*, by: Actor, unit: Unit) -> Unit:
    """Save a unit edited in the admin; when its place in the tree changed, it moves with all below it.

    Raises `Refused` when the new parent lies below the unit itself.
    """
    old = Unit.objects.select_for_update().filter(pk=unit.pk).first()
    unit.path = path_of(unit.code, unit.parent)
    if old is not None and unit.parent is not None and old.holds(unit.parent):
        raise Refused(_("上级单位不能是本单位或本单位的下级。"))
    unit.save()
    if old is not None and old.path != unit.path:
        below = list(Unit.objects.select_for_update().filter(path__startswith=old.path).exclude(pk=unit.pk))
        for child in below:
            child.path = unit.path + child.path[len(old.path) :]
        Unit.objects.bulk_update(below, ["path"])
    audit.record("unit.saved" if old else "unit.added", by=by, about=unit)
    return unit
