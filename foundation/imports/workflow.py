"""Imports as people meet them: labels, policies, addresses."""

from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Action, Workflow
from foundation.imports.models import Import
from foundation.imports.policies import check_can_commit, check_can_import
from foundation.imports.states import MOVES

_MOVES = {move.verb: move for move in MOVES}

IMPORT = Workflow(
    Import,
    "state",
    [
        Action(_MOVES["commit"], _("确认导入"), check_can_commit, url="imports:commit", tone="primary"),
        Action(_MOVES["map_columns"], _("对照列并试算"), check_can_import, url="imports:map_columns"),
        Action(_MOVES["finish_check"], _("完成试算"), check_can_import, by_system=True, listed=False),
        Action(_MOVES["pause"], _("暂停"), check_can_import, url="imports:pause", by_system=True),
        Action(_MOVES["resume"], _("继续导入"), check_can_import, url="imports:resume", tone="primary"),
        Action(_MOVES["finish_commit"], _("完成导入"), check_can_import, by_system=True, listed=False),
        Action(_MOVES["undo"], _("撤销导入"), check_can_import, url="imports:undo", tone="danger"),
        Action(_MOVES["finish_undo"], _("完成撤销"), check_can_import, by_system=True, listed=False),
        Action(_MOVES["discard"], _("作废"), check_can_import, url="imports:discard", tone="danger"),
    ],
)
