"""Row scope: a unit's `path` names all its ancestors, so that "this unit and all below" is one indexed prefix."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q


def within(paths: Iterable[str], lookup: str = "path") -> Q:
    """Rows whose unit path (at `lookup`, e.g. "unit__path") lies in one of `paths`; no paths match nothing."""
    shortest: list[str] = []
    for path in sorted(set(paths)):
        if not any(path.startswith(kept) for kept in shortest):
            shortest.append(path)
    return reduce(or_, (Q(**{f"{lookup}__startswith": path}) for path in shortest), Q(pk__in=[]))
