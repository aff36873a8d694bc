"""Which column of the table is which column of the record: guessed, corrected by a person, remembered."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit
from foundation.core.actors import Actor
from foundation.core.policies import Refused
from foundation.imports.importer import Importer, Wrong
from foundation.imports.models import ColumnMapping, Import, ImportRow
from foundation.imports.reading import fold
from foundation.imports.services.start import start_soon
from foundation.imports.states import ENDED
from foundation.imports.workflow import IMPORT

AT_ONCE = 500


def headings_of(job: Import, *, sheet: int, header_row: int | None) -> list[str]:
    """The cells of the line of headings, blank for columns without one; as many as the sheet is wide."""
    row = ImportRow.objects.filter(job=job, sheet=sheet, number=header_row).first() if header_row else None
    cells = row.cells if row else []
    width = job.sheets[sheet]["width"]
    return [*cells, *[""] * (width - len(cells))]


def guess(job: Import, headings: Sequence[str]) -> dict[str, int]:
    """Column name → place: what this unit said last time, else the word itself, else a heading that contains it.

    A heading that stands twice is taken once, the first time; a place is given to one column only.
    """
    known = (
        ColumnMapping.objects.filter(kind=job.kind, unit=job.unit_id).values_list("headings", flat=True).first() or {}
    )
    folded = [fold(heading) for heading in headings]
    found: dict[str, int] = {}
    for column in job.importer.columns:
        if (remembered := known.get(column.name)) in folded:
            found[column.name] = folded.index(remembered)
    for exact in (True, False):
        for column in job.importer.columns:
            taken = set(found.values())
            for word in column.words() if column.name not in found else ():
                place = next((p for p, h in enumerate(folded) if p not in taken and _fits(word, h, exact=exact)), None)
                if place is not None:
                    found[column.name] = place
                    break
    return found


def _fits(word: str, heading: str, *, exact: bool) -> bool:
    return word == heading if exact else len(word) > 1 and word in heading


@transaction.atomic
def map_columns(
    *,
    job: Import,
    sheet: int,
    header_row: int | None,
    mapping: Mapping[str, int],
    by: Actor,
    version: int | None = None,
) -> Import:
    """Say which column is which, and let the dry run begin.

    After: the mapping is remembered for this kind and unit, earlier verdicts are forgotten, a worker tries out the lines.
    Errors: `Refused` when a required column has no place, two have the same, or there is no line below the headings.
    """
    importer = job.importer
    _check_mapping(importer, mapping)
    if not 0 <= sheet < len(job.sheets):
        raise Refused(_("没有这个工作表，请重新选择。"))
    _check_sheet_is_free(job, sheet)
    job = IMPORT.advance(
        job, "map_columns", by=by, version=version, sheet=sheet, header_row=header_row, mapping=dict(mapping), note=""
    )
    if not job.lines.exists():
        raise Refused(_("标题行以下没有内容，请核对标题行的行号。"))
    job.lines.update(verdict="", identity_index="", depth=0)
    if importer.parent:
        _order_by_parents(job)
    headings = headings_of(job, sheet=sheet, header_row=header_row)
    remembered = {name: fold(headings[place]) for name, place in mapping.items() if headings[place]}
    ColumnMapping.objects.update_or_create(kind=job.kind, unit=job.unit, defaults={"headings": remembered})
    audit.record("import.mapped", by=by, about=job, lines=job.lines.count())
    start_soon()
    return job


def _check_sheet_is_free(job: Import, sheet: int) -> None:
    same = Import.objects.filter(kind=job.kind, unit=job.unit_id, file_hash=job.file_hash, sheet=sheet)
    other = same.exclude(state__in=ENDED).exclude(pk=job.pk).first()
    if other is not None:
        raise Refused(_("这个工作表已在 %(reference)s 中办理。") % {"reference": other.reference})


def _check_mapping(importer: Importer, mapping: Mapping[str, int]) -> None:
    for column in importer.columns:
        if column.required and column.name not in mapping:
            raise Refused(_("请指定“%(column)s”在哪一列。") % {"column": column.label})
    if len(set(mapping.values())) != len(mapping):
        raise Refused(_("同一列不能对应两项内容，请核对。"))


def _order_by_parents(job: Import) -> None:
    """Give every line its depth below the lines of this file, -1 in a circle, so that what lies above comes first."""
    importer = job.importer
    own, parents = importer.column(importer.identity[0]), importer.column(importer.parent)
    rows = list(job.lines.order_by("number"))
    above: dict[str, str] = {}
    codes: dict[int, str] = {}
    for row in rows:
        cells = row.cells
        code = _value(own.name, cells, job)
        codes[row.pk] = code
        above.setdefault(code, _value(parents.name, cells, job))
    for row in rows:
        row.depth = _depth(codes[row.pk], above)
    deep = [row for row in rows if row.depth]
    ImportRow.objects.bulk_update(deep, ["depth"], batch_size=AT_ONCE)


def _value(name: str, cells: Sequence[str], job: Import) -> str:
    place = job.mapping.get(name)
    if place is None or place >= len(cells):
        return ""
    try:
        return job.importer.column(name).read(cells[place]).casefold()
    except Wrong:
        return ""


def _depth(code: str, above: Mapping[str, str]) -> int:
    seen = {code}
    depth = 0
    while (code := above.get(code, "")) and code in above:
        if code in seen:
            return -1
        seen.add(code)
        depth += 1
    return depth
