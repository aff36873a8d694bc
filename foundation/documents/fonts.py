"""Fonts for the PDF layout: the ones GB/T 9704-2012 asks for where the operator has them, a named fallback where not.

小标宋, 仿宋_GB2312 and 楷体_GB2312 are proprietary and are not shipped. The operator may put them into the folder of the
setting `PORTAL_FONT_DIR`; then system fonts follow. Debian's `fonts-noto-cjk` is enough for a complete PDF.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings

from foundation.core.policies import Refused
from foundation.documents.cmap import Coverage, coverage

SAMPLE = "关于召开会议纪要发为东车个见〔〕（）：，。、—0123456789"


class FontsMissing(Refused):
    """No font on this machine can set simplified Chinese."""

    def __init__(self) -> None:
        super().__init__(
            "本机没有可用的中文字体，无法生成 PDF。请安装系统软件包 fonts-noto-cjk，"
            "或在 PORTAL_FONT_DIR 指定的文件夹中放入公文字体；DOCX 文件不受影响。"
        )


class GlyphsMissing(Refused):
    """Some characters have no glyph in any chosen font; a document with empty boxes is worse than none."""

    def __init__(self, characters: list[str]) -> None:
        self.characters = characters
        shown = "、".join(f"“{character}”（U+{ord(character):04X}）" for character in characters[:10])
        super().__init__(
            f"现有字体缺少下列字的字形，未生成 PDF：{shown}。"
            "请在 PORTAL_FONT_DIR 指定的文件夹中放入覆盖 GB 18030 的字体；DOCX 文件不受影响。"
        )


@dataclass(frozen=True, slots=True)
class Role:
    """What the standard asks for: `name` in its words, families in order of preference, then the fallbacks."""

    name: str
    standard: str
    fallback: str
    weight: int


ROLES: dict[str, Role] = {
    "title": Role(
        "方正小标宋简体", r"xiaobiaosong|小标宋|fzxbs", r"(noto|source han) serif (cjk )?(sc|cn)|思源宋体", 700
    ),
    "body": Role(
        "仿宋_GB2312", r"fangsong|仿宋", r"(noto|source han) serif (cjk )?(sc|cn)|思源宋体|simsun|宋体|uming", 400
    ),
    "hei": Role(
        "黑体", r"simhei|^黑体|stheiti|heiti sc", r"(noto|source han) sans (cjk )?(sc|cn)|思源黑体|yahei|wenquanyi", 500
    ),
    "kai": Role(
        "楷体_GB2312", r"kaiti|楷体|stkai", r"ukai|gkai|wenkai|(noto|source han) serif (cjk )?(sc|cn)|思源宋体", 400
    ),
    "song": Role("宋体", r"simsun|^宋体|stsong", r"(noto|source han) serif (cjk )?(sc|cn)|思源宋体|uming", 400),
}


@dataclass(frozen=True, slots=True)
class Face:
    """The font chosen for a role. `bolder` says whether the family has a real bold."""

    family: str
    weight: int
    path: str
    index: int
    standard: bool
    bolder: bool

    @property
    def coverage(self) -> Coverage:
        return coverage(self.path, self.index)


@dataclass(frozen=True, slots=True)
class Collection:
    """Every role with its face, and the handle typst compiles with."""

    fonts: typst.Fonts
    faces: dict[str, Face]

    @property
    def fallbacks(self) -> list[str]:
        """One sentence for each role that is not set in the font the standard names."""
        return [
            f"字体回退：{ROLES[name].name}改用 {face.family}" for name, face in self.faces.items() if not face.standard
        ]


def collection() -> Collection:
    """The fonts of this machine, read once per process and operator folder.

    Errors: `FontsMissing` when no font covers simplified Chinese.
    """
    return _collection(settings.PORTAL_FONT_DIR)


@lru_cache(maxsize=4)
def _collection(folder: str) -> Collection:
    folders = [folder] if folder and Path(folder).is_dir() else []
    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=folders)
    found = [font for font in fonts.fonts() if font.path and font.style == "normal"]
    return Collection(fonts, {name: _face(role, found) for name, role in ROLES.items()})


def _face(role: Role, found: list[typst.FontInfo]) -> Face:
    for pattern, standard in ((role.standard, True), (role.fallback, False), ("", False)):
        matching = [font for font in found if re.search(pattern, font.family, re.IGNORECASE)]
        for font in sorted(matching, key=lambda font: (abs(font.weight - role.weight), font.family)):
            if not coverage(str(font.path), font.index).missing(SAMPLE):
                bolder = any(other.family == font.family and other.weight >= 600 for other in found)
                return Face(font.family, font.weight, str(font.path), font.index, standard, bolder)
    raise FontsMissing
