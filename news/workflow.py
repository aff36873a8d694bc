"""The news desk's workflow as people meet it."""

from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Action, Workflow
from news import policies
from news.models import Release
from news.states import MOVES

_MOVES = {move.verb: move for move in MOVES}

RELEASE = Workflow(
    Release,
    "state",
    [
        Action(_MOVES["submit"], _("送审"), policies.check_can_submit, url="news:submit", tone="primary", icon="send"),
        Action(_MOVES["edit"], _("修改稿件"), policies.check_can_write, url="news:edit", icon="edit"),
        Action(_MOVES["approve_first"], _("初审"), policies.check_can_approve_first, listed=False),
        Action(_MOVES["approve_second"], _("复审"), policies.check_can_approve_second, listed=False),
        Action(_MOVES["sign_off"], _("终审签发"), policies.check_can_sign_off, listed=False),
        Action(_MOVES["send_back"], _("退回"), policies.check_can_send_back, listed=False),
        Action(
            _MOVES["publish"],
            _("立即发布"),
            policies.check_can_publish,
            url="news:publish",
            tone="primary",
            by_system=True,
        ),
        Action(_MOVES["recall"], _("撤回修改"), policies.check_can_write, url="news:recall", icon="return"),
        Action(_MOVES["correct"], _("更正"), policies.check_can_write, url="news:correct", icon="edit"),
        Action(_MOVES["drop_correction"], _("放弃更正"), policies.check_can_drop_correction, listed=False),
        Action(
            _MOVES["withdraw"],
            _("撤稿"),
            policies.check_can_withdraw,
            url="news:withdraw",
            tone="danger",
        ),
        Action(_MOVES["adopt"], _("导入入库"), policies.check_can_adopt, listed=False, by_system=True),
    ],
)
