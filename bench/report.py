"""The figures as a table, a file and a picture."""

import datetime as dt
import html
import json
import os
import platform
from typing import Any

from bench.bars import Line
from bench.database import ROOT
from bench.rows import rows

RESULTS = ROOT / "bench" / "results"
PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "pictures" / "performance.svg"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 820, 360, 60, 30, 50


def machine() -> dict[str, Any]:
    """What the figures were taken on."""
    return {
        "taken_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),  # noqa: TID251 - of the run, not of the story
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
    }


def table(lines: list[Line]) -> str:
    return "\n".join(f"{line.mark:<4}{line.what}：{line.bar} → {line.found}" for line in lines)


def write(results: dict[str, Any], lines: list[Line]) -> None:
    """With both sets: the day's file, small enough for the history; the page's table between its marks; the picture."""
    if not {"S", "L"} <= results["sizes"].keys():
        return
    text = PAGE.read_text("utf-8")
    before, _begin, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{_markdown(results, lines)}\n{END}{after}", "utf-8")
    PICTURE.write_text(picture(results), "utf-8")
    RESULTS.mkdir(exist_ok=True)
    day = results["machine"]["taken_at"][:10]
    sizes = {size: {**found, "facts": {}} for size, found in results["sizes"].items()}
    kept = {**results, "sizes": sizes, "lines": [[line.mark, line.what, line.bar, line.found] for line in lines]}
    (RESULTS / f"{day}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _markdown(results: dict[str, Any], lines: list[Line]) -> str:
    found = results["machine"]
    missed = sum(line.holds is False for line in lines)
    head = [
        f"测量时间 {found['taken_at'][:16].replace('T', ' ')}（UTC），{found['cores']} 核，Python {found['python']}，"
        f"开始时系统负载 {found['load']}。数据集 L 占磁盘 {results['sizes']['L']['disk']}，"
        f"S 占 {results['sizes']['S']['disk']}。共 {len(lines)} 项，未达标 {missed} 项。",
        "",
        "| 结果 | 项目 | 要求 | 实测 |",
        "|---|---|---|---|",
    ]
    return "\n".join([*head, *(f"| {line.mark} | {line.what} | {line.bar} | {line.found} |" for line in lines)])


def picture(results: dict[str, Any]) -> str:
    """Cost of a page beside its bare page from S (left) to L (right), in multiples; the bar is the dashed line."""
    shown = [row for row in rows(dict.fromkeys(("release", "meeting", "concern", "person"), "")) if row.account]
    sizes = results["sizes"]
    pairs = [(row, sizes["S"]["times"][row.code]["ratio"], sizes["L"]["times"][row.code]["ratio"]) for row in shown]
    most = max(4.0, *(max(a, b) for _row, a, b in pairs)) * 1.05
    right = WIDTH - 310

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="16" font-size="13">各页耗时为对照页的几倍：数据集 S（左）到 L（右，50 倍）</text>',
    ]
    for step in range(int(most) + 1):
        parts.append(f'<line x1="{LEFT}" x2="{right}" y1="{y(step)}" y2="{y(step)}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y(step) + 4}" text-anchor="end">{step} ×</text>')
    parts.append(
        f'<line x1="{LEFT}" x2="{right}" y1="{y(3)}" y2="{y(3)}" stroke="#b3261e" stroke-dasharray="5 4"/>'
        f'<text x="{LEFT}" y="{HEIGHT - 18}">S</text><text x="{right - 8}" y="{HEIGHT - 18}">L</text>'
    )
    taken = float(HEIGHT)
    for number, (row, small, large) in enumerate(sorted(pairs, key=lambda pair: pair[2])):
        colour = f"hsl({number * 47 % 360} 60% 40%)"
        taken = min(y(large) + 4, taken - 13)
        parts.append(
            f'<polyline points="{LEFT},{y(small)} {right},{y(large)}" fill="none" stroke="{colour}" stroke-width="1.6"/>'
            f'<text x="{right + 6}" y="{taken}" fill="{colour}">{html.escape(row.label)} {small} → {large}</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"
