"""`audit.record`: what a row holds, and what it never holds."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from foundation import audit
from foundation.audit import services
from foundation.audit.models import AuditLink, AuditRow
from foundation.core import clock
from foundation.core.actors import SystemActor

SYSTEM = SystemActor("deadline")


@pytest.mark.django_db
def test_record_holds_references_only() -> None:
    subject = AuditRow(pk=7, event="a.b", actor="x")
    moment = dt.datetime(2026, 9, 3, 1, 0, tzinfo=dt.UTC)

    with clock.at(moment), audit.during("req-1", "192.0.2.7"):
        row = audit.record("concern.dispatched", by=SYSTEM, about=subject, due=dt.date(2026, 9, 8), to=subject)

    row.refresh_from_db()
    assert (row.event, row.actor, row.at) == ("concern.dispatched", "system:deadline", moment)
    assert (row.subject_label, row.subject_pk, row.subject_reference) == ("audit.auditrow", "7", "audit.auditrow:7")
    assert (row.request_id, row.ip) == ("req-1", "192.0.2.7")
    assert row.facts == {"due": "2026-09-08", "to": "audit.auditrow:7"}


@pytest.mark.django_db
def test_record_masks_numbers_a_caller_should_not_have_passed() -> None:
    row = audit.record("person.saved", by=SYSTEM, note="证件350503190001010014，电话13800000001")

    assert row.facts == {"note": "证件3505************14，电话138****0001"}


@pytest.mark.django_db
@pytest.mark.parametrize("event", ["dispatched", "Concern.dispatched", "concern.dispatched.twice", ""])
def test_record_refuses_an_event_that_is_not_noun_participle(event: str) -> None:
    with pytest.raises(ValueError, match=r"noun\.participle"):
        audit.record(event, by=SYSTEM)


@pytest.mark.django_db
def test_record_refuses_narrative_and_objects() -> None:
    with pytest.raises(ValueError, match="not narrative"):
        audit.record("concern.saved", by=SYSTEM, text="长" * 201)
    with pytest.raises(TypeError, match="cannot hold a dict"):
        audit.record("concern.saved", by=SYSTEM, text={"a": 1})


def test_record_outside_a_transaction_is_refused(committing: str, django_db_blocker: pytest.FixtureRequest) -> None:
    with django_db_blocker.unblock(), pytest.raises(transaction.TransactionManagementError):  # type: ignore[attr-defined]
        audit.record("concern.saved", by=SYSTEM)


@pytest.mark.django_db
def test_record_links_only_at_commit() -> None:
    row = audit.record("concern.saved", by=SYSTEM)
    before = AuditLink.objects.filter(row_id=row.pk).exists()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit does

    assert (before, AuditLink.objects.filter(row_id=row.pk).exists()) == (False, True)


@pytest.mark.django_db
def test_record_is_one_query(django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        audit.record("concern.saved", by=SYSTEM, count=3)


@pytest.mark.django_db
def test_history_names_actor_and_event_newest_first() -> None:
    subject = AuditRow(pk=7)
    audit.record("user.added", by=SYSTEM, about=subject)
    audit.record("concern.invented", by=services.Anonymous(), about=subject)
    audit.record("user.added", by=SYSTEM, about=AuditRow(pk=8))

    lines = [(one.label, one.actor_name) for one in audit.history(subject)]

    assert lines == [("concern.invented", "未登录"), ("开设账号", "系统")]


@pytest.mark.django_db
def test_history_of_many_records_costs_two_queries(django_assert_num_queries: pytest.FixtureRequest) -> None:
    subjects = [AuditRow(pk=number) for number in (1, 2, 3)]
    someone = SimpleNamespace(actor_reference="user:999", display_name="")
    for subject in subjects:
        audit.record("user.added", by=someone, about=subject)

    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(audit.history(subjects)) == 3
