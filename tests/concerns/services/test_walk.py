"""One concern from the hotline to the call-back, through the services alone."""

from concerns import services
from concerns.models import Category, ConcernEvent
from concerns.states import State
from foundation.audit.models import AuditRow
from foundation.outbox.models import OutboxRow
from tests.factories.concerns import House


def test_concern_walks_from_registration_to_closing(house: House) -> None:
    concern = services.register(
        by=house.caller,
        unit=house.federation,
        street_unit=house.street,
        category=Category.objects.get(code="01"),
        narrative="两个月加班工资没有发。希望补发。",
        name="王职工（演示）",
        phone="138 0000 0001",
    )
    assert (concern.reference[:3], concern.state, concern.title) == ("FZ-", State.REGISTERED, "两个月加班工资没有发")
    assert concern.due_at is None

    concern = services.triage(
        concern=concern, by=house.clerk, category=concern.category, urgency="urgent", complexity="plain", version=1
    )
    concern = services.dispatch(concern=concern, by=house.clerk, unit=house.department, note="请三日内办结")
    assert (concern.state, concern.limit_days) == (State.DISPATCHED, 3)
    assert concern.due_at is not None

    concern = services.accept(concern=concern, by=house.liaison)
    concern = services.report_progress(concern=concern, by=house.liaison, text="已电话联系本人。", contacted=True)
    assert concern.contacted_at is not None
    concern = services.report(concern=concern, by=house.liaison, result="企业已补发。")
    concern = services.review_report(concern=concern, by=house.clerk, accepted=True)
    assert (concern.state, concern.in_time) == (State.CALLBACK, True)

    services.call_back(concern=concern, by=house.caller, contact="reached", solved="solved", satisfaction="satisfied")
    concern.refresh_from_db()
    assert (concern.state, concern.closing_note) == (State.CLOSED, "回访：已解决，满意")

    assert list(ConcernEvent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "register",
        "triage",
        "dispatch",
        "accept",
        "report_progress",
        "report",
        "review_report",
        "call_back",
    ]
    assert list(
        AuditRow.objects.filter(subject_reference=concern.reference).order_by("pk").values_list("event", flat=True)
    ) == [
        "concern.registered",
        "concern.triaged",
        "concern.dispatched",
        "concern.accepted",
        "concern.progressed",
        "concern.reported",
        "concern.report_accepted",
        "concern.called_back",
    ]
    assert set(OutboxRow.objects.values_list("notice", "recipient", "channel")) == {
        ("concern.dispatched", house.liaison.actor_reference, "inbox"),
        ("concern.dispatched", house.liaison.actor_reference, "email"),
        ("concern.reported", house.clerk.actor_reference, "inbox"),
        ("concern.callback_opened", house.caller.actor_reference, "inbox"),
        ("concern.closed", house.liaison.actor_reference, "inbox"),
    }
