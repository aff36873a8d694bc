"""States and moves of an import: pure data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Move


class State(models.TextChoices):
    UPLOADED = "uploaded", _("待对照")
    CHECKING = "checking", _("试算中")
    CHECKED = "checked", _("待确认")
    APPLYING = "applying", _("导入中")
    PAUSED = "paused", _("已暂停")
    APPLIED = "applied", _("已导入")
    UNDOING = "undoing", _("撤销中")
    UNDONE = "undone", _("已撤销")
    DISCARDED = "discarded", _("已作废")


S = State
MOVES = (
    Move("map_columns", (S.UPLOADED, S.CHECKED), S.CHECKING),
    Move("finish_check", (S.CHECKING,), S.CHECKED),
    Move("commit", (S.CHECKED,), S.APPLYING),
    Move("pause", (S.APPLYING,), S.PAUSED),
    Move("resume", (S.PAUSED,), S.APPLYING),
    Move("finish_commit", (S.APPLYING,), S.APPLIED),
    Move("undo", (S.APPLIED, S.PAUSED), S.UNDOING),
    Move("finish_undo", (S.UNDOING,), S.UNDONE),
    Move("discard", (S.UPLOADED, S.CHECKED), S.DISCARDED),
)

RUNNING = (S.CHECKING, S.APPLYING, S.UNDOING)
ENDED = (S.UNDONE, S.DISCARDED)
"""The same file may come again."""

SIGNS = {
    S.UPLOADED: "draft",
    S.CHECKING: "doing",
    S.CHECKED: "wait",
    S.APPLYING: "doing",
    S.PAUSED: "paused",
    S.APPLIED: "done",
    S.UNDOING: "doing",
    S.UNDONE: "returned",
    S.DISCARDED: "paused",
}


class Verdict(models.TextChoices):
    """What the dry run says of a line; empty before it."""

    NEW = "new", _("新增")
    CHANGED = "changed", _("更新")
    SAME = "same", _("相同")
    DOUBLED = "doubled", _("重复")
    WRONG = "wrong", _("有误")


class Outcome(models.TextChoices):
    """What became of a line; empty when nothing was done about it (yet)."""

    CREATED = "created", _("已新增")
    UPDATED = "updated", _("已更新")
    FAILED = "failed", _("未导入")
    PUT_BACK = "put_back", _("已恢复")
    KEPT = "kept", _("保留（后来改过）")
    STUCK = "stuck", _("无法恢复")


GOOD = (Verdict.NEW, Verdict.CHANGED, Verdict.SAME)
ACCEPTABLE = (Verdict.NEW, Verdict.CHANGED)
BACK = (Verdict.WRONG, Verdict.DOUBLED)
DONE = (Outcome.CREATED, Outcome.UPDATED)
VERDICT_SIGNS = {
    Verdict.NEW: "done",
    Verdict.CHANGED: "doing",
    Verdict.SAME: "draft",
    Verdict.DOUBLED: "due",
    Verdict.WRONG: "returned",
}
