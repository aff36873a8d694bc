"""The nudge: never an error, never a wait, one log line."""

import socket
import time
from collections.abc import Iterator

import pytest
from celery import current_app
from structlog.testing import capture_logs

from foundation.outbox.services import nudge


@pytest.fixture(autouse=True)
def closed_breaker() -> Iterator[None]:
    nudge.breaker.open_until = 0.0
    yield
    nudge.breaker.open_until = 0.0


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A port that accepts connections and never says a word: a broker that hangs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setattr(current_app.conf, "broker_url", f"redis://127.0.0.1:{port}/0")
        monkeypatch.setattr(current_app.conf, "broker_write_url", f"redis://127.0.0.1:{port}/0")
        yield server


def test_nudge_gives_up_on_a_hanging_broker(broker: socket.socket) -> None:
    with capture_logs() as logs:
        started = time.monotonic()
        nudge.nudge()
    assert time.monotonic() - started < 2  # it is 0.3 s on an idle machine; without the timeout it never ends
    assert [entry["event"] for entry in logs] == ["outbox.nudge_failed"]


def test_nudge_gives_up_on_a_refusing_broker(broker: socket.socket) -> None:
    broker.close()
    with capture_logs() as logs:
        nudge.nudge()
    assert [entry["event"] for entry in logs] == ["outbox.nudge_failed"]


def test_nudge_leaves_a_broken_broker_alone_for_a_while(broker: socket.socket) -> None:
    nudge.nudge()
    with capture_logs() as logs:
        started = time.monotonic()
        for _ in range(50):
            nudge.nudge()
    assert time.monotonic() - started < nudge.TIMEOUT
    assert logs == []


def test_breaker_closes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nudge, "REST", 0.0)
    nudge.breaker.trip()
    assert nudge.breaker.is_open() is False


def test_silence_tells_no_worker(broker: socket.socket) -> None:
    broker.close()
    with capture_logs() as logs:
        with nudge.silence():
            nudge.nudge()
        assert logs == []
        nudge.nudge()
    assert [entry["event"] for entry in logs] == ["outbox.nudge_failed"]
