"""Roles are code: one table (`settings.ROLE_TABLE`), each role with a sentence. A grant is a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Role:
    """`rights` are granted at the unit of the grant and all below; `excludes` can never be held together with it;
    `second_step`: its holders sign in with something they carry besides the password (GB/T 22239 8.1.4.1 d)."""

    code: str
    label: str | Promise
    sentence: str | Promise
    rights: frozenset[str]
    excludes: frozenset[str] = frozenset()
    admin: bool = False
    second_step: bool = False


@cache
def roles() -> Mapping[str, Role]:
    """All roles by code, as `unionportal.roles` lists them."""
    return {role.code: role for role in import_string(settings.ROLE_TABLE)}


def roles_with(right: str) -> list[str]:
    """Codes of the roles that carry `right`."""
    return [role.code for role in roles().values() if right in role.rights]
