"""The database as the last guard: state machines as triggers, constraint names as sentences."""

from collections.abc import Iterable

import pgtrigger
from django.apps import apps
from django.db import IntegrityError
from django.utils.translation import gettext as _

from foundation.core.policies import Refused
from foundation.core.workflow import Move, edges


def fsm(name: str, moves: Iterable[Move], *, field: str = "state") -> pgtrigger.FSM:
    """A trigger that refuses any change of `field` which is not one of `moves`, whoever makes it."""
    return pgtrigger.FSM(name=f"{name}_{field}", field=field, transitions=edges(moves))


def sentence_for(error: IntegrityError) -> str:
    """What the constraint that refused a row says to people (`violation_error_message`), or a general sentence."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name and constraint.violation_error_message:
                return str(constraint.violation_error_message)
    return _("数据不符合登记规则，没有保存。请核对后重试。")


class RefusedByDatabase(Refused):
    """A constraint refused what the service let through."""

    def __init__(self, error: IntegrityError) -> None:
        super().__init__(sentence_for(error))
