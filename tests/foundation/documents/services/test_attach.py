"""`attach`: a file is what its content says."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from foundation.audit.models import AuditRow
from foundation.core.actors import SystemActor
from foundation.core.policies import Refused
from foundation.documents import docx, pdf, services
from foundation.documents.models import Attachment
from tests.foundation.documents import papers

CLERK = SystemActor("test")
EICAR_LIKE = b"MZ\x90\x00" + b"\0" * 60


def picture(kind: str = "PNG", size: tuple[int, int] = (4, 4)) -> bytes:
    stream = io.BytesIO()
    Image.new("1", size).save(stream, kind)
    return stream.getvalue()


def package(*names: str, declared: int = 0) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"<x/>")
        if declared:
            archive.writestr("xl/big.xml", b"0" * declared)
    return stream.getvalue()


def upload(name: str, content: bytes, content_type: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)


GOOD: list[tuple[str, Callable[[], bytes], str]] = [
    ("纪要.pdf", lambda: pdf.render(papers.notice()), "application/pdf"),
    ("纪要.DOCX", lambda: docx.render(papers.notice()), services.attachments.OFFICE + "wordprocessingml.document"),
    ("名册.xlsx", lambda: package("[Content_Types].xml", "xl/workbook.xml"), services.attachments.OFFICE + "spreadsheetml.sheet"),
    ("照片.png", picture, "image/png"),
    ("照片.jpg", lambda: picture("JPEG"), "image/jpeg"),
    ("说明.txt", lambda: "区总工会".encode("gb18030"), "text/plain; charset=utf-8"),
    ("名册.csv", "\ufeff姓名,单位\n".encode, "text/csv; charset=utf-8"),
    ("旧文件.doc", lambda: services.attachments.OLE + b"\0" * 600, "application/msword"),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "make", "content_type"), GOOD, ids=[name for name, _, _ in GOOD])
def test_attach_stores_content_under_a_random_name(name: str, make: Callable[[], bytes], content_type: str) -> None:
    content = make()
    attachment = services.attach(upload(name, content, "text/html"), by=CLERK)

    assert (attachment.name, attachment.size, attachment.content_type) == (name, len(content), content_type)
    assert attachment.sha256 == hashlib.sha256(content).hexdigest()
    assert attachment.uploaded_by == "system:test"
    assert attachment.stored_as == f"attachments/{attachment.key.hex[:2]}/{attachment.key.hex}"
    assert services.read(attachment) == content


BAD: list[tuple[str, Callable[[], bytes], str]] = [
    ("空.pdf", lambda: b"", "是空的"),
    ("程序.exe", lambda: EICAR_LIKE, "不支持"),
    ("图.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不支持"),
    ("页.html", lambda: b"<html>", "不支持"),
    ("无扩展名", lambda: b"%PDF-1.7", "不支持"),
    ("宏.docm", lambda: package("word/document.xml"), "不支持"),
    ("程序.pdf", lambda: EICAR_LIKE, "与扩展名不符"),
    ("图.pdf", picture, "与扩展名不符"),
    ("网页.txt", lambda: b"\x89PNG\r\n\x1a\n", "与扩展名不符"),
    ("表.docx", lambda: package("[Content_Types].xml", "xl/workbook.xml"), "与扩展名不符"),
    ("宏.docx", lambda: package("word/document.xml", "word/vbaProject.bin"), "含有宏"),
    ("坏.xlsx", lambda: package("xl/workbook.xml")[:-30], "已损坏"),
    ("坏图.png", lambda: picture()[:20], "无法识别"),
    ("大图.png", lambda: picture(size=(8000, 8000)), "尺寸过大"),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "make", "sentence"), BAD, ids=[name for name, _, _ in BAD])
def test_attach_refuses_with_a_sentence_and_stores_nothing(name: str, make: Callable[[], bytes], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        services.attach(upload(name, make()), by=CLERK)

    assert not Attachment.objects.exists()
    assert not default_storage.exists("attachments")


@pytest.mark.django_db
def test_attach_refuses_an_archive_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services.attachments, "LARGEST_UNPACKED", 1_000_000)

    with pytest.raises(Refused, match="解压后过大"):
        services.attach(upload("炸弹.xlsx", package("xl/workbook.xml", declared=2_000_000)), by=CLERK)


@pytest.mark.django_db
def test_attach_refuses_what_is_larger_than_the_limit(settings: Any) -> None:
    settings.ATTACHMENT_LIMIT = 1024 * 1024

    with pytest.raises(Refused, match="超过1 MB"):
        services.attach(upload("大.txt", b"a" * (1024 * 1024 + 1)), by=CLERK)


@pytest.mark.django_db
def test_attach_is_audited_without_the_file_name() -> None:
    attachment = services.attach(upload("王某的证明.txt", "无".encode()), by=CLERK)

    row = AuditRow.objects.get(event="attachment.added")
    assert row.subject_reference == str(attachment.key)
    assert row.facts == {"size": 3, "sha256": attachment.sha256}


@pytest.mark.django_db
def test_attach_leaves_no_file_when_the_row_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services.attachments.audit, "record", lambda *args, **facts: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.attach(upload("说明.txt", b"text"), by=CLERK)

    _, files = default_storage.listdir("attachments/" + default_storage.listdir("attachments")[0][0])
    assert files == []


@pytest.mark.django_db
def test_read_notices_a_file_changed_on_disk() -> None:
    attachment = services.attach(upload("说明.txt", b"text"), by=CLERK)
    Path(default_storage.path(attachment.stored_as)).chmod(0o600)
    Path(default_storage.path(attachment.stored_as)).write_bytes(b"tampered")

    with pytest.raises(Refused, match="校验值不一致"):
        services.read(attachment)


@pytest.mark.django_db
def test_read_says_so_when_the_file_is_gone() -> None:
    attachment = services.attach(upload("说明.txt", b"text"), by=CLERK)
    default_storage.delete(attachment.stored_as)

    with pytest.raises(Refused, match="已丢失"):
        services.read(attachment)


@pytest.mark.django_db
def test_same_name_twice_is_two_files() -> None:
    one, two = (services.attach(upload("说明.txt", b"text"), by=CLERK) for _ in range(2))

    assert one.stored_as != two.stored_as
