"""Handing a stored file to a browser: always as a download, never as a page of this site."""

from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from foundation.documents.models import Attachment


def serve(attachment: Attachment, request: HttpRequest) -> HttpResponseBase:
    """Answer with a file the caller has already fetched through `visible_to` of the record it belongs to.

    The name travels as RFC 5987/6266 `filename*`; the content cannot run (`sandbox`, nosniff) and is not cached by
    anyone else. With the setting `X_ACCEL_PREFIX` nginx sends the bytes. Errors: 404 when the file is gone.
    """
    prefix = settings.X_ACCEL_PREFIX
    response: HttpResponseBase
    if prefix:
        response = HttpResponse(content_type=attachment.content_type)
        response.headers["X-Accel-Redirect"] = prefix.rstrip("/") + "/" + quote(attachment.stored_as)
    else:
        try:
            response = FileResponse(default_storage.open(attachment.stored_as), content_type=attachment.content_type)
        except FileNotFoundError as error:
            raise Http404 from error
        response.headers["Content-Length"] = str(attachment.size)
    return as_download(response, attachment.name)


def as_download(response: HttpResponseBase, name: str) -> HttpResponseBase:
    """Put the headers of a download on a response; also for documents made on the fly (DOCX, PDF)."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response
