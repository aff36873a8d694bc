"""Reads corpus.txt: (style, pasted, truth) per case."""

from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "news" / "data"
RAW = (DATA / "release-raw.txt").read_bytes().decode("utf-8")
CLEAN = (DATA / "release-clean.txt").read_bytes().decode("utf-8")


@dataclass(frozen=True)
class Case:
    """One line of the corpus."""

    style: str
    pasted: str
    truth: str


def cases() -> list[Case]:
    """All cases in file order."""
    found: list[Case] = []
    style = pasted = ""
    for line in (Path(__file__).parent / "corpus.txt").read_text(encoding="utf-8").split("\n"):
        mark, rest = line[:2], line[2:]
        if line.startswith("## "):
            style = line[3:]
        elif mark == "< ":
            pasted = rest
        elif mark == "> ":
            found.append(Case(style, pasted, rest))
        elif mark == "= ":
            found.append(Case(style, rest, rest))
    return found
