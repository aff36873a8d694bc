"""The two sets of password rules a portal can choose from (docs/handbook/security.md).

"dengbao": what assessors of GB/T 22239-2019 look for (8.1.4.1 a asks for complexity and periodic change; the numbers are
theirs). "nist": SP 800-63B-4, length and a blocklist, no kinds of characters and no periodic change.
"""

from typing import Any

DJANGO = "django.contrib.auth.password_validation"
OURS = "foundation.accounts.validators"
ATTRIBUTES = ["username", "display_name", "email"]
BOTH: list[dict[str, Any]] = [
    {"NAME": f"{DJANGO}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ATTRIBUTES}},
    {"NAME": f"{DJANGO}.CommonPasswordValidator"},
    {"NAME": f"{OURS}.NotGuessable"},
]
RULES: dict[str, list[dict[str, Any]]] = {
    "dengbao": [
        {"NAME": f"{OURS}.LongEnough", "OPTIONS": {"min_length": 10}},
        {"NAME": f"{OURS}.KindsOfCharacters", "OPTIONS": {"kinds": 3}},
        *BOTH,
        {"NAME": f"{OURS}.NotUsedBefore", "OPTIONS": {"count": 5}},
    ],
    "nist": [{"NAME": f"{OURS}.LongEnough", "OPTIONS": {"min_length": 15}}, *BOTH],
}
MAX_DAYS = {"dengbao": 90, "nist": 0}
