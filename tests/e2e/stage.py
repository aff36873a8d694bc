"""The stage: who is in the house, the numbers the portal gives out, and what every scene calls things."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from playwright.sync_api import Browser

from foundation.core import clock
from foundation.outbox.services import relay
from tests.e2e.people import Person

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PHONES = ("fang", "xie")  # officials review on the way, with one thumb

WAGES = "分拣中心拖欠两个月加班工资"
SAME = "夜班分拣加班费未按实际工时计发"
CLUSTER = "快递分拨行业加班工资"
TOPIC = "关于解决快递分拨行业加班工资问题的议题"
DECIDED = "同意建立快递分拨行业工时与加班费联合排查机制，每季度排查一次。"


class Walk:
    """The stage: people come in when they are first called for and stay signed in in a browser of their own."""

    def __init__(
        self, browser: Browser, base_url: str, cast: SimpleNamespace, folder: Path, *, scripts: bool = True,
        picture: Callable[[Person, str], None] | None = None,
    ) -> None:  # fmt: skip
        self.browser, self.base_url, self.cast, self.folder, self.scripts = browser, base_url, cast, folder, scripts
        self.people: dict[str, Person] = {}
        self._picture = picture
        self.first = self.second = self.cluster = self.topic = ""  # addresses, once they are given out
        self.meeting = self.minutes = self.decision = self.action = self.next_meeting = self.report = self.release = ""

    def __getitem__(self, name: str) -> Person:
        if name not in self.people:
            self.people[name] = Person(
                self.browser, self.base_url, name, phone=name in PHONES, scripts=self.scripts
            )  # fmt: skip
        return self.people[name]

    @property
    def reader(self) -> Person:
        """Somebody of the public."""
        if "" not in self.people:
            self.people[""] = Person(self.browser, self.base_url, "", scripts=self.scripts)
        return self.people[""]

    def shot(self, person: Person, name: str) -> None:
        """Here the page is worth a picture."""
        if self._picture is not None:
            self._picture(person, name)

    def leave(self) -> list[str]:
        """Everybody goes home; what was wrong on their pages."""
        return [problem for person in self.people.values() for problem in person.leave()]


def number(address: str) -> str:
    """The public number in the address of a record."""
    return address.rstrip("/").rpartition("/")[2]


def deliver() -> None:
    """What the worker would do: hand out the notices that wait."""
    relay.drain()


def in_days(number: int) -> dt.date:
    return clock.today() + dt.timedelta(days=number)
