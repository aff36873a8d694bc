"""The lines of the picture: strands join into a rope, turn around the meeting and untie again (design, chapter 16).

Coordinates are those of the design's viewBoxes: 80 × 500 for the strands, 128 × 500 for the turn. `rows` (1–5) is the
number of concerns drawn; row `i` sends strand `i`, which lies `offset(i)` from the rope's middle.
"""

from dataclasses import dataclass

HEIGHT = 500
OUT, BACK = 125, 375


@dataclass(frozen=True, slots=True)
class Line:
    path: str
    look: str = ""


def offset(row: int, rows: int) -> float:
    """How far strand `row` lies from the middle of the rope, 4 units a strand."""
    return (row - (rows - 1) / 2) * 4


def number(value: float) -> str:
    """A coordinate without superfluous zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def strands(looks: list[str]) -> list[Line]:
    """Lines between people and rope; `looks` says of each row how its way back looks: ok, todo or hid.

    Ways back come first, so that the ways out, each with its halo, pass over them.
    """
    rows = len(looks)
    lines = [Line(_back(row, rows), look) for row, look in enumerate(looks)]
    for row in range(rows):
        path = _out(row, rows)
        lines += [Line(path, "halo"), Line(path)]
    return lines


def _out(row: int, rows: int) -> str:
    start, end = number((row + 0.5) * HEIGHT / rows - 22), number(OUT + offset(row, rows))
    return f"M0 {start}C52 {start} 24 {end} 80 {end}"


def _back(row: int, rows: int) -> str:
    end = (row + 0.5) * HEIGHT / rows + 24
    start = number(BACK + offset(row, rows))
    tip = f"M11 {number(end - 4)}l-5 4 5 4"
    return f"M80 {start}C28 {start} 56 {number(end)} 7 {number(end)}{tip}"


def turn(rows: int) -> list[Line]:
    """The rope around the meeting, one line a strand."""
    lines = []
    for row in range(rows):
        o = offset(row, rows)
        r, x = number(56 - o), number(72 - o)
        lines.append(Line(f"M0 {number(OUT + o)}H16A{r} {r} 0 0 1 {x} 181V319A{r} {r} 0 0 1 16 {number(BACK - o)}H0"))
    return lines
