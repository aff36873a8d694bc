"""What machines read is not prose: links, e-mail addresses, paths, entities are left exactly as they are."""

import re

# A link's own characters. Commas, colons and the like belong to it only while more of the link follows;
# hanzi belong to it directly behind a slash or an equals sign (…/wiki/區) and inside the host name (例子.中国).
_TAIL = r"[A-Za-z0-9\-._~/#@&=+%$*|]"
_MARK = r"[,;:!?'()\[\]]"
_HAN = r"[\u3400-\u9fff]"
_REST = rf"(?:{_TAIL}|{_MARK}(?=[A-Za-z0-9\-_~/#&=+%$?]))"
LINK = re.compile(
    rf"(?:(?<![A-Za-z0-9+.\-])[A-Za-z][A-Za-z0-9+.\-]*+://|\bwww\.)"
    rf"(?:{_HAN}+(?:\.{_HAN}+)+)?"
    rf"(?:{_REST}+(?:(?<=[/=#]){_HAN}+)?)*"
)
MAIL = re.compile(r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]++@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
HOST = re.compile(rf"{_HAN}{{1,20}}\.(?:中国|中國|公司|网络|網絡|政务|公益)(?!{_HAN})")
PATH = re.compile(r"(?:\b[A-Za-z]:\\|\\\\)[^\s，。；：？！,;]+")
ENTITY = re.compile(r"&(?:[A-Za-z]+|#\d+|#x[0-9A-Fa-f]+);")


def covered(text: str) -> frozenset[int]:
    """Positions that belong to machine text."""
    found: set[int] = set()
    for pattern in (LINK, MAIL, HOST, PATH, ENTITY):
        for match in pattern.finditer(text):
            found.update(range(*match.span()))
    return frozenset(found)
