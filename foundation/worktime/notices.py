"""What the calendar tells people."""

from django.utils.translation import gettext_lazy as _

from foundation.outbox.notice import Notice

RECOUNTED = Notice(
    "calendar.recounted", _("期限已重新核算"), channels=("inbox",), tone="warn", icon="cal", do=_("看我的期限")
)
