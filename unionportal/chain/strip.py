"""The strip 来龙去脉 right under the head of every record: nine stops, one sentence, one link."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from concerns.models import Cluster, Concern
from meetings.models import ActionItem, AgendaItem, Decision, Meeting, Minutes, Opinion, Topic, WorkReport
from news.models import Release
from unionportal.chain.facts import facts_for, facts_of_topics, topics_of
from unionportal.chain.picture import Chain, Step
from unionportal.chain.steps import chain_of

STOPS = ("concerns", "cluster", "topic", "opinions", "clearances", "decision", "actions", "callbacks", "release")
KINDS: dict[str, type[Model]] = {
    "concern": Concern,
    "cluster": Cluster,
    "topic": Topic,
    "opinion": Opinion,
    "item": AgendaItem,
    "decision": Decision,
    "action": ActionItem,
    "meeting": Meeting,
    "minutes": Minutes,
    "report": WorkReport,
    "release": Release,
}
HERE: dict[type[Model], str] = {
    Concern: "concerns",
    Cluster: "cluster",
    Topic: "topic",
    Opinion: "opinions",
    AgendaItem: "clearances",
    Decision: "decision",
    ActionItem: "actions",
    Release: "release",
}
SEVERAL = (Meeting, Minutes, WorkReport, Release)
SHOWN = 5
"""Strips drawn for a record of several topics."""


@dataclass(frozen=True, slots=True)
class Stop:
    name: str
    brief: str
    state: str
    here: bool
    sealed: bool


def kind_of(record: Model) -> str:
    """The word for `record` in the address of its chain."""
    return next(kind for kind, model in KINDS.items() if isinstance(record, model))


def url_of(record: Any, topic: Topic | None = None) -> str:
    url = reverse("chain", args=[kind_of(record), record.reference])
    return f"{url}?topic={topic.reference}" if topic is not None else url


def stops_of(chain: Chain, record: Model) -> list[Stop]:
    """Nine stops; one without a record is empty, a sealed one a square without a link."""
    here = HERE.get(type(record), "")
    current = chain.current
    stops = []
    for code in STOPS:
        step = chain.step(code)
        is_here = code == here if here else step is current
        stops.append(Stop(step.short, _brief(step), _state(step, current), is_here, step.state == "sealed"))
    return stops


def _brief(step: Step) -> str:
    if step.brief:
        return step.brief
    return f"{step.date.month}月{step.date.day}日" if step.date else ""


def _state(step: Step, current: Step | None) -> str:
    if not step.shown:
        return ""
    if step.state == "todo":
        return "doing" if step is current else ""
    return step.state


def sentence_of(chain: Chain) -> tuple[str, str]:
    """(shape, words) of where the chain stands."""
    if chain.stuck:
        step = chain.stuck
        return "overdue", _("第%(number)d步%(name)s，卡%(days)d个工作日") % {
            "number": step.number,
            "name": step.short,
            "days": step.days or 0,
        }
    if chain.current is None:
        return "done", _("全程办结，用时%(days)d个工作日") % {"days": chain.days}
    step = chain.current
    return "doing", _("第%(number)d步%(name)s%(brief)s") % {
        "number": step.number,
        "name": step.short,
        "brief": f"，{step.brief}" if step.brief and not step.brief[0].isdigit() else "",
    }


def draw(request: HttpRequest, record: Any) -> SafeString:
    """The strip of `record`, or one per topic for records that belong to several (a meeting, a release):
    two queries, however many topics."""
    viewer = request.user
    if isinstance(record, SEVERAL):
        several = facts_of_topics(record, viewer, topics_of(record, viewer)[:SHOWN])
        chains: list[tuple[Topic | None, Chain]] = [(facts.topic, chain_of(facts)) for facts in several]
    else:
        facts = facts_for(record, viewer)
        known = facts.topic or facts.cluster or facts.concerns
        chains = [(None, chain_of(facts))] if known else []
    drawn = []
    for topic, chain in chains:
        sign, sentence = sentence_of(chain)
        context = {
            "chain": chain,
            "stops": stops_of(chain, record),
            "sign": sign,
            "sentence": sentence,
            "url": url_of(record, topic),
            "name": topic.title if topic is not None else "",
        }
        drawn.append(render_to_string("chain/strip.html", context, request))
    return mark_safe("".join(drawn))  # nosec B308 B703 - each part was rendered with autoescape on
