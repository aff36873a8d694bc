"""Where allauth meets the portal: no open sign-up; mails leave through the outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from foundation import outbox
from foundation.accounts import services


def display(user: Any) -> str:
    """How allauth's pages name a user."""
    return str(user.display_name)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by the security administrator only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: Any, password: str) -> None:
        services.set_password(user=user, password=password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("desk")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the mail into the outbox in the same transaction; a broker that is down delays it, nothing more."""
        user = context.get("user")
        if user is None:  # an address without an account gets nothing: no enumeration by mail either
            return
        facts = {**context, "email": email}
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", facts).split())
        body = render_to_string(f"{template_prefix}_message.txt", facts)
        outbox.put_mail(to=user, subject=subject, body=body)
