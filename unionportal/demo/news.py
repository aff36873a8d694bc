"""Releases: the real one imported as the command does, one from the minutes, others in every step of their reviews."""

import datetime as dt
from typing import Any

from django.conf import settings

from meetings.models import Minutes
from news import services as news
from news.enums import Decision, Point
from news.models import Column, Release
from news.paragraphs import Paragraph, parse
from news.repair.reading import decode
from news.services import Text
from unionportal.demo import articles
from unionportal.demo.articles import Article
from unionportal.demo.stage import Stage, Thread, again

EDITOR = "huang.xuanjiao"
REVIEWERS = ("zhuang.xuanjiao", "lyu.xuanjiao", "xu.fuzhuxi")
STEPS = {"first_review": 0, "second_review": 1, "final_review": 2}
"""How many of the three reviews a release in this state has behind it."""
REAL = settings.BASE_DIR / "news" / "data" / "release-raw.txt"
SIGNATURE: dict[str, Any] = {"source": "丰泽区总工会", "byline": "黄芷若（演示）", "editor": "黄芷若（演示）"}


def enter(stage: Stage) -> None:
    """Put all releases on the stage."""
    stage.enter(_of_minutes(stage, -57))
    for article in articles.ARTICLES:
        stage.enter(release(stage, article))


def publish_the_real_one() -> None:
    """What `manage.py import_release --publish` does, with the file of this project: nothing is added, nothing linked.

    On the day the story is told, not within it: 本站发布 is then the day this portal really published it.
    """
    news.import_release(text=decode(REAL.read_bytes()), publish=True)


def _of_minutes(stage: Stage, day: int) -> Thread:
    """The release drafted from the last issued minutes, published after three reviews."""
    yield stage.at(day, 9, 30)
    minutes: Minutes = again(stage.props["minutes"][-1])
    drafted = news.draft_from_minutes(minutes=minutes, by=stage.users[EDITOR])
    current = drafted.current
    assert current is not None  # written together with the release
    text = Text(
        title=f"{minutes.meeting.title.removesuffix('（演示）')}召开（演示）", paragraphs=current.body, **SIGNATURE
    )
    yield stage.at(day, 10, 50)
    drafted = news.edit(release=drafted, text=text, column=drafted.column, by=stage.users[EDITOR])
    yield from _reviewed(stage, drafted, day, 3)


def release(stage: Stage, article: Article) -> Thread:
    """One release written at the desk, up to the state its article says."""
    yield stage.at(article.day, 14, 10)
    editor = stage.users[EDITOR]
    text = Text(title=article.title, paragraphs=parse(article.words), **SIGNATURE)
    row = news.write(text=text, column=Column.objects.get(slug=article.column), by=editor)
    if article.ending == "draft":
        return
    if article.ending == "returned":
        yield from _reviewed(stage, row, article.day, 0)
        yield stage.at(article.day + 1, 10, 5)
        _review(stage, row, 0, decision=Decision.RETURNED, notes=articles.RETURNED)
        return
    later = stage.at(1, 9) if article.ending == "scheduled" else None
    yield from _reviewed(stage, row, article.day, STEPS.get(article.ending, 3), publish_at=later)
    if article.ending == "corrected":
        yield from _corrected(stage, again(row), text, article.day + 4)
    elif article.ending == "withdrawn":
        yield stage.at(article.day + 6, 9, 40)
        news.withdraw(release=again(row), reason=articles.WITHDRAWN, by=stage.users[REVIEWERS[2]])


def _reviewed(stage: Stage, row: Release, day: int, steps: int, publish_at: dt.datetime | None = None) -> Thread:
    """Submitted, and the first `steps` of the three reviews."""
    yield stage.at(day, 15, 30)
    news.submit(release=again(row), by=stage.users[EDITOR])
    for step in range(steps):
        yield stage.at(day + (1 if step else 0), (16, 10, 15)[step], 20)
        _review(stage, row, step, publish_at=publish_at if step == 2 else None)


def _review(
    stage: Stage, row: Release, step: int, *, decision: str = Decision.APPROVED, notes: str = "",
    publish_at: dt.datetime | None = None,
) -> None:  # fmt: skip
    row = again(row)
    assert row.current is not None
    news.review(
        release=row, by=stage.users[REVIEWERS[step]], decision=decision, text_hash=row.current.text_hash, notes=notes,
        points=[Point.NAMES, Point.FIGURES, Point.PRIVACY] if decision == Decision.APPROVED else (),
        publish_at=publish_at,
    )  # fmt: skip


def _corrected(stage: Stage, row: Release, text: Text, day: int) -> Thread:
    yield stage.at(day, 9, 20)
    editor = stage.users[EDITOR]
    row = news.correct(release=row, reason=articles.CORRECTION, by=editor)
    mended = [Paragraph(one.part, one.text.replace("22时", "21时")) for one in text.paragraphs]
    changed = Text(title=text.title, paragraphs=mended, reason=articles.CORRECTION, **SIGNATURE)
    row = news.edit(release=row, text=changed, column=row.column, by=editor)
    yield from _reviewed(stage, row, day, 3)
