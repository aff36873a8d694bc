"""Where allauth meets the portal: no open sign-up; mails leave through the outbox."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from foundation import outbox
from foundation.accounts import services
from foundation.accounts.enums import Counted
from foundation.accounts.services.tries import Locked
from foundation.audit.middleware import client_address
from foundation.core.crypto import seal, unseal
from foundation.core.templatetags.portal import device


def display(user: Any) -> str:
    """How allauth's pages name a user."""
    return str(user.display_name)


SECOND_STEPS = {
    "mfa/email/totp_activated": "account.second_step_added",
    "mfa/email/totp_deactivated": "account.second_step_removed",
    "mfa/email/webauthn_added": "account.second_step_added",
    "mfa/email/webauthn_removed": "account.second_step_removed",
    "mfa/email/recovery_codes_generated": "account.recovery_codes_made",
}
"""What allauth would mail about → the event the audit log keeps."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by the security administrator only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("尝试次数过多，已暂时锁定。请稍后再试，或请安全管理员解除锁定。"),
        "too_many_mails": _("申请次数过多，请稍后再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Whose password this is, or None. Every try is counted before it is looked at (`services.take`).

        A locked account, an unknown one and a wrong password cost one password hash each and read the same to everybody
        who does not know the password.
        """
        name = str(credentials.get("username", ""))
        address = client_address(request)
        try:
            taken = services.take({Counted.ACCOUNT: name, Counted.ADDRESS: address}, ip=address)
        except Locked:
            make_password(credentials.get("password"))
            raise self.validation_error("too_many_login_attempts") from None
        user = super().authenticate(request, **credentials)
        if user is None:
            services.refuse(taken, username=name)
        else:
            services.give_back(taken)
        return user

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """Every road ends here: password, second step, passkey, link. The message tells of the sign-in before."""
        place = device(self.get_http_user_agent(request))
        request.last_sign_in = services.note_sign_in(user=user, device=place)  # type: ignore[attr-defined]
        services.begin(request.session)
        return super().post_login(request, user, **kwargs)

    def set_password(self, user: Any, password: str) -> None:
        services.set_password(user=user, password=password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("desk")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who comes in by her link for the first time goes straight to the one thing that waits for her."""
        view = request.resolver_match.view_name if request.resolver_match else ""
        if view == "account_reset_password_from_key" and request.last_sign_in is None:  # type: ignore[attr-defined]
            return str(import_string(settings.FIRST_PAGE)(request.user))
        return reverse("desk")

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """allauth says here what happened to a second step: the audit log keeps it."""
        if template_prefix in SECOND_STEPS:
            services.note_second_step(user=user, event=SECOND_STEPS[template_prefix])
        super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the mail into the outbox in the same transaction; a broker that is down delays it, nothing more."""
        user = context.get("user")
        if user is None:  # an address without an account gets nothing: no enumeration by mail either
            return
        facts = {**context, "email": email}
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", facts).split())
        body = render_to_string(f"{template_prefix}_message.txt", facts)
        outbox.put_mail(to=user, subject=subject, body=body)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps and recovery codes lie encrypted in the database (GB/T 22239 8.1.4.8)."""

    MARK, CONTEXT = "sealed:", "mfa.authenticator.data"

    def encrypt(self, text: str) -> str:
        return self.MARK + base64.b64encode(seal(text, context=self.CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        if not encrypted_text.startswith(self.MARK):  # set up before secrets were sealed
            return encrypted_text
        return unseal(base64.b64decode(encrypted_text.removeprefix(self.MARK)), context=self.CONTEXT)
