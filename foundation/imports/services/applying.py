"""Taking lines in, one savepoint each."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.core.db import sentence_for
from foundation.core.policies import Refused
from foundation.imports.importer import Cells, Importer, Wrong
from foundation.imports.models import Import, ImportRow
from foundation.imports.services.checking import Finding, cells_of, find
from foundation.imports.states import Outcome, Verdict

BATCH = 100
CHANGED_BY_APPLY = ["outcome", "message", "before", "target_label", "target_pk"]


def apply_batch(job: Import) -> bool:
    """Take in the next accepted lines in the name of who committed them. False when none was left.

    A line that no longer comes to what the dry run said, or that a service refuses, fails alone and says why.
    """
    rows = list(job.lines.pending_apply(job.accepted)[:BATCH])
    if not rows:
        return False
    importer = job.importer
    cells = {row.pk: cells_of(row, job) for row in rows}
    known = importer.prepare(list(cells.values()))
    _lock(importer, known, cells.values())
    depth = rows[0].depth
    for row in rows:
        if row.depth != depth:  # what lies above exists since a moment
            depth, known = row.depth, importer.prepare(list(cells.values()))
        _apply(row, cells[row.pk], job, known)
    ImportRow.objects.write(rows, CHANGED_BY_APPLY)
    return True


def _lock(importer: Importer, known: Any, cells: Any) -> None:
    """Nobody edits these records until the batch is over."""
    found = (importer.find(one, known) for one in cells)
    keys = sorted({record.pk for record in found if record is not None})
    list(importer.model._base_manager.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk"))


def _apply(row: ImportRow, cells: Cells, job: Import, known: Any) -> None:
    importer, by = job.importer, job.committed_by
    assert by is not None
    try:
        with transaction.atomic():
            finding = find(cells, importer, known, lambda identity: False)
            if finding.verdict != row.verdict or finding.change["old"] != row.change.get("old", {}):
                raise Refused(_("试算之后登记内容有变化，没有导入，请重新上传试算。"))
            record = _write(finding, importer, known, by)
    except (Refused, Wrong) as refused:
        _fail(row, str(refused))
    except ValidationError as error:
        _fail(row, "".join(error.messages))
    except IntegrityError as error:
        _fail(row, sentence_for(error))
    except DataError:
        _fail(row, _("内容不符合登记规则，没有导入，请核对长度和格式。"))
    else:
        created = finding.verdict == Verdict.NEW
        row.outcome = Outcome.CREATED if created else Outcome.UPDATED
        row.target_label, row.target_pk = importer.model._meta.label_lower, record.pk
        if created:
            row.before = json.dumps({"old": {}, "new": importer.values(record)}, ensure_ascii=False)


def _write(finding: Finding, importer: Importer, known: Any, by: Any) -> Any:
    if finding.verdict == Verdict.NEW:
        return importer.create(finding.cells, known, by=by)
    importer.change(finding.record, finding.new or {}, known, by=by)
    return finding.record


def _fail(row: ImportRow, reason: str) -> None:
    row.outcome, row.message = Outcome.FAILED, reason
