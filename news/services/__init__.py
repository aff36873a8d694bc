"""The verbs of the news desk."""

from news.services.drafting import draft_from_minutes
from news.services.importing import import_release
from news.services.publishing import correct, drop_correction, publish, publish_due, withdraw
from news.services.reviewing import recall, review, submit
from news.services.writing import Text, edit, paste, write

__all__ = [
    "Text",
    "correct",
    "draft_from_minutes",
    "drop_correction",
    "edit",
    "import_release",
    "paste",
    "publish",
    "publish_due",
    "recall",
    "review",
    "submit",
    "withdraw",
    "write",
]
