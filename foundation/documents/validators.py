"""文号 and file names (D§1.5): one pattern, and what to say about the usual slips."""

import re
import unicodedata

from django.utils.translation import gettext as _

PREFIX = r"^[\u4e00-\u9fff]{2,14}$"
NUMBER = re.compile(r"^[\u4e00-\u9fff]{2,14}〔(19|20)\d{2}〕[1-9]\d{0,4}号$")
LONGEST_NAME = 120
FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


def number_text(prefix: str, year: int, number: int) -> str:
    """`泉丰工〔2026〕3号`: 代字, full year in U+3014/U+3015, no 第, no leading zero."""
    return f"{prefix}〔{year}〕{number}号"


def number_slips(text: str) -> list[str]:
    """What is wrong with a 文号 somebody typed, in sentences; empty when it follows the rule."""
    if NUMBER.match(text):
        return []
    slips = []
    if re.search(r"[\[\]【】()（）［］]", text):
        slips.append(_("年份应使用六角括号〔〕。"))
    if re.search(r"(?<!\d)0\d*号", text):
        slips.append(_("序号不编虚位，不写“01号”。"))
    if "第" in text:
        slips.append(_("文号的序号不加“第”字。"))
    if re.search(r"[〔\[【(（［]\d{2}[〕\]】)）］]", text):
        slips.append(_("年份应写全四位。"))
    return slips or [_("文号应为“发文机关代字〔年份〕序号号”，例如“泉丰工〔2026〕3号”。")]


def safe_name(name: str) -> str:
    """A file name fit for any system and any header: no folders, controls, bidi signs or reserved characters; at most
    120 characters, the extension kept. Never empty."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    name = "".join(c for c in name if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})
    name = FORBIDDEN_IN_NAMES.sub("_", name).strip(" .")
    stem, dot, extension = name.rpartition(".")
    if not dot:
        stem, extension = name, ""
    extension = extension[:10]
    room = LONGEST_NAME - len(extension) - 1
    return f"{stem[:room] or _('附件')}{dot}{extension}"
