from members.services.applications import (
    approve,
    file_application,
    mark_duplicate,
    place,
    refuse,
    return_application,
    submit,
    take_up,
    withdraw,
)
from members.services.employers import add_employer, add_union
from members.services.people import find_or_add_person, reveal
from members.services.roll import enter_roll

__all__ = [
    "add_employer",
    "add_union",
    "approve",
    "enter_roll",
    "file_application",
    "find_or_add_person",
    "mark_duplicate",
    "place",
    "refuse",
    "return_application",
    "reveal",
    "submit",
    "take_up",
    "withdraw",
]
