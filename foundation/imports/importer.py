"""What an app says of the lists it takes in: columns, what is wrong, how a line becomes a record and is taken back.

An app writes subclasses of `Importer` in its `importers.py` and registers one instance of each; `ImportsConfig.ready()`
finds the module. Everything else (reading, staging, verdicts, batches, undo) is the pipeline's.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation.core.actors import Actor
from foundation.imports.reading import fold
from foundation.orgs.models import Unit

Cells = dict[str, str]
"""Column name → text; cells left blank are absent: they change nothing."""


class Wrong(Exception):
    """A line cannot be taken in; the sentence goes beside it and into the file of wrong lines."""


def plain(text: str) -> str:
    """Text on one line without signs nobody sees."""
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


@dataclass(frozen=True, slots=True)
class Column:
    """`clean` gives the text the form the record keeps, or raises `Wrong`; `choices` are code → word, both are read."""

    name: str
    label: str | Promise
    aliases: tuple[str, ...] = ()
    required: bool = False
    longest: int = 100
    clean: Callable[[str], str] = plain
    choices: Mapping[str, Any] = field(default_factory=dict)

    def words(self) -> list[str]:
        """Every heading this column is known by, folded; its own name first."""
        return [fold(word) for word in (str(self.label), *self.aliases, self.name)]

    def read(self, text: str) -> str:
        """The value of a raw cell; empty for a blank one. Errors: `Wrong`."""
        text = plain(text)
        if not text:
            if self.required:
                raise Wrong(_("“%(column)s”没有填写。") % {"column": self.label})
            return ""
        if self.choices:
            return self._choice(text)
        text = self.clean(text)
        if len(text) > self.longest:
            raise Wrong(_("“%(column)s”超过%(limit)d个字。") % {"column": self.label, "limit": self.longest})
        return text

    def _choice(self, text: str) -> str:
        for code, word in self.choices.items():
            if text in (code, str(word)):
                return str(code)
        words = "、".join(str(word) for word in self.choices.values())
        raise Wrong(_("“%(column)s”应为：%(words)s。") % {"column": self.label, "words": words})

    def show(self, value: str) -> str:
        """A value as people call it."""
        return str(self.choices.get(value, value))


class Importer(ABC):
    """One kind of list. `identity` names the columns that say which record a line is about; `parent` is a column that
    names another line by its identity, so that lines above come first."""

    kind: ClassVar[str]
    label: ClassVar[str | Promise]
    sentence: ClassVar[str | Promise]
    right: ClassVar[StrEnum]
    model: ClassVar[type[models.Model]]
    columns: ClassVar[tuple[Column, ...]]
    identity: ClassVar[tuple[str, ...]]
    parent: ClassVar[str] = ""
    related: ClassVar[tuple[str, ...]] = ()
    """What `values` follows, read together with the record."""

    @abstractmethod
    def prepare(self, rows: Sequence[Cells]) -> Any:
        """Read what these lines refer to, in a number of queries that does not grow with them."""

    @abstractmethod
    def check(self, cells: Cells, known: Any, in_file: Callable[[str], bool]) -> Cells:
        """The line as the record will keep it (names resolved to codes), or `Wrong`. `in_file(value)`: whether a line of
        this file that is right has that identity."""

    @abstractmethod
    def find(self, cells: Cells, known: Any) -> Any | None:
        """The record a checked line is about."""

    @abstractmethod
    def values(self, record: Any) -> Cells:
        """What the record says now, column by column, blank ones as empty text."""

    @abstractmethod
    def create(self, cells: Cells, known: Any, *, by: Actor) -> Any:
        """One service call that makes the record. Errors: `Refused`, `ValidationError`, `IntegrityError`."""

    @abstractmethod
    def change(self, record: Any, cells: Cells, known: Any, *, by: Actor) -> None:
        """Give the record these values (empty text empties). Errors as `create`."""

    @abstractmethod
    def remove(self, record: Any, *, by: Actor) -> None:
        """Take a record made by an import away again. Errors: `Refused`, `ProtectedError` when something refers to it."""

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def identity_of(self, cells: Cells) -> str:
        return "|".join(cells.get(name, "") for name in self.identity).casefold()

    def words(self) -> set[str]:
        return {word for column in self.columns for word in column.words()}


def unit_called(text: str, units: Mapping[str, Unit]) -> Unit | None:
    """The unit with this code, full or short name among `units` as `units_called` read them."""
    return units.get(text) or units.get(text.upper())


def units_called(texts: Sequence[str]) -> dict[str, Unit]:
    """Units by code and, where only one is called so, by full and short name. One query."""
    wanted = {form for text in texts for form in (text, text.upper()) if text}
    rows = Unit.objects.select_related("parent").filter(
        models.Q(code__in=wanted) | models.Q(name__in=wanted) | models.Q(short_name__in=wanted)
    )
    found: dict[str, Unit] = {}
    doubled: set[str] = set()
    units = list(rows.order_by("pk"))
    for unit in units:
        for name in {unit.name, unit.short_name}:
            doubled.add(name) if name in found else found.setdefault(name, unit)
    for name in doubled:
        del found[name]
    return found | {unit.code: unit for unit in units}


_importers: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    _importers[importer.kind] = importer


def importers() -> Mapping[str, Importer]:
    """Every kind of list the portal takes in, by its code."""
    return _importers


def importer_of(kind: str) -> Importer:
    return _importers[kind]


def open_to(user: Any) -> list[Importer]:
    """The kinds `user` may import anywhere."""
    return [importer for importer in _importers.values() if user.holds(importer.right)]
