"""What the news desk tells people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.outbox.notice import Notice
from news.states import IN_REVIEW, OUT, State


def _still_waits(release: Any, user: Any) -> bool:
    return release.state in IN_REVIEW and type(release).objects.waiting_for(user).filter(pk=release.pk).exists()


def _still_returned(release: Any, user: Any) -> bool:
    return bool(release.state == State.DRAFT)


def _still_out(release: Any, user: Any) -> bool:
    return release.state in OUT


SUBMITTED = Notice("release.submitted", _("稿件待审核"), still_due=_still_waits, icon="news", do=_("去审核"))
RETURNED = Notice(
    "release.returned", _("稿件已退回"), still_due=_still_returned, tone="warn", icon="return", do=_("去修改")
)
PUBLISHED = Notice("release.published", _("稿件已发布"), still_due=_still_out, tone="ok", icon="news", do=_("查看稿件"))
WITHDRAWN = Notice("release.withdrawn", _("稿件已撤稿"), tone="warn", icon="news", do=_("查看稿件"))
