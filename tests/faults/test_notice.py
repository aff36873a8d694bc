"""One notice travels web → outbox → worker → mail and inbox, whoever is killed on the way.

Each guard has a twin with the guard off that must break; `make test` runs the guards with one seed, `make test-all`
the twins and twenty seeds.
"""

import itertools
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from foundation.notifications.models import Message
from foundation.outbox.models import OutboxRow
from tests import harness
from tests.faults.house import House, wait_for
from tests.faults.notices import TOLD

SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 21))]
QUICK = 3.0  # seconds; 0.05 on an idle machine, 0.35 with a hanging broker
_numbers = itertools.count(1)


@pytest.fixture
def record(house: House) -> Iterator[Message]:
    """A record of a new person's; every process is alive before and after."""
    from tests.factories.accounts import UserFactory
    from tests.factories.notifications import MessageFactory

    number = next(_numbers)
    user = UserFactory(username=f"faults{number}", unit__code=f"FAULTS{number}")
    yield MessageFactory(user=user, subject="诉求（演示）")
    house.post.hold = False
    for pause in house.pause.iterdir():
        pause.unlink()


def rows(record: Message) -> Counter[str]:
    return Counter(OutboxRow.objects.about(record).values_list("state", flat=True))


def settled(record: Message, count: int) -> bool:
    return rows(record) == {"sent": count}


def copies(house: House, record: Message) -> tuple[int, int]:
    """Messages in the inbox, mails accepted."""
    letters = [message_id for to, message_id in house.post.letters if to == record.user.email]
    return Message.objects.filter(user=record.user, notice=TOLD.code).count(), len(letters)


def test_notice_travels(house: House, record: Message) -> None:
    status, _ = house.tell(record.pk, "first")
    assert status == 200
    wait_for(lambda: settled(record, 2), "inbox and mail")
    assert copies(house, record) == (1, 1)
    record.refresh_from_db()
    assert record.body == "first"


@pytest.mark.parametrize(
    "whole", [pytest.param(True, id="worker"), pytest.param(False, id="child", marks=pytest.mark.slow)]
)
def test_notice_survives_a_killed_worker(house: House, record: Message, whole: bool) -> None:
    house.post.hold = True
    held = house.post.held
    house.tell(record.pk, "killed")
    wait_for(lambda: house.post.held > held, "the worker to hang in the mail server")

    if whole:
        house.worker.kill()
    else:
        house.worker.kill_child()
    house.post.hold = False
    if whole:
        house.worker.start()

    wait_for(lambda: settled(record, 2), "inbox and mail after the kill")
    assert copies(house, record) == (1, 1)


@pytest.mark.slow
def test_killed_worker_without_an_ending_lease_strands_its_row(house: House, record: Message) -> None:
    """Guard off: a lease of a day."""
    house.worker.kill()
    house.worker.start(FAULTS_LEASE="86400")
    house.post.hold = True
    held = house.post.held
    house.tell(record.pk, "stranded")
    wait_for(lambda: house.post.held > held, "the worker to hang in the mail server")
    house.worker.kill()
    house.post.hold = False
    house.worker.start()
    wait_for(lambda: rows(record) == {"sent": 1, "waiting": 1}, "the inbox")
    with pytest.raises(AssertionError, match="in vain"):
        wait_for(lambda: settled(record, 2), "a mail that cannot come", seconds=5)


def test_notice_killed_between_delivery_and_mark_is_one_visible_copy(house: House, record: Message) -> None:
    interrupt_after_each_delivery(house, record)
    inbox, mails = copies(house, record)
    assert inbox == 1
    assert mails == 2  # the one case in which a mail may come twice …
    letters = {message_id for to, message_id in house.post.letters if to == record.user.email}
    assert len(letters) == 1  # … under the same Message-ID


@pytest.mark.slow
def test_without_the_unique_key_the_copy_is_visible(house: House, record: Message) -> None:
    """Guard off: the inbox does not know the outbox key."""
    name = "notifications_message_key_key"
    owner = harness.with_database(os.environ["DATABASE_OWNER_URL"], connection.settings_dict["NAME"])
    harness.execute(owner, f"ALTER TABLE notifications_message DROP CONSTRAINT {name}")
    interrupt_after_each_delivery(house, record)
    assert copies(house, record)[0] == 2
    Message.objects.filter(user=record.user, notice=TOLD.code).delete()
    harness.execute(owner, f"ALTER TABLE notifications_message ADD CONSTRAINT {name} UNIQUE (key)")


