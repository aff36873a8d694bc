"""The verbs of accounts and grants."""

from foundation.accounts.services.grants import check_can_grant, end_grant, grant
from foundation.accounts.services.invitations import invite
from foundation.accounts.services.passwords import set_password
from foundation.accounts.services.sign_ins import (
    begin,
    devices,
    end_sign_ins,
    note_second_step,
    note_sign_in,
    over,
    recent_sign_ins,
    stay,
)
from foundation.accounts.services.tries import forget_tries, give_back, refuse, take, unlock, unlock_row
from foundation.accounts.services.unused import disable_unused
from foundation.accounts.services.users import (
    add_first_administrator,
    add_user,
    reset_second_step,
    save_user,
    send_link,
)

__all__ = [
    "add_first_administrator",
    "add_user",
    "begin",
    "check_can_grant",
    "devices",
    "disable_unused",
    "end_grant",
    "end_sign_ins",
    "forget_tries",
    "give_back",
    "grant",
    "invite",
    "note_second_step",
    "note_sign_in",
    "over",
    "recent_sign_ins",
    "refuse",
    "reset_second_step",
    "save_user",
    "send_link",
    "set_password",
    "stay",
    "take",
    "unlock",
    "unlock_row",
]
