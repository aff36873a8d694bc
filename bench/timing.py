"""Times over HTTP: every page next to its bare page, turn by turn, so that both meet the same machine."""

import os
import re
import statistics
import threading
import time
from typing import Any, Final

from bench import server
from bench.client import Visitor
from bench.database import PAGES
from bench.rows import Row

ROUNDS: Final = int(os.environ.get("BENCH_ROUNDS", "60"))
WARM: Final = 4
"""Two workers, each must have seen the page."""
LONGEST: Final = 20.0
"""Seconds a row may take about: a page that is far too slow is asked less often."""
VIEWERS, EVERY, SPAN = 200, 3.0, 12.0


def summary(seconds: list[float]) -> dict[str, float]:
    """Milliseconds: median and 95th percentile."""
    ordered = sorted(seconds)
    return {
        "p50": round(statistics.median(ordered) * 1000, 2),
        "p95": round(ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)] * 1000, 2),
    }


class Visitors:
    """One connection for each account, signed in once."""

    def __init__(self) -> None:
        self.by_account: dict[str, Visitor] = {}

    def __getitem__(self, account: str) -> Visitor:
        if account not in self.by_account:
            visitor = Visitor(server.PORT)
            if account:
                visitor.sign_in(account)
            self.by_account[account] = visitor
        return self.by_account[account]


def measure(row: Row, visitors: Visitors) -> dict[str, Any]:
    """Medians of the page and of its bare page, their ratio; whether an unchanged public page answers 304."""
    visitor = visitors[row.account]
    first = visitor.get(row.path)
    if first.status != 200:
        raise RuntimeError(f"{row.path} answers {first.status}")
    PAGES.mkdir(parents=True, exist_ok=True)
    (PAGES / f"{row.code}.html").write_text(_main_of(first.body), "utf-8")
    affordable = int(LONGEST / first.seconds)
    for _round in range(min(WARM, affordable)):
        visitor.get(row.path)
        visitor.get(row.bare)
    pages, bares = [], []
    for _round in range(max(min(ROUNDS, affordable), 2)):
        pages.append(visitor.get(row.path).seconds)
        bares.append(visitor.get(row.bare).seconds)
    page, bare = summary(pages), summary(bares)
    result: dict[str, Any] = {"page": page, "bare": bare, "bytes": len(first.content)}
    result["ratio"] = round(page["p50"] / bare["p50"], 2)
    result["ratio_p95"] = round(page["p95"] / bare["p50"], 2)
    if not row.account:
        result["revalidated"] = visitor.get(row.path, If_None_Match=first.headers.get("etag", "")).status
    return result


def _main_of(body: str) -> str:
    """The page's text as a filler: its token would be another each time."""
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", body)


def transition(references: list[str], visitors: Visitors) -> dict[str, Any]:
    """签收 of one concern after another by the bureau's liaison, each beside a bare page."""
    visitor = visitors["bench.liaison"]
    posts, bares = [], []
    for reference in references:
        answer = visitor.post(f"/concerns/{reference}/accept/", {"version": "1"})
        if answer.status != 302:
            raise RuntimeError(f"accept of {reference} answers {answer.status}")
        posts.append(answer.seconds)
        bares.append(visitor.get("/bench/page/?rows=20&like=queue-liaison").seconds)
    page, bare = summary(posts), summary(bares)
    return {"page": page, "bare": bare, "ratio": round(page["p50"] / bare["p50"], 2), "times": len(posts)}


def poll(facts: dict[str, str], visitors: Visitors) -> dict[str, Any]:
    """The live page's unchanged poll against the bare poll: how many times as fast (at least 0.7)."""
    visitor = visitors["bench.office"]
    bare_path = f"/bench/poll/?reference={facts['held']}"
    polls, bares, answered = [], [], []
    etag = visitor.get(facts["live"]).headers["etag"]
    bare_etag = visitor.get(bare_path).headers["etag"]
    for _round in range(ROUNDS * 2):
        answer = visitor.get(facts["live"], If_None_Match=etag)
        answered.append(answer.status)
        etag = answer.headers.get("etag", etag)  # the minute on the clock turns
        polls.append(answer.seconds)
        bares.append(visitor.get(bare_path, If_None_Match=bare_etag).seconds)
    page, bare = summary(polls), summary(bares)
    return {
        "page": page,
        "bare": bare,
        "rate": round(bare["p50"] / page["p50"], 2),
        "unchanged": round(answered.count(304) / len(answered), 2),
    }


def viewers(facts: dict[str, str], web: server.Server) -> dict[str, Any]:
    """200 viewers asking every three seconds: processor time of web workers and database for each second."""
    threads, per_thread = 8, VIEWERS // 8
    counts: list[int] = []

    def watch(offset: float) -> None:
        with Visitor(server.PORT) as visitor:
            visitor.cookies = dict(cookies)
            etag = visitor.get(facts["live"]).headers["etag"]
            begun, done = time.perf_counter() + offset, 0
            while (due := begun + done * EVERY / per_thread) < begun + SPAN:
                time.sleep(max(due - time.perf_counter(), 0))
                etag = visitor.get(facts["live"], If_None_Match=etag).headers.get("etag", etag)
                done += 1
            counts.append(done)

    with Visitor(server.PORT) as one:
        one.sign_in("bench.office")
        cookies = one.cookies
    running = [threading.Thread(target=watch, args=(number * EVERY / VIEWERS,)) for number in range(threads)]
    before, begun = web.seconds_used(), time.perf_counter()
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    spent, wall = web.seconds_used() - before, time.perf_counter() - begun
    return {"core_share": round(spent / wall, 3), "polls_per_second": round(sum(counts) / wall, 1)}
