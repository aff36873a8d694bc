"""Figures against the bars of quality §1: what was wanted, what was found, whether it holds."""

from dataclasses import dataclass
from typing import Any

from bench.rows import QUERY_BAR, rows

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the printed table; `holds` is None where there is no bar."""

    what: str
    bar: str
    found: str
    holds: bool | None

    @property
    def mark(self) -> str:
        return {True: "达标", False: "未达标", None: "—"}[self.holds]


def judged(results: Figures) -> list[Line]:
    """All lines for the figures of `bench.run`: of L, and of its growth from S when both were measured; else of S."""
    small, large = results["sizes"].get("S"), results["sizes"].get("L")
    if large is None:
        small, large = None, small
    lines: list[Line] = []
    for row in rows(large["facts"]):
        lines += _page(row, large, small)
    lines += _polls(large)
    lines += _transition(large)
    for name, found in results.get("weight", {}).items():
        label = {"release": "新闻页", "sign-in": "登录页", "desk": "工作台"}[name]
        fits = found["kB"] <= 100 and found["requests"] <= 12 and not found["third_parties"]
        slow = found["slow_4g"]
        text = f"{found['kB']} kB，{found['requests']} 次请求，慢速 4G 下 {slow['usable']} 秒可用"
        lines.append(Line(f"首次打开：{label}", "≤ 100 kB，≤ 12 次，无第三方", text, fits))
    if memory := results.get("memory"):
        lines.append(_weighs("网页进程内存", 160, memory["web"]["rss"]))
        lines.append(_weighs("Celery 空闲内存", 200, memory["worker"]["rss"]))
    return lines


def _weighs(what: str, bar: int, found: float) -> Line:
    return Line(what, f"≤ {bar} MB", f"{found:.0f} MB", found <= bar)


def _page(row: Any, large: Figures, small: Figures | None) -> list[Line]:
    timed, asked = large["times"][row.code], large["queries"][row.code]
    page, bare = timed["page"], timed["bare"]
    times = f"{page['p50']:.1f} ms（p95 {page['p95']:.1f}），对照 {bare['p50']:.1f} ms"
    ratio = timed["ratio"]
    if row.code == "release":
        lines = [Line(row.label, "≥ 0.8 × 等长常量", f"{1 / ratio:.2f} ×：{times}", ratio <= row.ratio_bar)]
        lines.append(Line(f"{row.label}，未变化", "304", str(timed["revalidated"]), timed["revalidated"] == 304))
    elif row.ratio_bar is None:
        lines = [Line(row.label, "—", f"{ratio} ×：{times}", None)]
    elif row.code.startswith("search"):
        own = asked["whole_ms"] / max(asked["sql_ms"], 0.01)
        lines = [
            Line(row.label, "p95 ≤ 3 × 对照", f"{timed['ratio_p95']} ×：{times}", timed["ratio_p95"] <= 3),
            Line(f"{row.label}，自身 SQL", "≤ 2 ×", f"{own:.2f} ×（SQL {asked['sql_ms']} ms）", own <= 2),
        ]
    else:
        lines = [Line(row.label, f"≤ {row.ratio_bar:g} × 对照", f"{ratio} ×：{times}", ratio <= row.ratio_bar)]
    lines.append(_queries(row.label, asked))
    if row.grows_bar and small:
        grown = timed["ratio"] / small["times"][row.code]["ratio"]  # against the bare page, which does not grow
        lines.append(Line(f"{row.label}，L 比 S", f"≤ {row.grows_bar} ×", f"{grown:.2f} ×", grown <= row.grows_bar))
    for fault in asked["faults"]:
        why = f"顺序扫描 {'、'.join(fault['scans'])}" if fault["scans"] else "慢查询"
        lines.append(Line(f"{row.label}，查询", "不扫大表，≤ 100 ms", f"{why}，{fault['ms']} ms", holds=False))
    return lines


def _queries(label: str, asked: Figures) -> Line:
    used = f"Python {asked['cpu_ms']} ms，对照 {asked['bare_cpu_ms']} ms"
    text = f"{asked['queries']} 条，最慢 {asked['slowest_ms']} ms；{used}"
    return Line(f"{label}，查询", f"≤ {QUERY_BAR} 条", text, asked["queries"] <= QUERY_BAR)


def _polls(large: Figures) -> list[Line]:
    poll, crowd = large["poll"], large["viewers"]
    times = f"{poll['rate']} ×：{poll['page']['p50']} ms，对照 {poll['bare']['p50']} ms"
    asked = 200 / 3  # what the machine could not answer in time is added in proportion
    share = crowd["core_share"] * max(asked / crowd["polls_per_second"], 1)
    used = f"{share * 100:.0f} %（实测每秒 {crowd['polls_per_second']} 次，按 {asked:.0f} 次折算）"
    return [
        Line("会场页轮询，未变化", "≥ 0.7 × 对照轮询", times, poll["rate"] >= 0.7),
        Line("200 人每 3 秒轮询", "≤ 30 % 单核，含数据库", used, share <= 0.3),
    ]


def _transition(large: Figures) -> list[Line]:
    timed, asked = large["accept"], large["queries"]["accept"]
    times = f"{timed['ratio']} ×：{timed['page']['p50']} ms，对照 {timed['bare']['p50']} ms"
    return [
        Line("签收（办理一步）", "≤ 3 × 对照", times, timed["ratio"] <= 3),
        Line("签收，查询", f"≤ {QUERY_BAR} 条", f"{asked['queries']} 条", asked["queries"] <= QUERY_BAR),
    ]
