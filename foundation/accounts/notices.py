"""What security administrators are told about accounts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.outbox.notice import Notice


def _still_disabled(record: User, user: Any) -> bool:
    return not record.is_active


DISABLED = Notice(
    "account.disabled",
    _("账号已停用"),
    still_due=_still_disabled,
    tone="warn",
    icon="lock",
    do=_("去查看"),
)
