"""Three people, one frozen text."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from foundation.audit.models import AuditRow
from foundation.core import clock
from foundation.core.policies import Refused, Stale
from foundation.outbox.models import OutboxRow
from news import services
from news.enums import Decision
from news.models import Release, ReleaseVersion, Review
from news.paragraphs import parse
from news.services import Text
from tests.factories.accounts import UserFactory
from tests.factories.news import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def approve(release: Release, by: object, **facts: object) -> Release:
    release = Release.objects.get(pk=release.pk)
    return services.review(
        release=release, by=by, decision=Decision.APPROVED, text_hash=release.current.text_hash, **facts
    )  # type: ignore[union-attr, arg-type]


def test_three_approvals_publish_the_text_that_was_submitted(desk: Desk) -> None:
    release = desk.submitted()
    text = release.current

    out = desk.reviewed(release)

    assert (out.state, out.live) == ("published", text)
    reviews = Review.objects.order_by("pk").values_list("step", "reviewer", "text_hash")
    digest = ReleaseVersion.objects.get(pk=text.pk).text_hash  # type: ignore[union-attr]
    people = [person.pk for person in desk.reviewers]
    assert list(reviews) == list(zip(["first", "second", "final"], people, [digest] * 3, strict=True))
    events = AuditRow.objects.order_by("pk").values_list("event", flat=True)
    assert list(events) == [
        "release.written",
        "release.submitted",
        "release.reviewed",
        "release.reviewed",
        "release.published",
    ]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_each_step_tells_the_next_reviewers_only(desk: Desk) -> None:
    release = desk.submitted()
    told = OutboxRow.objects.filter(notice="release.submitted", channel="inbox")
    assert [row.recipient for row in told] == [desk.first.actor_reference]
    desk.reviewed(release, steps=1)
    assert {row.recipient for row in told.all()} == {desk.first.actor_reference, desk.second.actor_reference}


def test_nobody_takes_two_steps_of_one_version(desk: Desk) -> None:
    both = UserFactory(unit=desk.unit, roles=["first_reviewer", "second_reviewer"])
    release = approve(desk.submitted(), both)
    with pytest.raises(Refused, match="您已承担这一稿的初审，三审不能有两个环节由同一人承担。"):
        approve(release, both)


def test_the_database_refuses_a_second_step_too(desk: Desk) -> None:
    release = desk.reviewed(desk.submitted(), steps=1)
    facts = {"version": release.current, "step": "second", "decision": "approved", "text_hash": "0" * 64}
    with pytest.raises(IntegrityError, match="review_three_people"), transaction.atomic():
        Review.objects.create(reviewer=desk.first, **facts)


def test_the_author_may_not_review(desk: Desk) -> None:
    author = UserFactory(unit=desk.unit, roles=["editor", "first_reviewer"])
    desk.editor = author
    with pytest.raises(Refused, match="撰稿人不能审核自己的稿件"):
        approve(desk.submitted(), author)


def test_without_the_right_of_the_step_it_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="初审由指定人员承担"):
        approve(desk.submitted(), desk.final)


def test_returning_needs_notes_and_tells_the_author(desk: Desk) -> None:
    release = desk.submitted()
    facts = {"release": release, "by": desk.first, "decision": Decision.RETURNED}
    digest = ReleaseVersion.objects.get(pk=release.current_id).text_hash
    with pytest.raises(Refused, match="退回须写明意见。"):
        services.review(**facts, text_hash=digest)  # type: ignore[arg-type]
    back = services.review(**facts, text_hash=digest, notes="数字请核对。")  # type: ignore[arg-type]
    assert back.state == "draft"
    told = OutboxRow.objects.filter(notice="release.returned").values_list("recipient", flat=True)
    assert set(told) == {desk.editor.actor_reference}
    with pytest.raises(Refused, match="这一稿已经审过，请先按意见修改再送审。"):
        services.submit(release=back, by=desk.editor)


def test_an_edit_begins_a_new_version_and_all_three_steps_again(desk: Desk) -> None:
    release = desk.reviewed(desk.submitted(), steps=2)
    back = services.recall(release=release, by=desk.editor)
    text = Text(title="改过的标题（演示）", paragraphs=parse("近日，会议召开。"))
    changed = services.edit(release=back, text=text, column=back.column, by=desk.editor)
    assert changed.current.number == 2  # type: ignore[union-attr]
    again = services.submit(release=changed, by=desk.editor)
    assert (again.state, again.current.reviews.count()) == ("first_review", 0)  # type: ignore[union-attr]


def test_a_decision_on_another_text_is_stale(desk: Desk) -> None:
    with pytest.raises(Stale):
        services.review(release=desk.submitted(), by=desk.first, decision=Decision.APPROVED, text_hash="f" * 64)


@pytest.mark.parametrize(
    ("number", "kind"),
    [("350503190001011232", "公民身份号码"), ("13800138000", "手机号码"), ("闽C12345", "机动车号牌")],
)
def test_personal_data_blocks_submitting(desk: Desk, number: str, kind: str) -> None:
    from foundation.core import checkdigits

    if len(number) == 18:
        number = number[:17] + checkdigits.citizen(number[:17])
    release = desk.draft(words=f"近日，某职工（演示）{number}来访。")
    with pytest.raises(Refused, match=f"稿件里有未打码的{kind}"):
        services.submit(release=release, by=desk.editor)
    assert Release.objects.get(pk=release.pk).state == "draft"


def test_masked_numbers_pass(desk: Desk) -> None:
    release = desk.draft(words="近日，某职工（演示）138****8000来访，热线12351。")
    assert services.submit(release=release, by=desk.editor).state == "first_review"


def test_a_frozen_version_cannot_be_changed_by_anybody(desk: Desk) -> None:
    release = desk.submitted()
    with (
        pytest.raises(ProgrammingError, match="Cannot update or delete rows from news_releaseversion"),
        transaction.atomic(),
    ):
        ReleaseVersion.objects.filter(pk=release.current_id).update(title="改")


def test_the_database_refuses_to_publish_with_two_reviewers(desk: Desk) -> None:
    release = desk.reviewed(desk.submitted(), steps=2)
    facts = {"state": "published", "live": release.current, "published_at": clock.now()}
    Release.objects.filter(pk=release.pk).update(**facts)
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="fewer than three reviewers"):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_signing_off_for_later_schedules_and_the_schedule_publishes_once(desk: Desk) -> None:
    later = clock.now() + dt.timedelta(hours=2)
    release = desk.reviewed(desk.submitted(), publish_at=later)
    assert (release.state, release.is_out) == ("scheduled", False)
    assert services.publish_due() == 0
    with clock.at(later):
        assert (services.publish_due(), services.publish_due()) == (1, 0)
    out = Release.objects.get(pk=release.pk)
    assert (out.state, out.published_at) == ("published", later)


def test_a_correction_leaves_the_public_text_until_it_is_signed_off(desk: Desk) -> None:
    release = desk.published()
    first = release.live
    opened = services.correct(release=release, reason="更正参会人数。", by=desk.editor)
    assert (opened.state, opened.live, opened.is_correction) == ("draft", first, True)
    out = desk.reviewed(services.submit(release=opened, by=desk.editor))
    assert (out.state, out.live.number, out.live.reason) == ("corrected", 2, "更正参会人数。")  # type: ignore[union-attr]
    assert out.published_at == release.published_at


def test_a_correction_can_be_dropped(desk: Desk) -> None:
    release = desk.published()
    opened = services.correct(release=release, reason="更正。", by=desk.editor)
    kept = services.drop_correction(release=opened, by=desk.editor)
    assert (kept.state, kept.current, kept.live) == ("published", release.live, release.live)


def test_withdrawing_needs_a_reason_and_the_right(desk: Desk) -> None:
    release = desk.published()
    with pytest.raises(Refused, match="撤稿须写明原因。"):
        services.withdraw(release=release, reason=" ", by=desk.final)
    with pytest.raises(Refused, match="已发布的稿件由终审人员撤稿。"):
        services.withdraw(release=release, reason="重复发布", by=desk.editor)
    gone = services.withdraw(release=release, reason="重复发布", by=desk.final)
    assert (gone.state, gone.is_out, Release.objects.public().count()) == ("withdrawn", False, 0)


def test_drafts_are_seen_by_the_desk_only(desk: Desk) -> None:
    release = desk.draft()
    for user in (desk.editor, desk.first, desk.final):
        assert release in Release.objects.visible_to(user)
    assert release not in Release.objects.visible_to(desk.outsider)
