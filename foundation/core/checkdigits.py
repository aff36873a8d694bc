"""Check characters of three Chinese standards. Pure; the caller has checked length and alphabet.

GB 11643 citizen numbers (ISO 7064 MOD 11-2), GB 32100 unified social credit codes (MOD 31-3), GB 11714 organisation
codes.
"""

from typing import Final

USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS: Final = "10X98765432"
_USCC_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)


def citizen(first17: str) -> str:
    """18th character of a citizen number from its first 17 digits."""
    return _ID_CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, _ID_WEIGHTS, strict=True)) % 11]


def social_credit(first17: str) -> str:
    """18th character of a unified social credit code from its first 17."""
    total = sum(USCC_ALPHABET.index(char) * weight for char, weight in zip(first17, _USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[(31 - total % 31) % 31]


def organisation(first8: str) -> str:
    """9th character of an organisation code from its first 8 (0-9, A-Z as 10-35)."""
    rest = 11 - sum(int(char, 36) * weight for char, weight in zip(first8, _ORGANISATION_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))
