"""Refusals. A policy `check_can_<verb>(user, record)` returns nothing or raises `Refused` with a sentence in Chinese;
the same function guards the service and explains the greyed button."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _


class Refused(Exception):
    """The act is not allowed now; `str()` is the sentence shown to the person."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))


class Stale(Refused):
    """Somebody else changed the record after this person opened it."""

    def __init__(self, sentence: str | Promise = "") -> None:
        super().__init__(sentence or _("这条记录刚刚被其他人改动过。已为您显示最新内容，请核对后再操作。"))


def refusal_of(check: object, *args: object) -> str | None:
    """Ask a policy without acting: None when allowed, else its sentence."""
    try:
        check(*args)  # type: ignore[operator]
    except Refused as refused:
        return str(refused)
    return None
