"""One-time links with which a person sets her own password: nobody else ever knows it."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse


def one_time_link(user: Any) -> str:
    """An absolute address that lets `user` set a password once, for PASSWORD_RESET_TIMEOUT (three days)."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return f"{settings.PORTAL_URL}{reverse('account_reset_password_from_key', kwargs=_parts(key))}"


def _parts(key: str) -> dict[str, str]:
    uidb36, _dash, token = key.partition("-")
    return {"uidb36": uidb36, "key": token}
