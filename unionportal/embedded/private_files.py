"""Small files only their owner may read."""

import contextlib
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any


def write(path: Path, value: Any) -> None:
    """Replace `path` by `value` as JSON, mode 0600; a reader sees the old or the new text, never half of one."""
    draft = _draft(path, value)
    draft.replace(path)


def read(path: Path) -> Any:
    """The value in `path`; None when the file is missing."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def read_or_make(path: Path, make: Callable[[], Any]) -> Any:
    """The value in `path`, made on first use. Processes that arrive together all get the first one's value."""
    found = read(path)
    if found is None:
        draft = _draft(path, make())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
        found = read(path)
    return found


def _draft(path: Path, value: Any) -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as text:
        json.dump(value, text, ensure_ascii=False, indent=1)
    return draft
