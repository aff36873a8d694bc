"""A worker that recovers when its broker dies while a task runs.

Celery's own request logs a failed acknowledgement and goes on. With Redis the message then keeps its place in the
prefetch window for ever; once all places are lost (one per process, since the multiplier is 1) the worker listens to
no queue any more, and because it listens to none it never notices that its connection is gone: alive, silent, until
someone restarts it. Seen with celery 5.7, kombu 5.7, redis-py 8.1; `tests/faults` has the twin without this guard.
"""

from collections.abc import Callable
from typing import Any

from celery import Task
from celery.utils.log import get_logger
from celery.worker.request import Request
from kombu.asynchronous import get_event_loop

log = get_logger(__name__)


class RestartingRequest(Request):
    """When an acknowledgement is lost with the connection, the consumer is started anew, with a full window."""

    _on_ack: Callable[..., None]
    _on_reject: Callable[..., None]
    _connection_errors: tuple[type[Exception], ...]

    def acknowledge(self) -> None:
        if not self.acknowledged:
            self._tell_broker(lambda: self._on_ack(log, ()))

    def reject(self, requeue: bool = False) -> None:
        if not self.acknowledged:
            self._tell_broker(lambda: self._on_reject(log, (), requeue))
            self.send_event("task-rejected", requeue=requeue)

    def _tell_broker(self, tell: Callable[[], None]) -> None:
        try:
            tell()
        except self._connection_errors as error:
            log.warning("Lost an acknowledgement (%r); starting the consumer anew.", error)
            _raise_in_event_loop(error)
        self.acknowledged = True


def _raise_in_event_loop(error: BaseException) -> None:
    """Connection errors that surface in a timer of the event loop are what makes a consumer reconnect."""

    def surface() -> None:
        raise error

    hub: Any = get_event_loop()
    hub.call_later(0, surface)


class PortalTask(Task):  # type: ignore[type-arg]
    Request = "unionportal.worker:RestartingRequest"
