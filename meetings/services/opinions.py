"""Written opinions: asking, answering, dealing with them."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit, outbox
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.policies import Refused, Stale
from foundation.orgs.models import Unit
from meetings import notices
from meetings.models import Opinion, OpinionAnswer, Topic
from meetings.policies import opinions as may
from meetings.rights import Right
from meetings.states.opinion import OpinionState
from meetings.workflow import OPINION, TOPIC

DEFAULT_DAYS = 5
"""Working days a unit has by default (D§1.3)."""


@transaction.atomic
def ask_opinions(
    *,
    topic: Topic,
    units: Iterable[Unit],
    by: User,
    days: int = DEFAULT_DAYS,
    question: str = "",
    version: int | None = None,
) -> list[Opinion]:
    """Ask `units` for a typed opinion within `days` working days. The topic is then 征求意见; liaisons are told.

    Raises `Refused` for no unit, a unit asked already, or a state in which opinions are not asked.
    """
    chosen = sorted(set(units), key=lambda unit: unit.pk)
    if not chosen:
        raise Refused(_("请至少选择一个征求意见的单位。"))
    row = TOPIC.advance(topic, "consult", by=by, version=version)
    asked = set(row.opinions.current().values_list("unit_id", flat=True))
    doubled = [unit.short_name for unit in chosen if unit.pk in asked]
    if doubled:
        raise Refused(_("%(units)s已在征求之列，不能重复征求。") % {"units": "、".join(doubled)})
    number = row.opinions.count()
    opinions = []
    for unit in chosen:
        number += 1
        opinion = Opinion(
            reference=f"{row.reference}-{number:02d}",
            topic=row,
            unit=unit,
            asked_by=by,
            question=question,
            asked_at=clock.now(),
        )
        opinion.start_clock(clock.now(), days)
        opinion.save()
        audit.record("opinion.asked", by=by, about=opinion, unit=unit, days=days)
        outbox.put(notices.OPINION_ASKED, about=opinion, to=User.objects.holding(Right.ANSWER, unit=unit), by=by)
        opinions.append(opinion)
    return opinions


@transaction.atomic
def save_opinion_draft(*, opinion: Opinion, by: User, answer: str, text: str, version: int | None = None) -> Opinion:
    """Keep what the unit has written so far; nobody outside the unit sees it, nothing counts as answered."""
    row: Opinion = OPINION.lock(opinion)
    if version is not None and row.version != version:
        raise Stale
    may.check_can_answer(by, row)
    if row.state != OpinionState.ASKED:
        raise Refused(_("意见已经答复，不能再存草稿。"))
    row.draft_answer, row.draft_text = answer, text
    row.version += 1
    row.save(update_fields=["draft_answer", "draft_text", "version"])
    return row


@transaction.atomic
def answer_opinion(
    *, opinion: Opinion, by: User, answer: str, text: str = "", seen: str = "", version: int | None = None
) -> Opinion:
    """Give the unit's opinion on the topic's text as it stands. The clock stops; who asked is told.

    `seen` is the hash of the text on the answerer's screen: if the text has changed meanwhile the answer is `Stale`,
    because it would be bound to words nobody at the unit has read. Late answers are taken and stay marked late.
    """
    topic = Topic.objects.select_for_update(of=("self",), no_key=True).get(pk=opinion.topic_id)
    if seen and seen != topic.text_hash:
        raise Stale(_("议题刚刚改为第%(n)d稿，已为您显示现稿，请看过改动再答复。") % {"n": topic.edition})
    now = clock.now()
    row: Opinion = OPINION.lock(opinion)
    row = OPINION.advance(
        row,
        "answer",
        by=by,
        version=version,
        answer=answer,
        text=text.strip(),
        given_at=now,
        given_by=by,
        text_hash=topic.text_hash,
        edition=topic.edition,
        draft_answer="",
        draft_text="",
        adoption="",
        adoption_reason="",
        adopted_at=None,
        adopted_by=None,
        **row.stop_clock(now),
    )
    OpinionAnswer.objects.create(
        opinion=row,
        answer=answer,
        text=row.text,
        text_hash=topic.text_hash,
        edition=topic.edition,
        given_at=now,
        given_by=by,
    )
    audit.record("opinion.answered", by=by, about=row, unit=row.unit, answer=answer, edition=topic.edition)
    outbox.put(notices.OPINION_ANSWERED, about=row, to=[row.asked_by], by=by)
    return row


@transaction.atomic
def reask_opinion(*, opinion: Opinion, by: User, days: int = 2, version: int | None = None) -> Opinion:
    """请按现稿确认: the text has changed since the unit answered. Its old answer stays on record and in sight."""
    changes = opinion.start_clock(clock.now(), days)
    row: Opinion = OPINION.advance(opinion, "reask", by=by, version=version, **changes)
    audit.record("opinion.reasked", by=by, about=row, unit=row.unit, days=days)
    outbox.put(notices.OPINION_REASKED, about=row, to=User.objects.holding(Right.ANSWER, unit=row.unit), by=by)
    return row


@transaction.atomic
def adopt_opinion(
    *, opinion: Opinion, by: User, adoption: str, reason: str = "", version: int | None = None
) -> Opinion:
    """Say what became of an opinion: 采纳, 部分采纳 or 未采纳 with the reason. The unit that gave it is told."""
    row: Opinion = OPINION.lock(opinion)
    if version is not None and row.version != version:
        raise Stale
    may.check_can_adopt(by, row)
    row.adoption, row.adoption_reason = adoption, reason.strip()
    row.adopted_at, row.adopted_by = clock.now(), by
    row.version += 1
    row.save(update_fields=["adoption", "adoption_reason", "adopted_at", "adopted_by", "version"])
    audit.record("opinion.adopted", by=by, about=row, unit=row.unit, adoption=adoption)
    outbox.put(notices.OPINION_ADOPTED, about=row, to=[row.given_by] if row.given_by else [], by=by)
    return row


@transaction.atomic
def urge_opinion(*, opinion: Opinion, by: User) -> Opinion:
    """催办: remind the unit, once a day at most. Nothing changes but that it was reminded."""
    row: Opinion = OPINION.lock(opinion)
    may.check_can_urge(by, row)
    audit.record("opinion.urged", by=by, about=row, unit=row.unit)
    outbox.put(
        notices.OPINION_URGED,
        about=row,
        to=User.objects.holding(Right.ANSWER, unit=row.unit),
        by=by,
        once=f"urge-{clock.today():%Y-%m-%d}",
    )
    return row


@transaction.atomic
def report_overdue(*, opinion: Opinion) -> None:
    """Tell the unit and who asked, once, that the deadline has passed without an answer. It is not a consent."""
    once = f"overdue-{opinion.due_at:%Y-%m-%d}"
    to = [opinion.asked_by, *User.objects.holding(Right.ANSWER, unit=opinion.unit)]
    outbox.put(notices.OPINION_OVERDUE, about=opinion, to=to, once=once)
