"""`make bench`: data sets S and L, every row of quality §1 that has a page by now, one table.

`python -m bench.run [S] [L]` measures the sets named (both unless told). When both were measured it writes
`bench/results/<date>.json`, `docs/performance.md` and its picture.
"""

import json
import os
import subprocess
import sys
from typing import Any

from bench import database, generate, memory, report, server, timing, weight
from bench.bars import judged
from bench.rows import rows

SIZES = ("S", "L")
TRANSITIONS = 12


def main() -> None:
    """Exit code 0 whatever the figures are: they are reported, not asserted."""
    os.chdir(database.ROOT)
    wanted = [size for size in SIZES if size in sys.argv[1:]] or list(SIZES)
    with database.server():
        results: dict[str, Any] = {"machine": report.machine(), "sizes": {}}
        for size in wanted:
            generate.ensure(size)
            results["sizes"][size] = measure(size)
        results |= weigh(wanted[-1])
    lines = judged(results)
    print(report.table(lines))
    report.write(results, lines)


def measure(size: str) -> dict[str, Any]:
    """Times over HTTP; then queries, in a process of their own, when the texts for the bare pages are there."""
    print(f"数据集 {size}：{database.size_of(size)}，正在测量", flush=True)
    server.collect_static(size)
    probe(size, "undo")  # of a run that was interrupted
    facts = probe(size, "facts")
    found: dict[str, Any] = {"facts": facts, "disk": database.size_of(size)}
    with server.running(size) as web:
        visitors = timing.Visitors()
        found["times"] = {}
        for row in rows(facts):
            found["times"][row.code] = timed = timing.measure(row, visitors)
            print(f"  {row.label}：{timed['ratio']} ×（{timed['page']['p50']} ms）", flush=True)
        found["poll"] = timing.poll(facts, visitors)
        found["viewers"] = timing.viewers(facts, web)
        found["accept"] = timing.transition(probe(size, "facts")["to_accept"].split()[:TRANSITIONS], visitors)
    found["queries"] = probe(size, "pages")
    probe(size, "undo")
    return found


def weigh(size: str) -> dict[str, Any]:
    """First loads in a browser and the memory of processes, the web worker's after it has served every page."""
    facts = probe(size, "facts")
    with server.running(size) as web:
        visitors = timing.Visitors()
        for row in rows(facts):
            visitors[row.account].get(row.path)
        first = {"release": facts["release"], "sign-in": "/accounts/login/", "desk": "/desk/"}
        found = {"weight": weight.measure(first), "memory": {"web": memory.web(web)}}
    found["memory"]["worker"] = memory.worker(size)
    return found


def probe(size: str, what: str) -> Any:
    """What `bench.probe` prints; its own complaints go to the terminal."""
    command = [sys.executable, "-m", "bench.probe", what]
    done = subprocess.run(
        command, env=database.environment(size), cwd=database.ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
