"""Papers and evidence of a concern."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from concerns.models import Concern, ConcernAttachment, ConcernEvent
from concerns.policies import check_can_attach
from concerns.services.steps import tell
from foundation import audit
from foundation.accounts.models import User
from foundation.core.policies import Refused
from foundation.documents import services as documents


@transaction.atomic
def attach(*, concern: Concern, by: User, files: Iterable[Any], note: str = "") -> ConcernEvent:
    """Add files to a concern outside any step. After: files kept, one line in the story.

    Raises `Refused` without the right, for no file at all, and as `documents.attach` does.
    """
    check_can_attach(by, concern)
    uploads = list(files)
    if not uploads:
        raise Refused(_("请选择要上传的文件。"))
    told = tell(concern, "attach", by=by, summary=_("上传附件%(n)d个") % {"n": len(uploads)}, text=note)
    keep_files(concern, uploads, by=by, event=told)
    audit.record("concern.attached", by=by, about=concern, files=len(uploads))
    return told


def keep_files(concern: Concern, files: Iterable[Any], *, by: User, event: ConcernEvent | None = None) -> None:
    """Store uploads and link them to the concern and to the step they prove. Raises as `documents.attach`."""
    for upload in files:
        stored = documents.attach(upload, by=by, unit=concern.unit)
        ConcernAttachment.objects.create(concern=concern, event=event, attachment=stored)
