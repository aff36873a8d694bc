"""Throwaway services for a test run: made fresh in `.local/test/`, shared by all processes of the run, gone afterwards."""

import contextlib
from collections.abc import Iterator

from unionportal.embedded import broker
from unionportal.embedded.keys import database_url
from unionportal.embedded.places import Place, local_folder
from unionportal.embedded.postgres import ADMINISTRATOR
from unionportal.embedded.services import using
from unionportal.embedded.trouble import Trouble


@contextlib.contextmanager
def services() -> Iterator[dict[str, str]]:
    """Yields the addresses under the names tests read from the environment.

    `portal_owner` may make databases; those made from template1 give `portal_app` its privileges by default. Raises
    Trouble without a real redis-server: the stand-in behaves differently exactly where faults are tested.
    """
    if broker.server_program() is None:
        raise Trouble(
            "测试需要真正的 redis-server（或 valkey-server），演示用的替身不够：请先安装，"
            "例如 apt-get install redis-server 或 brew install redis。"
        )
    place = Place(local_folder() / "test")
    with using(place, throwaway=True):
        yield {
            "TEST_DATABASE_OWNER_URL": database_url(place, "portal_owner"),
            "TEST_DATABASE_URL": database_url(place, "portal_app"),
            "TEST_DATABASE_ADMIN_URL": database_url(place, ADMINISTRATOR, "postgres"),
            "TEST_REDIS_URL": broker.url(place),
        }
