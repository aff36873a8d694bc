"""Taking an import back, last line first."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from foundation.core.db import sentence_for
from foundation.core.policies import Refused
from foundation.imports.models import Import, ImportRow
from foundation.imports.states import Outcome

BATCH = 100


def undo_batch(job: Import) -> bool:
    """Put back the next lines, in the name of who asked for it. False when none was left.

    Put back: the record says what the import left, so it gets its old values, or goes. Kept: somebody edited it since.
    Stuck: it is gone, something refers to it, or a service refuses.
    """
    rows = list(job.lines.pending_undo()[:BATCH])
    if not rows:
        return False
    model = job.importer.model
    locked = model._base_manager.select_for_update(of=("self",), no_key=True).select_related(*job.importer.related)
    records = {record.pk: record for record in locked.filter(pk__in={row.target_pk for row in rows}).order_by("pk")}
    known = job.importer.prepare([row.change["old"] for row in rows])
    for row in rows:
        _undo(row, records.get(row.target_pk), job, known)
    ImportRow.objects.write(rows, ["outcome", "message"])
    return True


def _undo(row: ImportRow, record: Any, job: Import, known: Any) -> None:
    if record is None:
        row.outcome, row.message = Outcome.STUCK, _("记录已不存在。")
        return
    now, left = job.importer.values(record), row.change["new"]
    if any(now.get(name, "") != value for name, value in left.items()):
        row.outcome, row.message = Outcome.KEPT, _("导入之后又有人改过，予以保留。")
        return
    try:
        with transaction.atomic():
            if row.outcome == Outcome.CREATED:
                job.importer.remove(record, by=job.undone_by)  # type: ignore[arg-type]
            else:
                job.importer.change(record, row.change["old"], known, by=job.undone_by)  # type: ignore[arg-type]
    except (ProtectedError, RestrictedError):
        row.outcome, row.message = Outcome.STUCK, _("已有其他记录用到它，不能删除。")
    except Refused as refused:
        row.outcome, row.message = Outcome.STUCK, str(refused)
    except ValidationError as error:
        row.outcome, row.message = Outcome.STUCK, "".join(error.messages)
    except IntegrityError as error:
        row.outcome, row.message = Outcome.STUCK, sentence_for(error)
    else:
        row.outcome, row.message = Outcome.PUT_BACK, ""
