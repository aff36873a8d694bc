"""Work reports: compiled and completed by the union office."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.core.policies import Refused
from meetings.models import WorkReport
from meetings.policies.meetings import check_can_prepare


def check_can_compile(user: Any, report: WorkReport | None = None) -> None:
    check_can_prepare(user)


def check_can_issue_report(user: Any, report: WorkReport) -> None:
    """Every unfinished decision has its 说明 and 意见."""
    check_can_prepare(user)
    unfinished = report.lines.filter(finished=False)
    missing = unfinished.filter(explanation="").count() + unfinished.exclude(explanation="").filter(proposal="").count()
    if missing:
        raise Refused(_("还有%(n)d项未完成的事项没有填写说明和意见，填完才能定稿。") % {"n": missing})
