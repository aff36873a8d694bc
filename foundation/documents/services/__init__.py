"""What features ask of documents: a number, a stored file, its delivery."""

from foundation.documents.downloads import serve
from foundation.documents.services.attachments import attach, read, store
from foundation.documents.services.numbers import take_number

__all__ = ["attach", "read", "serve", "store", "take_number"]
