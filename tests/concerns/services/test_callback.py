"""The worker has the last word, and somebody else than the handler asks her."""

import pytest

from concerns import services
from concerns.models import Concern
from concerns.states import State
from foundation.core.policies import Refused
from foundation.outbox.models import OutboxRow
from tests.factories.accounts import UserFactory
from tests.factories.concerns import House


def reached(house: House, concern: Concern, **facts: str) -> None:
    services.call_back(concern=concern, by=house.caller, contact="reached", **facts)
    concern.refresh_from_db()


def test_not_solved_reopens_with_a_new_clock_and_tells_the_unit(house: House) -> None:
    concern = house.concern(state=State.CALLBACK)

    reached(house, concern, solved="not_solved", satisfaction="unsatisfied", note="只补了一个月。")

    assert (concern.state, concern.clock_stopped_at) == (State.REOPENED, None)
    assert set(OutboxRow.objects.filter(notice="concern.reopened").values_list("recipient", flat=True)) == {
        house.liaison.actor_reference,
        house.clerk.actor_reference,
    }
    concern = services.report_progress(concern=concern, by=house.liaison, text="正在补发其余两个月。")
    assert concern.state == State.HANDLING


@pytest.mark.parametrize("contact", ["not_reached", "refused"])
def test_without_an_answer_it_stays_and_counts_no_result(house: House, contact: str) -> None:
    concern = house.concern(state=State.CALLBACK)

    call = services.call_back(concern=concern, by=house.caller, contact=contact, solved="solved")

    concern.refresh_from_db()
    assert (concern.state, call.solved, call.satisfaction) == (State.CALLBACK, "", "")


def test_handler_may_not_call_back_her_own_case(house: House) -> None:
    both = UserFactory(roles=["service_clerk"], unit=house.federation)
    concern = house.concern(state=State.DISPATCHED, handler=house.federation)
    concern = services.accept(concern=concern, by=both)
    concern = services.report(concern=concern, by=both, result="已办。")
    concern = services.review_report(concern=concern, by=house.clerk, accepted=True)

    with pytest.raises(Refused, match="您办理过本件"):
        services.call_back(concern=concern, by=both, contact="reached", solved="solved", satisfaction="satisfied")
    assert both.actor_reference not in OutboxRow.objects.filter(notice="concern.callback_opened").values_list(
        "recipient", flat=True
    )


def test_closing_without_a_word_needs_a_refusal_or_three_tries(house: House) -> None:
    concern = house.concern(state=State.CALLBACK)
    for _ in range(2):
        services.call_back(concern=concern, by=house.caller, contact="not_reached")
    with pytest.raises(Refused, match="还没有回访结果"):
        services.close(concern=concern, by=house.clerk, reason="未接通。")
    services.call_back(concern=concern, by=house.caller, contact="not_reached")

    concern = services.close(concern=concern, by=house.clerk, reason="三次未接通。")

    assert (concern.state, concern.closing_note) == (State.CLOSED, "三次未接通。")


def test_refusal_to_answer_allows_closing_at_once(house: House) -> None:
    concern = house.concern(state=State.CALLBACK)
    services.call_back(concern=concern, by=house.caller, contact="refused")

    assert services.close(concern=concern, by=house.clerk, reason="职工拒绝回访。").state == State.CLOSED


def test_closed_concern_is_reopened_with_a_clock(house: House) -> None:
    concern = services.reopen(concern=house.concern(state=State.CLOSED), by=house.clerk, reason="企业又拖欠。")

    assert (concern.state, concern.closed_at, concern.closing_note) == (State.REOPENED, None, "")
    assert concern.clock_stopped_at is None


def test_answered_concern_is_reopened_without_a_clock_and_dispatched(house: House) -> None:
    concern = services.reopen(concern=house.concern(state=State.ANSWERED), by=house.clerk, reason="职工不认可答复。")
    assert concern.due_at is None

    assert services.dispatch(concern=concern, by=house.clerk, unit=house.department).state == State.DISPATCHED
