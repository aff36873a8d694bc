"""States and moves of applications and memberships (D§4.7): pure data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Move


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    UNPLACED = "unplaced", _("待分配（周转池）")
    PLACED = "placed", _("已分配")
    REVIEWING = "reviewing", _("基层审核中")
    RETURNED = "returned", _("退回补正")
    REFUSED = "refused", _("不予通过")
    APPROVED = "approved", _("已批准")
    ENROLLED = "enrolled", _("已建会籍")
    DUPLICATE = "duplicate", _("重复申请")
    WITHDRAWN = "withdrawn", _("已撤回")


A = ApplicationState
APPLICATION_MOVES = (
    Move("submit", (A.DRAFT, A.RETURNED), (A.UNPLACED, A.PLACED)),
    Move("place", (A.UNPLACED, A.PLACED), A.PLACED),
    Move("take_up", (A.PLACED,), A.REVIEWING),
    Move("return_application", (A.REVIEWING,), A.RETURNED),
    Move("refuse", (A.REVIEWING,), A.REFUSED),
    Move("approve", (A.REVIEWING,), A.APPROVED),
    Move("enrol", (A.APPROVED,), A.ENROLLED),
    Move("mark_duplicate", (A.UNPLACED, A.PLACED, A.REVIEWING), A.DUPLICATE),
    Move("withdraw", (A.DRAFT, A.UNPLACED, A.PLACED, A.RETURNED), A.WITHDRAWN),
)


class MembershipState(models.TextChoices):
    ACTIVE = "active", _("在册")
    RETAINED = "retained", _("保留会籍")
    TRANSFERRING = "transferring", _("转接中")
    WITHDRAWN = "withdrawn", _("退会")
    LAPSED = "lapsed", _("视为自动退会")
    EXPELLED = "expelled", _("开除会籍")
    DECEASED = "deceased", _("死亡")
    MERGED = "merged", _("重复注销")


LIVE = (MembershipState.ACTIVE, MembershipState.RETAINED, MembershipState.TRANSFERRING)


# How the design draws a state (shape and colour); the word is the label.
SIGNS = {
    ApplicationState.DRAFT: "draft",
    ApplicationState.UNPLACED: "wait",
    ApplicationState.PLACED: "wait",
    ApplicationState.REVIEWING: "doing",
    ApplicationState.RETURNED: "returned",
    ApplicationState.REFUSED: "returned",
    ApplicationState.APPROVED: "done",
    ApplicationState.ENROLLED: "done",
    ApplicationState.DUPLICATE: "paused",
    ApplicationState.WITHDRAWN: "paused",
}
