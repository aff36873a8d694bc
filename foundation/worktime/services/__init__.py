from foundation.worktime.services.entries import (
    announce_year,
    remove_exception,
    save_exception,
    save_limit,
    withdraw_year,
)
from foundation.worktime.services.recounts import ask_recount, clocked_models, recount, recount_all

__all__ = [
    "announce_year",
    "ask_recount",
    "clocked_models",
    "recount",
    "recount_all",
    "remove_exception",
    "save_exception",
    "save_limit",
    "withdraw_year",
]
