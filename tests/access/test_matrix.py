"""The access matrix: every route × every role × own / foreign / nonexistent, generated from the URLconf.

`matrix.txt` lists by hand-reviewed text which roles reach the own record (GET); everything else is a rule: what is
foreign answers exactly as what does not exist, and no canary of the other side is in any answer. Write a changed matrix
with `pytest tests/access --write-matrix`, then read the diff.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from foundation.core.checks import views
from meetings.rights import Right as Meetings
from tests.access.routes import PLAIN_PREFIXES, PUBLIC, RECORDS, prefix_of
from tests.access.world import House, build, viewers
from unionportal.roles import ROLES

MATRIX = Path(__file__).with_name("matrix.txt")
ROUTES = sorted({route for route, _view in views()})
OURS = [route for route in ROUTES if not route.startswith(("admin/", "accounts/"))]
WITH_RECORD = [route for route in OURS if "<" in route and not route.startswith(PLAIN_PREFIXES)]
PEOPLE = [role.code for role in ROLES] + ["stranger"]


def path_of(route: str, arguments: dict[str, Any]) -> str:
    """The address of `route` with its converters filled."""
    return "/" + re.sub(r"<\w+:(\w+)>", lambda match: str(arguments[match.group(1)]), route)


@pytest.fixture
def world(db: None) -> tuple[House, House]:
    return build("金丝雀甲", "A"), build("金丝雀乙", "B")


def ask(client: Client, method: str, path: str, **headers: str) -> Any:
    """One request, everything it wrote undone."""
    with transaction.atomic():
        response = getattr(client, method)(path, headers=headers)
        transaction.set_rollback(True)
    return response


def body(response: Any) -> str:
    """The answer without what the typed address alone decides: token, request number, way back, place in the navigation."""
    if getattr(response, "streaming", False):
        return b"".join(response.streaming_content).decode("utf-8", "replace")
    text = response.content.decode("utf-8", "replace")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    text = re.sub(r'"X-CSRFToken": "[^"]*"', "", text)
    text = re.sub(r'name="next" value="[^"]*"| aria-current="page"', "", text)
    return re.sub(r"[0-9A-F]{8}(?=<|\s)", "", text)


def test_every_route_with_a_record_is_listed() -> None:
    for route in WITH_RECORD:
        prefix_of(route)
    assert set(RECORDS) == {prefix_of(route) for route in WITH_RECORD} - {None}


def test_public_routes_are_exactly_those_listed() -> None:
    public = {
        route for route, view in views() if getattr(getattr(view, "access", None), "kind", "") in ("public", "page")
    }
    assert public == set(PUBLIC)


@pytest.mark.django_db
def test_everything_else_asks_for_a_session(world: tuple[House, House], client: Client) -> None:
    own, _foreign = world
    answers = {}
    for route in OURS:
        prefix = prefix_of(route)
        if route in PUBLIC or ("<" in route and prefix is None):
            continue
        path = path_of(route, RECORDS[prefix](own) if prefix else {})
        response = ask(client, "get", path)
        answers[route] = (response.status_code, response.headers.get("Location", "")[:16])
    assert set(answers.values()) == {(302, "/accounts/login/")}, {k: v for k, v in answers.items() if v[0] != 302}


@pytest.mark.parametrize("role", PEOPLE)
def test_what_is_foreign_answers_as_what_does_not_exist(world: tuple[House, House], role: str, request: Any) -> None:
    own, foreign = world
    client = Client()
    client.force_login(viewers(own)[role])
    nowhere = body(ask(client, "get", "/concerns/XX-0000/"))
    reached, wrong = [], []
    for route in WITH_RECORD:
        if route in PUBLIC:
            continue
        filling = RECORDS[prefix_of(route) or ""]
        mine = ask(client, "get", path_of(route, filling(own)))
        if mine.status_code not in (404, 405):
            reached.append(route)
        if foreign.canary in body(mine) and not sees_everything(role, route):
            wrong.append(f"canary of the other side in the own answer: {route}")
        if mine.status_code >= 500:
            wrong.append(f"{mine.status_code} {route}")
        if sees_everything(role, route):
            continue
        for method in ("get", "post"):
            there = ask(client, method, path_of(route, filling(foreign)))
            if there.status_code == 405:
                continue
            if there.status_code != 404 or body(there) != nowhere:
                wrong.append(f"{method} {route}: {there.status_code} is not the 404 of what does not exist")
            if foreign.canary in body(there):
                wrong.append(f"canary leaks: {method} {route}")
    assert wrong == []
    check_matrix(role, reached, write=request.config.getoption("--write-matrix"))


def sees_everything(role: str, route: str) -> bool:
    """Hosts and supervisors of the joint meeting read every topic, meeting and action: nothing there is foreign."""
    rights = next((r.rights for r in ROLES if r.code == role), frozenset())
    everything = Meetings.READ_ALL in rights or Meetings.SUPERVISE in rights
    return route.startswith("meetings/") and everything and not route.startswith("meetings/topics/raise/")


def check_matrix(role: str, reached: list[str], *, write: bool) -> None:
    lines = MATRIX.read_text("utf-8").split("\n")[:-1] if MATRIX.exists() else []
    others = [line for line in lines if not line.startswith(f"{role}\t")]
    mine = [f"{role}\t/{route}" for route in sorted(reached)]
    if write:
        MATRIX.write_text("".join(f"{line}\n" for line in sorted([*others, *mine])), "utf-8")
        return
    assert mine == sorted(line for line in lines if line.startswith(f"{role}\t"))


@pytest.mark.django_db
def test_stranger_gets_404_on_every_url_of_a_record(world: tuple[House, House]) -> None:
    own, _foreign = world
    client = Client()
    client.force_login(viewers(own)["stranger"])
    found = {}
    for route in WITH_RECORD:
        path = path_of(route, RECORDS[prefix_of(route) or ""](own))
        for method in ("get", "post"):
            response = ask(client, method, path)
            if response.status_code not in (404, 405):
                found[f"{method} {route}"] = response.status_code
            assert own.canary not in body(response), route
    assert found == {}


@pytest.mark.django_db
def test_nobody_but_administrators_enters_the_admin(world: tuple[House, House]) -> None:
    own, _foreign = world
    for role, user in viewers(own).items():
        client = Client()
        client.force_login(user)
        status = ask(client, "get", "/admin/").status_code
        assert (status == 200) is role.endswith("_admin"), (role, status)


@pytest.mark.django_db
def test_secondary_places_show_nothing_foreign(world: tuple[House, House]) -> None:
    """Lists, search, suggestions, inbox, workbench, feeds: no canary, no count of it."""
    own, foreign = world
    places = [
        "/desk/",
        "/concerns/",
        "/concerns/clusters/",
        "/members/",
        "/members/employers/",
        "/members/unions/",
        "/news/desk/",
        "/notifications/",
        "/imports/",
        "/search/?q=金丝雀乙",
        "/search/suggestions/?q=金丝雀乙",
        "/news/feed/",
        "/news/search/?q=金丝雀乙",
        "/",
    ]
    leaks = []
    for role, user in viewers(own).items():
        client = Client()
        client.force_login(user)
        for place in places:
            text = body(ask(client, "get", place)).replace("金丝雀乙", "", text_of_query(place))
            if sees_everything(role, "meetings/"):
                text = text.replace(foreign.records["action"].task, "")  # what they supervise, nearest deadline first
            if foreign.canary in text:
                leaks.append(f"{role} {place}")
    assert leaks == []


def text_of_query(place: str) -> int:
    """A search page repeats what was typed: in its box, its title, its sentence."""
    return 4 if "q=" in place else 0


def test_url_names_are_unique() -> None:
    def names(resolver: URLResolver, space: str = "") -> list[str]:
        found: list[str] = []
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                found += names(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            elif isinstance(pattern, URLPattern) and pattern.name:
                found.append(space + pattern.name)
        return found

    ours = [
        name
        for name in names(get_resolver())
        if not name.startswith(("admin:", "account", "mfa", "socialaccount", "usersessions"))
    ]
    assert sorted(ours) == sorted(set(ours))
    assert reverse("desk") == "/desk/"
