"""Read by every Python process of a run with `--clock` (see `tests/harness.py`) before anything else: it lives as far ahead
of the real clock as the run does. PostgreSQL and Redis keep the real one, as a database server may anywhere."""

import contextlib
import os
import time

if ahead := os.environ.get("PORTAL_TEST_CLOCK_AHEAD"):
    with contextlib.suppress(ImportError):  # an interpreter without the packages of the project has no clock of ours
        import time_machine

        time_machine.__doc__ = "PYTEST_DONT_REWRITE"  # a worker of xdist would warn that it is here before pytest
        time_machine.travel(time.time() + float(ahead), tick=True).start()
