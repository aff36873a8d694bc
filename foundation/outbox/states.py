"""States of an outbox row and the moves between them: pure data."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Move


class State(TextChoices):
    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已发送")
    FAILED = "failed", _("发送失败")
    CANCELLED = "cancelled", _("已取消")


MOVES = (
    Move("send", (State.WAITING,), State.SENT),
    Move("fail", (State.WAITING,), State.FAILED),
    Move("cancel", (State.WAITING,), State.CANCELLED),
    Move("resend", (State.FAILED,), State.WAITING),
)
