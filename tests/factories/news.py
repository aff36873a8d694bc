"""Releases for tests, made by the services that make them in life."""

from typing import Any

from foundation.accounts.models import User
from news import services
from news.enums import Decision
from news.models import Column, Release
from news.paragraphs import parse
from news.services import Text
from tests.factories.accounts import UserFactory
from tests.factories.orgs import FederationFactory

WORDS = """近日，区总工会召开联席会议（演示），通报工作、谋划发展。
区长甲某某主持会议，区领导乙某某、丙某某等参加。
会议听取区总工会工作汇报。
会议指出，今年以来各级工会担当作为。
会议强调，工人是中坚力量。
会议要求，要不忘初心，同频共振。各级工会组织要把握主题。
要服务中心，同向发力。要坚持以职工为中心。
据悉，区总工会获得表彰。"""


class Desk:
    """One federation with an editor and three reviewers."""

    def __init__(self) -> None:
        unit = FederationFactory()
        self.unit = unit
        self.editor: User = UserFactory(unit=unit, roles=["editor"], display_name="编辑甲（演示）")
        self.first: User = UserFactory(unit=unit, roles=["first_reviewer"], display_name="初审乙（演示）")
        self.second: User = UserFactory(unit=unit, roles=["second_reviewer"], display_name="复审丙（演示）")
        self.final: User = UserFactory(unit=unit, roles=["final_reviewer"], display_name="终审丁（演示）")
        self.outsider: User = UserFactory(roles=["rights_clerk"])

    @property
    def reviewers(self) -> list[User]:
        return [self.first, self.second, self.final]

    def draft(self, title: str = "区总工会召开联席会议（演示）", words: str = WORDS, slug: str = "lianxi") -> Release:
        column = Column.objects.get(slug=slug)
        return services.write(text=Text(title=title, paragraphs=parse(words)), column=column, by=self.editor)

    def submitted(self, **facts: Any) -> Release:
        return services.submit(release=self.draft(**facts), by=self.editor)

    def reviewed(self, release: Release, steps: int = 3, **last: Any) -> Release:
        """Take the next `steps` reviews, one person each; `last` goes to the last of them."""
        for index in range(steps):
            release = Release.objects.get(pk=release.pk)
            assert release.current is not None
            extra = last if index == steps - 1 else {}
            reviewer = self.reviewers[{"first": 0, "second": 1, "final": 2}[str(release.step)]]
            release = services.review(
                release=release,
                by=reviewer,
                decision=Decision.APPROVED,
                text_hash=release.current.text_hash,
                **extra,
            )
        return release

    def published(self, **facts: Any) -> Release:
        return self.reviewed(self.submitted(**facts))
