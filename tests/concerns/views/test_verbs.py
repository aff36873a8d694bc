"""The page of every verb: happy path, 404 for the outsider, refusal, invalid form, stale page, htmx, no script.

One table instead of eighteen files: whoever adds a verb adds a line, and `test_every_verb_is_listed` reminds her.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.urls import reverse

from concerns.models import Callback, Concern
from concerns.states import State
from concerns.workflow import CONCERN
from tests.concerns.conftest import page
from tests.factories.concerns import House


@dataclass(frozen=True)
class Case:
    """`actor` and `wrong` are names of people of the house; `bad` is the form that must come back with 422."""

    verb: str
    before: str
    after: str
    actor: str
    good: dict[str, Any] = field(default_factory=dict)
    bad: dict[str, Any] | None = None
    wrong: str = ""
    refusal: str = ""
    to: str = ""


CASES = [
    Case(
        "triage",
        State.REGISTERED,
        State.TRIAGE,
        "clerk",
        {"category": "03", "urgency": "urgent", "complexity": "plain"},
        {"category": "xx", "urgency": "urgent"},
    ),
    Case("answer", State.TRIAGE, State.ANSWERED, "clerk", {"reply": "已告知补缴办法。"}, {"reply": ""}),
    Case("reject", State.TRIAGE, State.REJECTED, "clerk", {"reason": "不属于工会受理范围。"}, {"reason": ""}),
    Case(
        "refer_out",
        State.TRIAGE,
        State.REFERRED_OUT,
        "clerk",
        {"receiver": "区人民法院", "reason": "已进入诉讼。"},
        {"receiver": "", "reason": "已进入诉讼。"},
    ),
    Case("dispatch", State.TRIAGE, State.DISPATCHED, "clerk", {"unit": "LEAD"}, {"unit": "nowhere"}),
    Case("reassign", State.HANDLING, State.DISPATCHED, "clerk", {"unit": "OTHER"}, {"unit": ""}),
    Case("accept", State.DISPATCHED, State.ACCEPTED, "liaison", {}, None, "cadre", "承办，由该单位签收"),
    Case(
        "return_order",
        State.DISPATCHED,
        State.RETURNED,
        "liaison",
        {"basis": "依据三定规定不属本局职责。"},
        {"basis": ""},
        "cadre",
        "由该单位退单",
        "/concerns/",
    ),
    Case(
        "report_progress",
        State.ACCEPTED,
        State.HANDLING,
        "liaison",
        {"text": "已约谈企业。"},
        {"text": ""},
        "cadre",
        "由该单位记录进展",
    ),
    Case(
        "report",
        State.HANDLING,
        State.REPORTED,
        "liaison",
        {"result": "企业已补发。"},
        {"result": ""},
        "cadre",
        "由该单位反馈办理结果",
    ),
    Case("review_report", State.REPORTED, State.CALLBACK, "clerk", {"decision": "accept"}, {"decision": "send_back"}),
    Case("shelve", State.HANDLING, State.SHELVED, "clerk", {"reason": "企业停产，待管理人接管。"}, {"reason": ""}),
    Case("resume", State.SHELVED, State.HANDLING, "clerk", {"note": ""}),
    Case(
        "call_back",
        State.CALLBACK,
        State.CLOSED,
        "caller",
        {"contact": "reached", "solved": "solved", "satisfaction": "fairly"},
        {"contact": "reached"},
    ),
    Case(
        "close",
        State.CALLBACK,
        State.CLOSED,
        "clerk",
        {"reason": "三次未接通。"},
        {"reason": ""},
        "caller",
        "还没有回访结果",
    ),
    Case("reopen", State.CLOSED, State.REOPENED, "clerk", {"reason": "企业又拖欠。"}, {"reason": ""}),
    Case(
        "merge",
        State.TRIAGE,
        State.MERGED,
        "clerk",
        {"into": "INTO", "reason": "同一件事。"},
        {"into": "FZ-1900-0001", "reason": "同一件事。"},
    ),
    Case("withdraw", State.HANDLING, State.WITHDRAWN, "clerk", {"reason": "职工已与企业和解。"}, {"reason": ""}),
]
EVERY = pytest.mark.parametrize("case", CASES, ids=lambda case: case.verb)


def setting(house: House, case: Case) -> tuple[Concern, dict[str, Any], str]:
    """A concern in the state before, the good form for it, and its address."""
    concern = house.concern(state=case.before)
    if case.verb == "close":
        for _ in range(3):
            Callback.objects.create(concern=concern, called_by=house.caller, contact="not_reached")
    names = {"LEAD": house.department.code, "OTHER": house.other.code}
    good = {key: names.get(value, value) for key, value in case.good.items()}
    if "into" in good:
        good["into"] = house.concern().reference.lower()
    return concern, good, reverse(f"concerns:{case.verb}", args=[concern.reference])


def test_every_verb_is_listed() -> None:
    assert {case.verb for case in CASES} == {action.verb for action in CONCERN.actions if action.listed}


@EVERY
def test_without_script_it_goes_back_to_the_concern(house: House, case: Case) -> None:
    concern, good, url = setting(house, case)
    client = page(getattr(house, case.actor))
    assert client.get(url).status_code == 200

    answer = client.post(url, {**good, "version": "1"})

    concern.refresh_from_db()
    assert (answer.status_code, answer.headers.get("Location")) == (302, case.to or concern.get_absolute_url())
    assert (concern.state, concern.version) == (case.after, 2)


@EVERY
def test_htmx_does_the_same_and_redirects(house: House, case: Case) -> None:
    concern, good, url = setting(house, case)

    answer = page(getattr(house, case.actor)).post(
        url, {**good, "version": "1"}, headers={"HX-Request": "true", "HX-Target": "step"}
    )

    concern.refresh_from_db()
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, case.to or concern.get_absolute_url())
    assert concern.state == case.after


@EVERY
def test_outsider_gets_the_same_404_as_for_nothing(house: House, case: Case) -> None:
    concern, good, url = setting(house, case)
    stranger = page(house.stranger)

    assert stranger.get(url).status_code == 404
    assert stranger.post(url, good).status_code == 404
    concern.refresh_from_db()
    assert concern.state == case.before


@EVERY
def test_invalid_form_comes_back_with_what_was_typed(house: House, case: Case) -> None:
    if case.bad is None:
        return
    concern, _good, url = setting(house, case)
    typed = {key: value if key in ("unit", "category") else f"{value}" for key, value in case.bad.items()}

    answer = page(getattr(house, case.actor)).post(url, {**typed, "version": "1"})

    concern.refresh_from_db()
    text = answer.content.decode()
    assert answer.status_code == 422
    assert concern.state == case.before
    assert "处需要修改" in text
    for name, value in typed.items():
        if value and name not in ("unit", "category"):
            assert value in text


@EVERY
def test_htmx_gets_the_fragment_that_stands_in_the_page(house: House, case: Case) -> None:
    if case.bad is None:
        return
    _concern, _good, url = setting(house, case)
    client = page(getattr(house, case.actor))

    full = client.post(url, {**case.bad, "version": "1"}).content.decode()
    part = client.post(
        url, {**case.bad, "version": "1"}, headers={"HX-Request": "true", "HX-Target": "step"}
    ).content.decode()

    assert part.lstrip().startswith("<section")
    assert without_token(part.strip()) in without_token(full)


@EVERY
def test_stale_page_is_answered_with_the_present_state(house: House, case: Case) -> None:
    concern, good, url = setting(house, case)
    Concern.objects.filter(pk=concern.pk).update(version=5)

    answer = page(getattr(house, case.actor)).post(url, {**good, "version": "1"})

    concern.refresh_from_db()
    text = answer.content.decode()
    assert (answer.status_code, concern.state) == (409, case.before)
    assert "刚刚被其他人改动过" in text
    assert 'name="version" value="5"' in text


@pytest.mark.parametrize("case", [case for case in CASES if case.refusal], ids=lambda case: case.verb)
def test_refusal_is_a_sentence(house: House, case: Case) -> None:
    concern, good, url = setting(house, case)
    Callback.objects.all().delete()

    answer = page(getattr(house, case.wrong)).post(url, {**good, "version": "1"})

    concern.refresh_from_db()
    assert (answer.status_code, concern.state) == (409, case.before)
    assert case.refusal in answer.content.decode()


@EVERY
def test_second_time_is_refused_with_the_state(house: House, case: Case) -> None:
    concern, good, url = setting(house, case)
    client = page(getattr(house, case.actor))
    client.post(url, {**good, "version": "1"})
    if case.to or case.verb in ("report_progress", "reassign"):
        return  # gone from her sight, or may be done again

    answer = client.post(url, {**good, "version": "2"})

    concern.refresh_from_db()
    assert (answer.status_code, concern.state, concern.version) == (409, case.after, 2)
    assert "当前状态是" in answer.content.decode()


def without_token(text: str) -> str:
    """Without the CSRF token, which differs between two answers."""
    return "".join(line for line in text.splitlines(keepends=True) if "csrfmiddlewaretoken" not in line)
