"""Bytes of a file or pipe to text."""

import codecs

from news.repair.script import simplify_one

ENCODINGS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Share of the characters outside ASCII that must be everyday ones, in either script, for GB18030 to be believed; Big5
# read as GB18030 is far below.
PLAUSIBLE = 0.9


class Unreadable(ValueError):
    """The bytes are no text we can read; str() is a sentence for the user."""


def decode(data: bytes) -> str:
    """Text of UTF-8 (with or without byte order mark), UTF-16 with its mark, or GB18030. Line ends stay as they are.

    Raises Unreadable for anything else: the wrong reading of a name is worse than no reading.
    """
    encoding = next((name for mark, name in ENCODINGS if data.startswith(mark)), "")
    for candidate in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if "\x00" in text or (candidate == "gb18030" and not _plausible(text)):
            continue
        return text
    raise Unreadable("无法识别文字编码：请把文件另存为 UTF-8 编码的纯文本后重试。")


def _plausible(text: str) -> bool:
    foreign = [c for c in text if c > "\x7f"]
    everyday = sum(1 for c in foreign if c < "\u0250" or _in_gb2312(simplify_one(c)))
    return everyday >= PLAUSIBLE * len(foreign)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
