"""Files come in, or are thrown away."""

import hashlib
import json

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit
from foundation.accounts.models import User
from foundation.core.actors import Actor
from foundation.core.policies import Refused
from foundation.core.references import next_reference
from foundation.documents.validators import safe_name
from foundation.imports.importer import Importer, importers
from foundation.imports.models import Import, ImportRow
from foundation.imports.policies import check_can_import
from foundation.imports.reading import Book, find_header, read
from foundation.imports.states import ENDED, State
from foundation.imports.workflow import IMPORT
from foundation.orgs.models import Unit

AT_ONCE = 1000


@transaction.atomic
def upload(*, kind: str, unit: Unit, content: bytes, name: str, by: User) -> Import:
    """Read a file and stage every line of every visible sheet, encrypted. The file itself is not kept.

    After: an import to be mapped, its rows, one audit row. Errors: `Refused` for an unknown kind, without the right,
    when every sheet of the same file is under way or taken in already, and with the reader's sentence for a file that cannot be read.
    """
    if kind not in importers():
        raise Refused(_("没有这类导入，请从列表中选择。"))
    job = Import(kind=kind, unit=unit, created_by=by, file_name=safe_name(name))
    check_can_import(by, job)
    job.file_hash = hashlib.sha256(content).hexdigest()
    taken = _taken_sheets(job)
    book = read(content, name=job.file_name)
    job.sheets = _described(book, job.importer)
    free = [place for place in range(len(job.sheets)) if place not in taken]
    job.sheet = max(free, key=lambda place: job.sheets[place]["header"] is not None)
    job.header_row = job.sheets[job.sheet]["header"]
    job.reference = next_reference("DR")
    job.save()
    ImportRow.objects.bulk_create(
        (
            ImportRow(job=job, sheet=place, number=line.number, raw=json.dumps(line.cells, ensure_ascii=False))
            for place, sheet in enumerate(book.sheets)
            for line in sheet.lines
        ),
        batch_size=AT_ONCE,
    )
    lines = sum(len(sheet.lines) for sheet in book.sheets)
    audit.record("import.uploaded", by=by, about=job, kind=kind, lines=lines, sha256=job.file_hash)
    return job


def _taken_sheets(job: Import) -> set[int]:
    """Sheets of the same file that are under way or taken in. Errors: `Refused` when none is left, or the last upload
    of it still waits for its sheet to be chosen."""
    earlier = list(
        Import.objects.filter(kind=job.kind, unit=job.unit, file_hash=job.file_hash)
        .exclude(state__in=ENDED)
        .order_by("-pk")
    )
    if earlier and (earlier[0].state == State.UPLOADED or len(earlier) >= len(earlier[0].sheets)):
        raise Refused(
            _("这个文件已经上传过，编号 %(reference)s，状态是“%(state)s”。请在那里继续办理，或撤销后重新上传。")
            % {"reference": earlier[0].reference, "state": earlier[0].get_state_display()}
        )
    return {one.sheet for one in earlier}


def _described(book: Book, importer: Importer) -> list[dict[str, object]]:
    words = importer.words()
    return [
        {
            "name": sheet.name[:60],
            "lines": len(sheet.lines),
            "width": sheet.width,
            "header": find_header(sheet.lines, words),
            "notes": [*book.notes, *sheet.notes],
        }
        for sheet in book.sheets
    ]


@transaction.atomic
def discard(*, job: Import, by: Actor, version: int | None = None) -> Import:
    """Throw an import away before anything was taken in; its staged lines are deleted. One audit row."""
    job = IMPORT.advance(job, "discard", by=by, version=version)
    job.rows.all().delete()
    audit.record("import.discarded", by=by, about=job)
    return job
