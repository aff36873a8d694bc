"""Which concerns the story has, when they come in and how far they come: 120, every state at least once."""

from functools import partial

from concerns import services as concerns
from unionportal.demo import matters
from unionportal.demo.concerns import DISPATCHER, at_once, concern
from unionportal.demo.matters import MATTERS, Matter
from unionportal.demo.stage import Stage

OPEN = (
    ("registered", -1, "RSJ"), ("registered", -1, "JD-DH"), ("registered", -2, "ZGH-FWZX"), ("triage", -1, "WJJ"),
    ("triage", -2, "RSJ"), ("dispatched", -1, "JYJ"), ("dispatched", -1, "ZJJ"), ("dispatched", -3, "RSJ"),
    ("dispatched", -1, "JD-QX"), ("returned", -3, "CGJ"), ("returned", -5, "GXSW"), ("accepted", -2, "JYJ"),
    ("accepted", -6, "WJJ"), ("handling", -2, "ZJJ"), ("handling", -4, "JD-DHA"), ("handling", -5, "RSJ"),
    ("handling", -7, "JYJ"), ("handling", -7, "JD-FZ"), ("handling", -7, "RSJ"), ("handling", -9, "CGJ"),
    ("handling", -12, "RSJ"), ("shelved", -28, "RSJ"), ("shelved", -14, "ZJJ"), ("reported", -5, "WJJ"),
    ("reported", -6, "ZGH-NGB"), ("sent_back", -7, "GXSW"), ("callback", -8, "JD-DH"), ("callback", -9, "RSJ"),
    ("not_solved", -9, "RSJ"), ("reopened", -17, "CGJ"), ("merged", -3, "RSJ"), ("withdrawn", -4, "RSJ"),
)  # fmt: skip
"""Where concerns wait on the day of the story, the working day they came in and whose they are. A plain matter has seven
working days from dispatch: -7 is due today, -9 is two days overdue, -5 is due in two days."""

ENDED = (
    "closed", "closed", "closed", "closed", "closed", "unreachable", "closed", "closed", "refused", "closed", "closed",
    "reassigned", "closed", "closed", "closed", "withdrawn",
)  # fmt: skip
"""How older concerns ended, in turn."""

CLUSTERS = (
    ("wages", matters.WAGES, 7, -220, "waiting", ""), ("rest", matters.REST, 7, -109, "waiting", ""),
    ("care", matters.CARE, 6, -104, "waiting", ""), ("heat", matters.HEAT, 6, -37, "waiting", ""),
    ("station", matters.STATION, 4, -24, "closed", ""), ("insurance", matters.INSURANCE, 5, -9, "waiting", "JD-QX"),
)  # fmt: skip
"""Like concerns: for which cluster, what, how many, from which day on, how far, in which street if in one. Those about
insurance are left for the portal to suggest."""
TOTAL, SMALL_TOTAL = 120, 82


def enter(stage: Stage) -> None:
    """Put all concerns on the stage."""
    number = 0
    for prop, matter, count, first, ending, street in CLUSTERS:
        for place in range(count):
            number += 1
            stage.enter(concern(stage, matter, number * 7 + place, first + place, ending, prop, street))
    number = 100
    for ending, start, unit in OPEN:
        number += 1
        street = unit if unit.startswith("JD-") else ""
        stage.enter(concern(stage, _plain(number, "" if street else unit), number, start, ending, street=street))
    stage.enter(concern(stage, matters.COLLECTIVE, 61, -1, "handling"))
    stage.enter(concern(stage, matters.COLLECTIVE, 62, -96, "closed"))
    stage.enter(concern(stage, matters.CRISIS, 63, -71, "closed"))
    number = _at_once(stage, 200)
    entered = number_of_like() + len(OPEN) + 3 + number - 200
    left = (SMALL_TOTAL if stage.small else TOTAL) - entered
    for place in range(left):
        ending = ENDED[place % len(ENDED)]
        stage.enter(concern(stage, MATTERS[place % len(MATTERS)], 300 + place, -12 - place * 225 // left, ending))


def number_of_like() -> int:
    """Concerns that are like others."""
    return sum(count for _prop, _matter, count, *_rest in CLUSTERS)


def _plain(number: int, unit: str) -> Matter:
    """A matter of `unit` ("" the street's) of ordinary urgency, whose time limit is seven working days."""
    plain = [one for one in MATTERS if (one.unit, one.urgency, one.complexity) == (unit, "normal", "plain")]
    return plain[number % len(plain)]


def _at_once(stage: Stage, number: int) -> int:
    """Concerns that end with the first look at them; returns the last number used."""
    by = stage.users[DISPATCHER]
    acts = [
        *((words, partial(concerns.answer, by=by, reply=reply)) for *words, reply in matters.CONSULTING),
        *((words, partial(concerns.reject, by=by, reason=reason)) for *words, reason in matters.REJECTED),
        *(
            (words, partial(concerns.refer_out, by=by, receiver=receiver, reason=reason))
            for *words, receiver, reason in matters.REFERRED
        ),
    ]
    for words, act in acts:
        number += 1
        matter = Matter(*words, unit="", done="", result="")  # type: ignore[misc,arg-type]  # words of one row each
        stage.enter(at_once(stage, matter, number, -3 - (number * 37) % 160, act))
    return number
