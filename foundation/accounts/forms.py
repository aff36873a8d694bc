"""allauth's forms with tries counted in the database, and the form of an invitation."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.account.forms import UserTokenForm as AllauthUserTokenForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthReauthenticateForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.accounts import services
from foundation.accounts.enums import Counted
from foundation.accounts.roles import roles
from foundation.accounts.services.tries import Locked
from foundation.audit.middleware import client_address
from foundation.core.forms import PortalForm
from foundation.orgs.models import Unit

MAIL_TAKES = 0.4
"""Seconds every request for a reset mail takes: writing one for an account that exists takes longer than writing none."""


class _CountedCode:
    """A wrong code of the second step counts against the account it is asked of."""

    user: Any

    def clean_code(self) -> str:
        try:
            taken = services.take({Counted.SECOND_STEP: str(self.user.pk)})
        except Locked:
            raise get_adapter().validation_error("too_many_login_attempts") from None
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            services.refuse(taken, username=self.user.username)
            raise
        services.give_back(taken)
        return code


class AuthenticateForm(_CountedCode, AllauthAuthenticateForm):  # type: ignore[misc]
    """At sign-in."""


class ReauthenticateForm(_CountedCode, AllauthReauthenticateForm):  # type: ignore[misc]
    """Before something that matters."""


class ResetPasswordForm(AllauthResetPasswordForm):  # type: ignore[misc]
    """A reset mail is asked for: limited for each address of either kind, whether an account has it or not."""

    def clean_email(self) -> str:
        email: str = super().clean_email()
        try:
            services.take({Counted.MAIL: email, Counted.MAIL_ADDRESS: client_address(context.request)})
        except Locked:
            raise get_adapter().validation_error("too_many_mails") from None
        return email

    def save(self, request: Any, **kwargs: Any) -> str:
        began = time.monotonic()
        email: str = super().save(request, **kwargs)
        time.sleep(max(0.0, MAIL_TAKES - (time.monotonic() - began)))
        return email


class UserTokenForm(AllauthUserTokenForm):  # type: ignore[misc]
    """A link of an account that was disabled meanwhile is a link that does not work."""

    def _get_user(self, uidb36: str) -> Any:
        user = super()._get_user(uidb36)
        return user if user is not None and user.is_active else None


class InviteForm(PortalForm):
    """Who is invited, for which unit, as what."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("单位"))
    display_name = forms.CharField(label=_("姓名"), max_length=30)
    title = forms.CharField(label=_("职务"), max_length=60, required=False)
    email = forms.EmailField(label=_("电子邮箱"), max_length=254)
    role = forms.ChoiceField(label=_("角色"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.current().order_by("path")  # type: ignore[attr-defined]
        open_to_guests = [role for role in roles().values() if not role.admin]
        self.fields["role"].choices = [(r.code, f"{r.label}：{r.sentence}") for r in open_to_guests]  # type: ignore[attr-defined]
        del self.fields["version"]
