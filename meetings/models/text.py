"""The exact text a clearance, an opinion or a review is bound to (quality §9)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def fingerprint(facts: Mapping[str, Any]) -> str:
    """SHA-256 (64 hex digits) of the canonical JSON of `facts`: the same for the same words, whatever the order of keys."""
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
