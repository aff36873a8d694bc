"""Invented numbers that pass every check and belong to nobody: for the demo and for tests.

People are born in 1900, so no living person holds the number; organisation codes use the stretch MAYY0000-MAYY9999,
which the registry has not reached. Deterministic: the same seed gives the same number.
"""

from datetime import date, timedelta
from typing import Final, Literal

from foundation.core import checkdigits

DISTRICT: Final = "350503"
Sex = Literal["male", "female"]


def demo_id(seed: int, area: str = DISTRICT, sex: Sex = "female") -> str:
    """An 18-digit citizen number of a person born in 1900; distinct for seeds 0 to 182,499 of one area and sex."""
    step, day = divmod(seed % (365 * 500), 365)
    born = date(1900, 1, 1) + timedelta(days=day)
    sequence = step * 2 + (1 if sex == "male" else 0)
    first17 = f"{area}{born:%Y%m%d}{sequence:03d}"
    return first17 + checkdigits.citizen(first17)


def demo_credit_code(seed: int, registrar: str = "91", area: str = DISTRICT) -> str:
    """A unified social credit code, distinct for seeds 0 to 9,999; `registrar` 91 is a company, 81 a basic union."""
    organisation = f"MAYY{seed % 10_000:04d}"
    first17 = f"{registrar}{area}{organisation}{checkdigits.organisation(organisation)}"
    return first17 + checkdigits.social_credit(first17)
