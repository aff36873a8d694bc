"""A stored file leaves the portal as a download, whatever it is called."""

from contextlib import closing
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import RequestFactory

from foundation.core.actors import SystemActor
from foundation.documents import services
from foundation.documents.models import Attachment

REQUEST = RequestFactory().get("/")


@pytest.fixture
def stored(db: None) -> Attachment:
    return services.attach(SimpleUploadedFile('会议 "纪要"；1.txt', "内容".encode()), by=SystemActor("test"))


def test_serve_sends_the_content_as_a_download(stored: Attachment) -> None:
    response: Any = services.serve(stored, REQUEST)
    with closing(response):
        content = b"".join(response.streaming_content).decode()

    assert content == "内容"
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Content-Length"] == "6"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_serve_names_the_file_by_rfc_5987(stored: Attachment) -> None:
    with closing(services.serve(stored, REQUEST)) as response:
        disposition = response.headers["Content-Disposition"]
    kind, _, name = disposition.partition("; filename*=utf-8''")

    assert (kind, unquote(name)) == ("attachment", stored.name)
    assert disposition.isascii()


def test_serve_leaves_the_bytes_to_nginx_when_configured(stored: Attachment, settings: Any) -> None:
    settings.X_ACCEL_PREFIX = "/protected/"
    response: Any = services.serve(stored, REQUEST)

    assert response.headers["X-Accel-Redirect"] == f"/protected/{stored.stored_as}"
    assert response.content == b""
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_serve_answers_404_when_the_file_is_gone(stored: Attachment) -> None:
    default_storage.delete(stored.stored_as)

    with pytest.raises(Http404):
        services.serve(stored, REQUEST)
