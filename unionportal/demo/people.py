"""Invented workers: a name marked （演示）, an identity number of 1900, a phone nobody has."""

import random
from dataclasses import dataclass
from typing import Final

from foundation.core.fictional import demo_id
from foundation.core.validators import INVENTED

SURNAMES: Final = "陈林黄王李吴蔡张郑苏庄洪许杨曾谢施傅柯杜颜尤潘蒋连"
GIVEN: Final = (
    "志强秀珍建国美玲文斌丽萍国平雅婷金山淑芬伟杰惠珠永福小燕家豪春梅宏达玉兰俊贤碧霞清水彩云"
    "世昌月娥天送阿娇进财素云火炎锦华良才巧玲添丁银花炳煌梅香江河明珠振兴晓红木水雪芬长庚招娣"
)
"""Given names, two characters each."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works in the district, registered or not."""

    name: str
    id_number: str
    phone: str


class Crowd:
    """Workers one after the other, each name and number once; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        given = [GIVEN[at : at + 2] for at in range(0, len(GIVEN), 2)]
        names = [f"{surname}{name}" for surname in SURNAMES for name in given]
        random.Random(seed).shuffle(names)
        self._names = iter(names)
        self._count = 0

    def next(self) -> Worker:
        """The next worker. There are more than a thousand."""
        self._count += 1
        number = demo_id(self._count * 7, sex="male" if self._count % 2 else "female")
        return Worker(f"{next(self._names)}{INVENTED}", number, f"1380000{self._count:04d}")
