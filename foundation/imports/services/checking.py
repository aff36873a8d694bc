"""The dry run: a verdict for every line, without touching anything."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from foundation.core.crypto import blind
from foundation.imports.importer import Cells, Importer, Wrong
from foundation.imports.models import Import, ImportRow
from foundation.imports.states import GOOD, Verdict

BATCH = 500
CHANGED_BY_CHECK = ["verdict", "message", "before", "identity_index", "target_label", "target_pk"]


@dataclass(slots=True)
class Finding:
    """What one line comes to: the checked cells, the record it is about, what would change."""

    verdict: Verdict
    cells: Cells
    record: Any = None
    old: Cells | None = None
    new: Cells | None = None

    @property
    def change(self) -> dict[str, Cells]:
        return {"old": self.old or {}, "new": self.new or {}}


def check_batch(job: Import) -> bool:
    """Give the next lines their verdict. False when none was left."""
    rows = list(job.lines.pending_check()[:BATCH])
    if not rows:
        return False
    importer = job.importer
    read: dict[int, Cells] = {}
    for row in rows:
        try:
            read[row.pk] = cells_of(row, job)
        except Wrong as wrong:
            row.verdict, row.message = Verdict.WRONG, str(wrong)
    known = importer.prepare(list(read.values()))
    seen = _Seen(job)
    for row in rows:
        if row.pk in read:
            _judge(row, read[row.pk], importer, known, seen)
    ImportRow.objects.write(rows, CHANGED_BY_CHECK)
    return True


def cells_of(row: ImportRow, job: Import) -> Cells:
    """The mapped cells of a line, cleaned column by column; blank ones are absent. Errors: `Wrong` with every reason."""
    raw = row.cells
    found: Cells = {}
    reasons = []
    for column in job.importer.columns:
        place = job.mapping.get(column.name, len(raw))
        try:
            value = column.read(raw[place] if place < len(raw) else "") if column.name in job.mapping else ""
        except Wrong as wrong:
            reasons.append(str(wrong))
        else:
            if value:
                found[column.name] = value
    if reasons:
        raise Wrong("".join(reasons))
    return found


def find(cells: Cells, importer: Importer, known: Any, in_file: Callable[[str], bool]) -> Finding:
    """Compare a line with its record. Errors: `Wrong`."""
    checked = importer.check(cells, known, in_file)
    record = importer.find(checked, known)
    if record is None:
        return Finding(Verdict.NEW, checked)
    now = importer.values(record)
    different = [name for name, value in checked.items() if now.get(name, "") != value]
    old = {name: now.get(name, "") for name in different}
    new = {name: checked[name] for name in different}
    return Finding(Verdict.CHANGED if different else Verdict.SAME, checked, record, old, new)


def _judge(row: ImportRow, cells: Cells, importer: Importer, known: Any, seen: "_Seen") -> None:
    row.message = row.before = ""
    row.target_label, row.target_pk = "", None
    if row.depth < 0:
        row.verdict, row.message = Verdict.WRONG, _("上下级互相指向，成了一个圈。")
        return
    try:
        finding = find(cells, importer, known, seen.stands_in_file)
    except Wrong as wrong:
        row.verdict, row.message = Verdict.WRONG, str(wrong)
        return
    row.identity_index = index_of(importer, importer.identity_of(finding.cells))
    if (other := seen.number_of(row.identity_index)) is not None:
        row.verdict, row.message = Verdict.DOUBLED, _("与第%(number)s行重复。") % {"number": other}
        return
    seen.add(row)
    row.verdict = finding.verdict
    row.before = json.dumps(finding.change, ensure_ascii=False)
    if finding.record is not None:
        row.target_label, row.target_pk = importer.model._meta.label_lower, finding.record.pk
    if finding.verdict == Verdict.CHANGED:
        row.message = _("将更新：%(columns)s。") % {"columns": _columns(importer, finding)}


def _columns(importer: Importer, finding: Finding) -> str:
    return "、".join(str(importer.column(name).label) for name in finding.new or {})


def index_of(importer: Importer, identity: str) -> str:
    """The keyed hash under which lines about the same record are found without opening them."""
    return blind(identity, context=f"imports.{importer.kind}")


class _Seen:
    """Which records the lines before are about: those of earlier batches by one query."""

    def __init__(self, job: Import) -> None:
        self.importer = job.importer
        self.here: dict[str, int] = {}
        rows = job.lines.filter(verdict__in=GOOD).exclude(identity_index="").order_by()
        self.earlier = dict(rows.values_list("identity_index", "number"))

    def add(self, row: ImportRow) -> None:
        self.here[row.identity_index] = row.number

    def number_of(self, index: str) -> int | None:
        return self.here.get(index) or self.earlier.get(index)

    def stands_in_file(self, identity: str) -> bool:
        return self.number_of(index_of(self.importer, identity.casefold())) is not None
