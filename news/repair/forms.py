"""Characters that look right and are not: invisible ones, and compatibility twins of ordinary hanzi."""

import unicodedata
from collections.abc import Callable, Iterator

# A rule reads a text and the positions it must not touch, and yields (position, new piece).
Rule = Callable[[str, frozenset[int]], Iterator[tuple[int, str]]]

# Zero-width space, soft hyphen, word joiner, byte order mark. Joiners (200C, 200D) are left: emoji are built with them.
INVISIBLE = frozenset("\u200b\u00ad\u2060\ufeff")
NO_BREAK = "\u00a0"
# Kangxi radicals and CJK compatibility ideographs, as PDF readers and old fonts leave them.
TWINS = (("\u2f00", "\u2fd5"), ("\uf900", "\ufaff"), ("\U0002f800", "\U0002fa1f"))
# Hanzi as only Japan writes them.
JAPANESE = frozenset("発気戦経働労団図芸駅")


def is_hanzi(character: str) -> bool:
    """A unified ideograph of any plane (also 〇)."""
    code = ord(character)
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x323AF or character == "〇"


def has_kana(line: str) -> bool:
    """Japanese, whose characters are not Traditional Chinese. A lone の is advertising, not Japanese."""
    kana = [c for c in line if "\u3041" <= c <= "\u3096" or "\u30a1" <= c <= "\u30fa"]
    return bool(kana) and ("の" not in kana or len(kana) > 1 or any(c in JAPANESE for c in line))


def invisible(text: str, covered: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Take zero-width characters out; a no-break space becomes a plain one."""
    for position, character in enumerate(text):
        if character in INVISIBLE:
            yield position, ""
        elif character == NO_BREAK:
            yield position, " "


def odd(text: str, covered: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Replace a compatibility twin by the ordinary hanzi."""
    for position, character in enumerate(text):
        if any(low <= character <= high for low, high in TWINS):
            plain = unicodedata.normalize("NFKC", character)
            if len(plain) == 1 and plain != character:
                yield position, plain
