"""What members of staff are told about applications."""

from django.utils.translation import gettext_lazy as _

from foundation.outbox.notice import Notice

PLACED = Notice("application.placed", _("入会申请待审核"), channels=("inbox",))
RETURNED = Notice("application.returned", _("入会申请退回补正"), channels=("inbox",))
APPROVED = Notice("application.approved", _("入会申请已批准"), channels=("inbox",))
