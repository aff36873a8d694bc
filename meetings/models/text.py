"""The exact text a clearance, an opinion or a review is bound to (quality §9), and what changed between two."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from django.utils.translation import gettext_lazy as _


def fingerprint(facts: Mapping[str, Any]) -> str:
    """SHA-256 (64 hex digits) of the canonical JSON of `facts`: the same for the same words, whatever the order of keys."""
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a text that is different: its name, and its words as (`same`, `gone` or `new`, words)."""

    label: str
    pieces: list[tuple[str, str]]


LABELS: Final[dict[str, Any]] = {
    "title": _("标题"),
    "kind": _("类型"),
    "background": _("背景"),
    "data": _("现状和数据"),
    "facts": _("诉求汇总"),
    "legal_basis": _("法律政策依据"),
    "asked_decision": _("拟请议定事项"),
    "lead_unit": _("拟主办单位"),
    "assisting_units": _("拟协办单位"),
    "money": _("所需资金（万元）"),
    "money_source": _("资金来源"),
    "legality_note": _("合法性审查意见"),
    "papers": _("材料"),
    "body": _("说明"),
    "section": _("分段"),
    "unit": _("汇报单位"),
    "presenter": _("汇报人"),
    "minutes": _("时长（分钟）"),
    "topic_hash": _("议题文稿"),
}
"""Parts of a text in the order people read them; what is not listed is not shown."""

_TOKENS: Final = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_SHORTEST_KEPT: Final = 2


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """The parts in which two texts (of one kind, `canonical()`) differ, each with what went and what came."""
    return [
        Change(str(label), compare(_words(old.get(name)), _words(new.get(name))))
        for name, label in LABELS.items()
        if (name in old or name in new) and old.get(name) != new.get(name)
    ]


def compare(old: str, new: str) -> list[tuple[str, str]]:
    """`old` and `new` as runs of `same`, `gone` and `new` words. Numbers and Latin words stay whole; a single hanzi
    between two changes belongs to them, because a reader takes in phrases."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    pieces: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, came = "".join(before[a:b]), "".join(after[c:d])
        if tag == "equal" and pieces and 0 < b - a < _SHORTEST_KEPT and b < len(before):
            pieces += [("gone", gone), ("new", came)]
        elif tag == "equal":
            pieces.append(("same", gone))
        else:
            pieces += [piece for piece in (("gone", gone), ("new", came)) if piece[1]]
    return _joined(pieces)


def _joined(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Within each run of changes first all that went, then all that came."""
    out: list[tuple[str, str]] = []
    gone = came = ""
    for kind, words in [*pieces, ("same", "")]:
        if kind == "gone":
            gone += words
        elif kind == "new":
            came += words
        else:
            out += [piece for piece in (("gone", gone), ("new", came), ("same", words)) if piece[1]]
            gone = came = ""
    return out


def _words(value: Any) -> str:
    """A part of a text as people read it."""
    if isinstance(value, list):
        return "、".join(one["name"] if isinstance(one, dict) else str(one) for one in value)
    if isinstance(value, dict):
        return str(_("%(n)s件诉求") % {"n": value.get("concerns", 0)}) if value else ""
    return "" if value is None else str(value)
