"""How many working days each part of a chain took; they add up, because each part ends where the next begins."""

import datetime as dt

from django.utils.translation import gettext as _

from foundation.worktime.calendar import working_days_between
from unionportal.chain.picture import Spent, Step

_PARTS = ("cluster", "topic", "opinions", "clearances", "decision", "actions", "callbacks")


def spent_on(steps: list[Step], today: dt.date) -> list[Spent]:
    """Working days per step from the first concern on: each part ends where the next begins, the last one today."""
    labels = {
        "cluster": _("汇集诉求"),
        "topic": _("议题"),
        "opinions": _("征求意见"),
        "clearances": _("两家审定"),
        "decision": _("候会"),
        "actions": _("办理"),
        "callbacks": _("回访"),
    }
    by_code = {step.code: step for step in steps}
    start = by_code["concerns"].date or by_code["topic"].date
    if start is None:
        return []
    parts: list[Spent] = []
    open_step: Step | None = None
    for code in _PARTS:
        step = by_code[code]
        if not step.shown or step.state == "sealed":
            continue
        if step.state != "done":
            open_step = step
            break
        if step.date is None:
            continue
        end = max(step.date, start)
        parts.append(Spent(labels[code], working_days_between(start, end), "q" if code == "decision" else ""))
        start = end
    if open_step is not None and start < today:
        stuck_since = (
            open_step.date if open_step.state == "stuck" and open_step.date and open_step.date > start else None
        )
        if stuck_since:
            parts.append(Spent(labels[open_step.code], working_days_between(start, stuck_since)))
            parts.append(Spent(_("卡住"), working_days_between(stuck_since, today), "s"))
        else:
            look = "s" if open_step.state == "stuck" else "q" if open_step.code == "decision" else ""
            label = _("卡住") if open_step.state == "stuck" else labels[open_step.code]
            parts.append(Spent(label, working_days_between(start, today), look))
    parts = [part for part in parts if part.days]
    total = sum(part.days for part in parts)
    at = 0.0
    for part in parts:
        part.x, part.width = at, part.days / total * 100
        at += part.width
    return parts
