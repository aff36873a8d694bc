"""Invented workers: a name marked （演示）, an identity number of 1900, a phone nobody has."""

import random
from dataclasses import dataclass
from typing import Final

from foundation.core.fictional import demo_id
from foundation.core.validators import INVENTED

SURNAMES: Final = "陈林黄王李吴蔡张郑苏庄洪许杨曾谢施傅柯杜颜尤潘蒋连"
GIVEN: Final = (
    "志强 秀珍 建国 美玲 文斌 丽萍 国平 雅婷 金山 淑芬 伟杰 惠珠 永福 小燕 家豪 春梅 宏达 玉兰 俊贤 碧霞 清水 彩云 "
    "世昌 月娥 天送 阿娇 进财 素云 火炎 锦华 良才 巧玲 添丁 银花 炳煌 梅香 江河 明珠 振兴 晓红 木水 雪芬 长庚 招娣"
).split()  # fmt: skip  # noqa: SIM905 - forty names are read as one line


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works in the district, registered or not."""

    name: str
    id_number: str
    phone: str


class Crowd:
    """Workers one after the other, each name and number once; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        names = [f"{surname}{given}" for surname in SURNAMES for given in GIVEN]
        random.Random(seed).shuffle(names)
        self._names = iter(names)
        self._count = 0

    def next(self) -> Worker:
        """The next worker. There are more than a thousand."""
        self._count += 1
        number = demo_id(self._count * 7, sex="male" if self._count % 2 else "female")
        return Worker(f"{next(self._names)}{INVENTED}", number, f"1380000{self._count:04d}")
