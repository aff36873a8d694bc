"""What happens to concerns that somebody must hear of (event matrix D§7.5). Words: templates/concerns/notices/."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from concerns.models import Concern
from concerns.states import DONE, State
from foundation.outbox.notice import Notice


def _while(*states: str) -> Any:
    """Still due as long as the concern is in one of `states`."""

    def still_due(record: Concern, user: Any) -> bool:
        return record.state in states

    return still_due


def _while_open(record: Concern, user: Any) -> bool:
    return record.state not in DONE


ALARMED = Notice(
    "concern.alarmed",
    _("特急或群体性诉求"),
    channels=("inbox", "email"),
    still_due=_while_open,
    urgent=True,
    tone="bad",
    icon="alert",
    do=_("查看诉求"),
)
DISPATCHED = Notice(
    "concern.dispatched",
    _("诉求已派单"),
    channels=("inbox", "email"),
    still_due=_while(State.DISPATCHED),
    icon="handoff",
    do=_("去签收"),
)
RETURNED = Notice(
    "concern.returned",
    _("诉求被退单"),
    channels=("inbox", "email"),
    still_due=_while(State.RETURNED),
    tone="bad",
    icon="return",
    do=_("重新派单"),
)
REPORTED = Notice(
    "concern.reported",
    _("办理结果待审核"),
    channels=("inbox",),
    still_due=_while(State.REPORTED),
    icon="check",
    do=_("去审核"),
)
SENT_BACK = Notice(
    "concern.sent_back",
    _("办理结果被退回"),
    channels=("inbox", "email"),
    still_due=_while(State.HANDLING),
    tone="bad",
    icon="return",
    do=_("去补办"),
)
CALLBACK_OPENED = Notice(
    "concern.callback_opened",
    _("诉求待回访"),
    channels=("inbox",),
    still_due=_while(State.CALLBACK),
    icon="phone",
    do=_("去回访"),
)
REOPENED = Notice(
    "concern.reopened",
    _("诉求重新办理"),
    channels=("inbox", "email"),
    still_due=_while_open,
    tone="warn",
    icon="refresh",
    do=_("去办理"),
)
RAISED = Notice(
    "concern.raised",
    _("诉求随议题提请上会"),
    channels=("inbox",),
    still_due=_while_open,
    tone="plum",
    icon="escalate",
    do=_("查看诉求"),
)
DECISION_RECEIVED = Notice(
    "concern.decision_received",
    _("联席会议已议定"),
    channels=("inbox", "email"),
    still_due=_while_open,
    tone="plum",
    icon="meeting",
    do=_("查看议定事项"),
)
CLOSED = Notice("concern.closed", _("诉求已办结"), channels=("inbox",), tone="ok", icon="ok", do=_("查看诉求"))
