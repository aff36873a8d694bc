"""States and moves of a concern and of a cluster (D§5.5). Pure data: buttons, guards, triggers, diagram follow.

A concern raised to a meeting keeps its state: only its clock pauses, with the reason `raised`.
"""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.workflow import Move


class State(models.TextChoices):
    REGISTERED = "registered", _("待受理")
    TRIAGE = "triage", _("待派单")
    REJECTED = "rejected", _("不予受理")
    ANSWERED = "answered", _("已答复")
    REFERRED_OUT = "referred_out", _("已转办")
    DISPATCHED = "dispatched", _("待签收")
    RETURNED = "returned", _("已退单")
    ACCEPTED = "accepted", _("已签收")
    HANDLING = "handling", _("办理中")
    SHELVED = "shelved", _("已挂账")
    REPORTED = "reported", _("待审核")
    CALLBACK = "callback", _("待回访")
    CLOSED = "closed", _("已办结")
    REOPENED = "reopened", _("已重开")
    MERGED = "merged", _("已并案")
    WITHDRAWN = "withdrawn", _("已撤诉")


DONE: Final = (
    State.REJECTED,
    State.ANSWERED,
    State.REFERRED_OUT,
    State.CLOSED,
    State.MERGED,
    State.WITHDRAWN,
)
"""Nobody has anything to do any more."""

SIGNS: Final = {
    State.REGISTERED: "wait",
    State.TRIAGE: "wait",
    State.DISPATCHED: "wait",
    State.RETURNED: "returned",
    State.ACCEPTED: "doing",
    State.HANDLING: "doing",
    State.REOPENED: "returned",
    State.SHELVED: "paused",
    State.REPORTED: "due",
    State.CALLBACK: "due",
    State.CLOSED: "done",
    State.ANSWERED: "done",
    State.REFERRED_OUT: "done",
    State.REJECTED: "paused",
    State.MERGED: "paused",
    State.WITHDRAWN: "paused",
}
"""Shape and colour of each state (design, 3)."""

OPEN: Final = tuple(state for state in State if state not in DONE)

WORKING: Final = (State.ACCEPTED, State.HANDLING, State.REOPENED)
"""In the hands of a unit that has signed for it."""

BEFORE_CALLBACK: Final = tuple(state for state in OPEN if state not in (State.REGISTERED, State.CALLBACK))

MOVES: Final = (
    Move("triage", (State.REGISTERED,), State.TRIAGE),
    Move("reject", (State.REGISTERED, State.TRIAGE), State.REJECTED),
    Move("answer", (State.REGISTERED, State.TRIAGE), State.ANSWERED),
    Move("refer_out", (State.REGISTERED, State.TRIAGE), State.REFERRED_OUT),
    Move("dispatch", (State.TRIAGE, State.RETURNED, State.REOPENED), State.DISPATCHED),
    Move("reassign", (State.DISPATCHED, *WORKING), State.DISPATCHED),
    Move("accept", (State.DISPATCHED,), State.ACCEPTED),
    Move("return_order", (State.DISPATCHED,), State.RETURNED),
    Move("report_progress", WORKING, State.HANDLING),
    Move("report", WORKING, State.REPORTED),
    Move("review_report", (State.REPORTED,), (State.CALLBACK, State.HANDLING)),
    Move("shelve", WORKING, State.SHELVED),
    Move("resume", (State.SHELVED,), State.HANDLING),
    Move("open_callback", BEFORE_CALLBACK, State.CALLBACK),
    Move("call_back", (State.CALLBACK,), (State.CALLBACK, State.CLOSED, State.REOPENED)),
    Move("close", (State.CALLBACK,), State.CLOSED),
    Move("reopen", (State.CLOSED, State.ANSWERED, State.REJECTED), State.REOPENED),
    Move("merge", (State.REGISTERED, State.TRIAGE, State.RETURNED, State.DISPATCHED, *WORKING), State.MERGED),
    Move("withdraw", tuple(state for state in OPEN if state != State.CALLBACK), State.WITHDRAWN),
)


RAISED: Final = "raised"
"""Pause reason while a concern waits for the joint meeting (提请上会)."""


class ClusterState(models.TextChoices):
    GATHERING = "gathering", _("汇集中")
    RAISED = "raised", _("已提请上会")
    DECIDED = "decided", _("已议定")
    FOLLOWED_UP = "followed_up", _("回访中")
    DISSOLVED = "dissolved", _("已解散")


CLUSTER_SIGNS: Final = {
    ClusterState.GATHERING: "doing",
    ClusterState.RAISED: "meeting",
    ClusterState.DECIDED: "meeting",
    ClusterState.FOLLOWED_UP: "due",
    ClusterState.DISSOLVED: "paused",
}

AFTER_RAISING: Final = (ClusterState.RAISED, ClusterState.DECIDED, ClusterState.FOLLOWED_UP)

CLUSTER_MOVES: Final = (
    Move("pause_for_topic", (ClusterState.GATHERING,), ClusterState.RAISED),
    Move("resume_after_withdrawal", (ClusterState.RAISED,), ClusterState.GATHERING),
    Move("receive_decision", AFTER_RAISING, (ClusterState.DECIDED, ClusterState.FOLLOWED_UP)),
    Move("open_callbacks", (ClusterState.DECIDED, ClusterState.FOLLOWED_UP), ClusterState.FOLLOWED_UP),
    Move("dissolve", (ClusterState.GATHERING,), ClusterState.DISSOLVED),
)
