"""Repair of pasted text: pinyin notes, Traditional characters, half-width punctuation.

Pure Python, no database, no Django. The result is proposed, never imposed: the paste screen shows every change beside
the original and a person accepts it.
"""

from news.repair.engine import Change, Kind, Repaired, repair

__all__ = ["Change", "Kind", "Repaired", "repair"]
