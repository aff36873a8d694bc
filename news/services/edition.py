"""The edition: one number for the whole reading site, one higher whenever anything public changes.

Every public page is a function of the edition, so a page is rendered once per edition and process, and its ETag needs
one indexed query. The number is `core.Counter`, locked until commit: publications follow one another.
"""

from foundation.core.models import Counter
from foundation.core.references import next_number

SERIES = "news-edition"


def turn() -> int:
    """A new edition; in the transaction of the change, after all its other locks."""
    return next_number(SERIES)


def current() -> int:
    """The edition readers see now; 0 before the first."""
    return Counter.objects.filter(series=SERIES).values_list("value", flat=True).first() or 0
