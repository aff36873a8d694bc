"""What can be done with an import, one function per verb."""

from foundation.imports.services.batches import carry_on, finish_check, finish_commit, finish_undo
from foundation.imports.services.intake import discard, upload
from foundation.imports.services.mapping import guess, headings_of, map_columns
from foundation.imports.services.steps import commit, note_download, pause, resume, undo

__all__ = [
    "carry_on", "commit", "discard", "finish_check", "finish_commit", "finish_undo", "guess", "headings_of",
    "map_columns", "note_download", "pause", "resume", "undo", "upload",
]  # fmt: skip
