"""Taking files in. What a file is, is read from its content; its name is only text."""

import hashlib
import io
import uuid
import warnings
import zipfile
from dataclasses import dataclass

import filetype
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from foundation import audit
from foundation.core.actors import Actor
from foundation.core.policies import Refused
from foundation.documents.models import Attachment
from foundation.documents.validators import safe_name
from foundation.orgs.models import Unit

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
LARGEST_UNPACKED = 300 * MEGABYTE
MOST_PARTS = 10_000
MOST_PIXELS = 50_000_000
OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Accepted:
    """A kind of file the portal takes: the type it is served as, and what `filetype` may call its content."""

    content_type: str
    detected: tuple[str, ...]


ALLOWED: dict[str, Accepted] = {
    "pdf": Accepted("application/pdf", ("application/pdf",)),
    "docx": Accepted(OFFICE + "wordprocessingml.document", (OFFICE + "wordprocessingml.document", "application/zip")),
    "xlsx": Accepted(OFFICE + "spreadsheetml.sheet", (OFFICE + "spreadsheetml.sheet", "application/zip")),
    "pptx": Accepted(
        OFFICE + "presentationml.presentation", (OFFICE + "presentationml.presentation", "application/zip")
    ),
    "doc": Accepted("application/msword", ("application/msword", "application/x-ole-storage")),
    "xls": Accepted("application/vnd.ms-excel", ("application/vnd.ms-excel", "application/x-ole-storage")),
    "jpg": Accepted("image/jpeg", ("image/jpeg",)),
    "jpeg": Accepted("image/jpeg", ("image/jpeg",)),
    "png": Accepted("image/png", ("image/png",)),
    "txt": Accepted("text/plain; charset=utf-8", ()),
    "csv": Accepted("text/csv; charset=utf-8", ()),
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def attach(upload: File, *, by: Actor, unit: Unit | None = None) -> Attachment:  # type: ignore[type-arg]
    """Store an uploaded file.

    Before: a transaction is open. After: the file lies under a random name in MEDIA_ROOT, one `Attachment` row holds its
    cleaned name, size, SHA-256 and type, one audit row says who; the caller links it to its record.
    Errors: `Refused` with a sentence for an empty or too large file, a kind that is not allowed, content that is not
    what the name says, a macro, an archive or picture that would unpack to too much. Nothing is stored then.
    """
    name = safe_name(upload.name or "")
    limit = int(getattr(settings, "ATTACHMENT_LIMIT", LARGEST))
    if not upload.size:
        raise Refused(_("文件“%(name)s”是空的，请重新选择。") % {"name": name})
    if upload.size > limit:
        raise Refused(
            _("文件“%(name)s”超过%(limit)s MB，请压缩或拆分后再上传。") % {"name": name, "limit": limit // MEGABYTE}
        )
    upload.seek(0)
    return store(upload.read(limit + 1), name=name, by=by, unit=unit)


def store(content: bytes, *, name: str, by: Actor, unit: Unit | None = None) -> Attachment:
    """Store bytes the portal made itself (an exported document) or read from an upload; checks and effects as `attach`."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a file is attached in the transaction of its record")
    name = safe_name(name)
    accepted = _check(content, name)
    key = uuid.uuid4()
    stored_as = default_storage.save(f"attachments/{key.hex[:2]}/{key.hex}", ContentFile(content))
    try:
        attachment = Attachment.objects.create(
            key=key,
            name=name,
            stored_as=stored_as,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            content_type=accepted.content_type,
            uploaded_by=by.actor_reference,
            unit=unit,
        )
        audit.record(
            "attachment.added", by=by, about=attachment, unit=unit, size=len(content), sha256=attachment.sha256
        )
    except BaseException:
        default_storage.delete(stored_as)
        raise
    return attachment


def read(attachment: Attachment) -> bytes:
    """The stored bytes, checked against their SHA-256.

    Errors: `Refused` when the file is gone or was changed on disk.
    """
    try:
        with default_storage.open(attachment.stored_as) as file:
            content: bytes = file.read()
    except FileNotFoundError as error:
        raise Refused(_("附件“%(name)s”的文件已丢失，请联系系统管理员。") % {"name": attachment.name}) from error
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise Refused(_("附件“%(name)s”与登记的校验值不一致，可能已损坏。") % {"name": attachment.name})
    return content


def _check(content: bytes, name: str) -> Accepted:
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    accepted = ALLOWED.get(extension)
    if accepted is None:
        kinds = "、".join(kind for kind in ALLOWED if kind != "jpeg")
        raise Refused(_("不支持“%(name)s”这类文件，可上传：%(kinds)s。") % {"name": name, "kinds": kinds})
    if not content:
        raise Refused(_("文件“%(name)s”是空的，请重新选择。") % {"name": name})
    if not _is_what_it_says(content, accepted):
        raise Refused(_("文件“%(name)s”的内容与扩展名不符，请确认后重新上传。") % {"name": name})
    if extension in {"docx", "xlsx", "pptx"}:
        _check_package(content, name, extension)
    if accepted.content_type.startswith("image/"):
        _check_picture(content, name)
    return accepted


def _is_what_it_says(content: bytes, accepted: Accepted) -> bool:
    if not accepted.detected:
        return _is_text(content)
    if "application/x-ole-storage" in accepted.detected:
        return content.startswith(OLE)
    return filetype.guess_mime(content) in accepted.detected


def _is_text(content: bytes) -> bool:
    if b"\0" in content or filetype.guess(content) is not None:
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _check_package(content: bytes, name: str, extension: str) -> None:
    folder = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}[extension]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile as error:
        raise Refused(_("文件“%(name)s”已损坏，无法打开。") % {"name": name}) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Refused(_("文件“%(name)s”解压后过大，不予接收。") % {"name": name})
    if not any(part.filename.startswith(folder) for part in parts):
        raise Refused(_("文件“%(name)s”的内容与扩展名不符，请确认后重新上传。") % {"name": name})
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise Refused(_("文件“%(name)s”含有宏，请另存为不含宏的文件后上传。") % {"name": name})


def _check_picture(content: bytes, name: str) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as picture:
                width, height = picture.size
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError) as error:
        raise Refused(_("图片“%(name)s”无法识别或尺寸过大。") % {"name": name}) from error
    if width * height > MOST_PIXELS:
        raise Refused(_("图片“%(name)s”尺寸过大，请缩小后上传。") % {"name": name})