def interrupt_after_each_delivery(house: House, record: Message) -> None:
    """Kill the worker once after the inbox message and once after the mail, each time before the row is marked."""
    house.worker.kill()
    house.tell(record.pk, "between")
    for channel in ("inbox", "email"):
        pause = house.pause / channel
        pause.touch()
        house.worker.start(FAULTS_HANDLER="tests.faults.handlers.pausing")
        wait_for(pause.with_suffix(".reached").exists, f"delivery to {channel}")
        house.worker.kill()
        pause.unlink()
        pause.with_suffix(".reached").unlink()
    house.worker.start()
    wait_for(lambda: settled(record, 2), "inbox and mail after two kills")


def test_notice_survives_a_killed_broker(house: House, record: Message) -> None:
    house.broker.kill()
    for once in ("dead", "still dead"):
        status, seconds = house.tell(record.pk, once)
        assert status == 200
        assert seconds < QUICK
    house.restart_broker()
    wait_for(lambda: settled(record, 4), "inbox and mail after the broker is back")
    assert copies(house, record) == (2, 2)


def kill_broker_under_a_running_task(house: House, record: Message) -> None:
    """The task ends while there is no broker to take its acknowledgement."""
    house.post.hold = True
    held = house.post.held
    house.tell(record.pk, "in flight")
    wait_for(lambda: house.post.held > held, "the worker to hang in the mail server")
    house.broker.kill()
    house.post.hold = False
    wait_for(lambda: OutboxRow.objects.about(record).filter(failures=1).exists(), "the task to end")
    time.sleep(0.5)
    house.restart_broker()


def test_worker_recovers_from_a_lost_acknowledgement(house: House, record: Message) -> None:
    kill_broker_under_a_running_task(house, record)
    wait_for(lambda: settled(record, 2), "inbox and mail after the broker is back")
    assert copies(house, record) == (1, 1)


@pytest.mark.slow
def test_celerys_own_request_leaves_the_worker_deaf(house: House, record: Message) -> None:
    """Guard off: Celery swallows the lost acknowledgement and never listens again."""
    house.worker.kill()
    house.worker.start(FAULTS_GUARD="off")
    kill_broker_under_a_running_task(house, record)
    with pytest.raises(AssertionError, match="in vain"):
        wait_for(lambda: settled(record, 2), "a mail that cannot come", seconds=15)
    house.worker.kill()
    house.worker.start()
    wait_for(lambda: settled(record, 2), "inbox and mail after the restart")


@pytest.mark.slow
def test_plain_publishing_fails_a_saved_change_when_the_broker_is_dead(house: House, record: Message) -> None:
    """Guard off: HTTP 500 for a change that is saved."""
    house.broker.kill()
    try:
        status, _ = house.tell(record.pk, "plain", plainly=True)
    except TimeoutError:
        status = 504
    house.restart_broker()
    record.refresh_from_db()
    assert (status >= 500, record.body) == (True, "plain")


def test_notice_survives_a_hanging_broker(house: House, record: Message) -> None:
    house.broker.signal(signal.SIGSTOP)
    try:
        for once in ("hanging", "still hanging"):
            status, seconds = house.tell(record.pk, once)
            assert status == 200
            assert seconds < QUICK
    finally:
        house.broker.signal(signal.SIGCONT)
    wait_for(lambda: settled(record, 4), "inbox and mail after the broker woke up")
    assert copies(house, record) == (2, 2)


def test_plain_publishing_hangs_with_the_broker(house: House, record: Message) -> None:
    """Guard off: no answer at all for a change that is saved."""
    house.broker.signal(signal.SIGSTOP)
    try:
        with pytest.raises(TimeoutError):
            house.tell(record.pk, "plain", plainly=True, patience=QUICK + 2)
    finally:
        house.broker.signal(signal.SIGCONT)
    record.refresh_from_db()
    assert record.body == "plain"


@pytest.mark.parametrize("seed", SEEDS)
def test_storm(house: House, record: Message, seed: int) -> None:
    """Ten changes while worker, child and broker are killed, frozen and emptied at random: each notice ends once."""
    chance = random.Random(seed)
    faults: dict[str, Callable[[], object]] = {
        "worker": lambda: (house.worker.kill(), house.worker.start()),
        "child": house.worker.kill_child,
        "broker": lambda: (house.broker.kill(), house.restart_broker()),
        "flush": house.flush_broker,
        "freeze": lambda: house.broker.freeze(chance.random() * 3),
    }
    changes = 10
    for number in range(changes):
        status, seconds = house.tell(record.pk, f"storm-{number}")
        assert (status, seconds < QUICK) == (200, True)
        if chance.random() < 0.4:
            try:
                faults[chance.choice(list(faults))]()
            except (IndexError, ProcessLookupError):
                continue  # the child was just being replaced
    wait_for(lambda: settled(record, 2 * changes), "every notice", seconds=90)
    inbox, _ = copies(house, record)
    letters = Counter(message_id for to, message_id in house.post.letters if to == record.user.email)
    assert inbox == changes
    assert len(letters) == changes
