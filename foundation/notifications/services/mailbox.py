"""The mail server of the local profile: keeps every mail so that it can be read at /demo/mail/."""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from foundation.notifications.models import DemoMail


class DemoMailbox(BaseEmailBackend):
    """Django e-mail backend (`settings.EMAIL_BACKEND` in the local profile)."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            self._keep(mail.message())
        return len(email_messages)

    def _keep(self, message: Any) -> None:
        DemoMail.objects.create(message_id=message["Message-ID"], raw=message.as_string())
