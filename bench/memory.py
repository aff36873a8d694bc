"""What processes weigh: a web worker after the run, a Celery worker that waits."""

import os
import subprocess
import sys
import time
from urllib.parse import urlsplit, urlunsplit

from bench import database, server

SETTLES = 12.0  # seconds


def web(running: server.Server) -> dict[str, float]:
    """The heaviest web worker, in megabytes."""
    return max((server.memory(pid) for pid in running.workers()), key=lambda found: found["rss"])


def worker(size: str) -> dict[str, float]:
    """An idle Celery worker: its parent and its one child, in megabytes; on a broker database of its own."""
    environment = database.environment(size)
    environment["REDIS_URL"] = urlunsplit(urlsplit(environment["REDIS_URL"])._replace(path="/9"))
    command = [sys.executable, "-m", "celery", "--app", "unionportal.celery", "--skip-checks"]
    command += ["worker", "--concurrency", "1", "--hostname", f"bench-{os.getpid()}@%h"]
    process = subprocess.Popen(
        command, env=environment, cwd=database.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(SETTLES)
        found = [server.memory(pid) for pid in [process.pid, *server.children(process.pid)]]
    finally:
        process.terminate()
        process.wait(30)
    return {
        "rss": max(one["rss"] for one in found),
        "pss": sum(one["pss"] for one in found),
        "processes": len(found),
    }
