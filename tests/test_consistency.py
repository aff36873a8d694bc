"""Taste is a test: what a reviewer would otherwise have to say again and again (architecture §8).

Every exception is listed here with its reason; a list that has become too long is a finding in itself.
"""

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.db import models
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from foundation.audit.events import label
from foundation.core.models import Record
from foundation.core.workflow import WORKFLOWS

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
PACKAGES = ("unionportal", "news", "meetings", "concerns", "members", "foundation")
HANZI = re.compile(r"[\u3400-\u9fff]")
OUR_MODELS = [model for model in apps.get_models() if model.__module__.split(".", 1)[0] in PACKAGES]


def sources(*, migrations: bool = False) -> Iterator[Path]:
    """Our Python files."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if migrations or "migrations" not in path.parts:
                yield path


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- Files -----------------------------------------------------------------------------------------------------------


def test_no_file_is_called_utils() -> None:
    """A name that says nothing collects everything."""
    assert [relative(path) for path in sources() if path.stem in ("utils", "helpers", "misc", "common")] == []


def test_no_file_is_longer_than_400_lines() -> None:
    tests = sorted((ROOT / "tests").rglob("*.py"))
    long = {relative(p): n for p in [*sources(), *tests] if (n := len(p.read_text("utf-8").splitlines())) > 400}
    assert long == {}


def test_migrations_say_what_they_do_and_stand_in_one_line() -> None:
    numbers: dict[str, list[str]] = defaultdict(list)
    for path in sources(migrations=True):
        if path.parent.name == "migrations" and path.stem != "__init__":
            numbers[relative(path.parent)].append(path.stem)
    vague = [f"{app}/{name}" for app, names in numbers.items() for name in names if "_auto_" in name]
    assert vague == []
    for app, names in numbers.items():
        assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1)), app


def test_the_layers_of_the_import_contract_are_the_folders() -> None:
    contracts = {
        contract["id"]: contract
        for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    }
    assert layers(contracts["house"]) == packages(ROOT)
    assert layers(contracts["foundation"]) == packages(ROOT / "foundation")
    containers = set(contracts["app"]["containers"])
    below = {f"foundation.{name}" for name in packages(ROOT / "foundation") - {"core"}}
    assert containers == packages(ROOT) - {"unionportal", "foundation"} | below


def layers(contract: dict[str, Any]) -> set[str]:
    return {name.strip(" ()") for layer in contract["layers"] for name in layer.split("|")}


def packages(folder: Path) -> set[str]:
    return {path.parent.name for path in folder.glob("*/__init__.py")} - {"tests", "bench"}


# Modules with a subject of their own, each imported by one layer of its app only.
OWN_MODULES = {
    "news": {"checks", "layout", "paragraphs", "repair"},  # what the text of a release is, without a database
    "meetings": {"ical"},  # RFC 5545 text of an invitation
    "foundation.audit": {"chain", "context", "events", "hooks", "middleware"},
    "foundation.accounts": {"adapter", "backends", "links", "middleware", "permissions", "roles"},
    "foundation.documents": {
        "cmap", "docx", "docx_body", "docx_xml", "downloads", "fonts", "geometry", "layouts", "paper", "pdf",
    },
    "foundation.imports": {"importer", "reading"},
    "foundation.outbox": {"checks", "notice"},
    "foundation.orgs": {"scope"},
    "foundation.search": {"fields", "finding", "searchable", "tokens"},
    "foundation.worktime": {"calendar", "overlay"},
}  # fmt: skip


def test_modules_of_an_app_are_those_of_the_house() -> None:
    """A feature is found where every other feature has it."""
    contract = next(
        c for c in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
        if c["id"] == "app"
    )  # fmt: skip
    strange = {}
    for container in contract["containers"]:
        folder = ROOT / container.replace(".", "/")
        modules = {path.stem for path in folder.iterdir() if path.suffix in ("", ".py")} - {
            "__init__",
            "__pycache__",
            "data",
        }
        if other := modules - layers(contract) - OWN_MODULES.get(container, set()):
            strange[container] = other
    assert strange == {}


# --- Addresses and templates -----------------------------------------------------------------------------------------

# Two nouns of one app whose pages have the same name (the queue of each app is `queue`, a record's page `detail`), or
# one view that serves an address in two forms.
NAMED_OTHERWISE = {
    "members:application": "detail", "members:person": "detail", "members:employers": "ledger",
    "members:add_employer": "add", "members:employer": "detail",
    "news:year": "archive", "news:month": "archive",
    "meetings:notice_docx": "notice_paper", "meetings:attendance_docx": "attendance_sheet",
    "chain": "show",
}  # fmt: skip


def named_views(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, str]]:
    """(full name, the name its module gives the view) of every address whose view is ours."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from named_views(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            module = vars(sys.modules[pattern.callback.__module__])
            if module["__name__"].split(".", 1)[0] in PACKAGES and not space.startswith("admin"):
                yield f"{space}{pattern.name}", next(name for name, view in module.items() if view is pattern.callback)


def test_addresses_are_named_as_their_views() -> None:
    otherwise = {name: view for name, view in named_views() if name.rpartition(":")[2] != view}
    assert otherwise == NAMED_OTHERWISE


TAG = re.compile(r"{%-?\s*(?:include|extends)\s+\"([^\"#]+)(?:#[^\"]*)?\"")
THEIRS = ("account/", "admin/", "allauth/", "django/", "mfa/", "usersessions/", "import_export/")
"""Templates that stand in for a third party's, found by their name."""
FOUND_BY_NAME = re.compile(r"^(?:[45]\d\d(?:_csrf)?\.html|[a-z]+/notices/.+\.txt)$")


def template_names() -> list[str]:
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file())


def users_of_templates() -> dict[str, set[str]]:
    """Template → the files that name it."""
    users: dict[str, set[str]] = defaultdict(set)
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                users[node.value.partition("#")[0]].add(relative(path))
    for name in template_names():
        for used in TAG.findall((TEMPLATES / name).read_text("utf-8")):
            users[used].add(name)
    return users


def test_every_template_is_used() -> None:
    users = users_of_templates()
    idle = [
        name for name in template_names()
        if name not in users and not name.startswith(THEIRS) and not FOUND_BY_NAME.match(name)
    ]  # fmt: skip
    assert idle == []


# A page that several views share: a step is a title, a sentence and a form.
SHARED_PAGES = {
    "concerns/step.html", "meetings/step.html", "meetings/action_step.html", "members/verb.html", "news/verb.html",
    "503.html",
    "news/detail.html",  # a release and its review: the second view asks the first for its context
}  # fmt: skip


def test_every_page_belongs_to_one_module_of_views() -> None:
    """A page drawn from two places has two contexts to keep equal."""
    users = users_of_templates()
    shared = {
        name: sorted(user for user in users[name] if user.endswith(".py"))
        for name in template_names()
        if name.endswith(".html") and sum(user.endswith(".py") for user in users[name]) > 1
    }
    assert {name: where for name, where in shared.items() if name not in SHARED_PAGES} == {}


ONE_OF_MANY = {"concerns/reveal.html#masked-field"}
"""Fragments that stand on a page once per column, each with the column's name in its id."""


def test_a_fragment_is_the_element_of_the_same_name() -> None:
    """htmx names the element, the view the fragment: `{% partialdef x %}` must hold or lie in `id="x"`."""
    lost = set()
    for name in template_names():
        text = (TEMPLATES / name).read_text("utf-8")
        parts = [path for used in TAG.findall(text) if (path := TEMPLATES / used).exists()]
        around = text + "".join(path.read_text("utf-8") for path in parts)
        fragments = re.findall(r"{%\s*partialdef\s+([\w-]+)", text)
        lost |= {f"{name}#{fragment}" for fragment in fragments if f'id="{fragment}"' not in around}
    assert lost == ONE_OF_MANY


SPARED = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->"
    r"|{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|{%\s*trans(?:late)?\b.*?%}|_\(\"[^\"]*\"\)|_\('[^']*'\)",
    re.DOTALL,
)
# The server's error pages stand alone, without Django's i18n.
UNTRANSLATED = {"500.html", "503.html"}


def test_words_on_screens_can_be_translated() -> None:
    """No bare hanzi in a template: punctuation between two variables is language too, but not looked for here."""
    bare = {}
    for name in template_names():
        if name.endswith(".txt") or name in UNTRANSLATED:
            continue
        rest = SPARED.sub("", (TEMPLATES / name).read_text("utf-8"))
        if found := [line.strip()[:80] for line in rest.splitlines() if HANZI.search(line)]:
            bare[name] = found
    assert bare == {}


# --- Models ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_models_have_a_chinese_name(model: type[models.Model]) -> None:
    assert HANZI.search(str(model._meta.verbose_name)), model._meta.label


def fields_of(constraint: models.BaseConstraint) -> set[str]:
    """The names of the columns a constraint is about."""
    if isinstance(constraint, models.UniqueConstraint):
        return {*constraint.fields, *(names_in(constraint.condition) if constraint.condition else ())}
    if isinstance(constraint, models.CheckConstraint):
        return names_in(constraint.condition)
    return set()


def names_in(condition: Any) -> set[str]:
    names: set[str] = set()
    for child in condition.children:
        names |= names_in(child) if isinstance(child, models.Q) else {child[0].split("__", 1)[0]}
    return names


# Columns that only services write, though a form of the admin or a ModelForm could name them.
SET_BY_SERVICES = {"state", "status", "version", "text_hash", "number", "position", "sequence"}
# Rows no form is bound to: services write them in the course of a checked act, under the lock of the record they belong
# to. A person who meets such a rule has found a bug of ours and reads the general sentence of `core.db.sentence_for`.
WRITTEN_BY_SERVICES = {
    "core.counter", "audit.auditrow", "outbox.outboxrow", "search.searchentry", "notifications.message",
    "documents.numbercounter", "documents.issuednumber", "imports.importrow", "imports.columnmapping",
    "concerns.assignment", "meetings.topicversion", "meetings.agendaversion", "meetings.review", "meetings.actionhelp",
    "meetings.minutessection", "meetings.countersignature", "meetings.reportline", "news.releaseversion",
    "news.release", "news.review",
}  # fmt: skip


def test_constraints_a_person_can_meet_speak() -> None:
    """A rule over columns people fill in says what is wrong in their words (`violation_error_message`)."""
    silent = []
    for model in OUR_MODELS:
        if model._meta.label_lower in WRITTEN_BY_SERVICES:
            continue
        for constraint in model._meta.constraints:
            names = fields_of(constraint)
            typed = {n for n in names if model._meta.get_field(n).editable and n not in SET_BY_SERVICES}  # type: ignore[union-attr]
            default = constraint.violation_error_message == constraint.default_violation_error_message
            if typed and default and not _only_codes(model, constraint, typed):
                silent.append(f"{model._meta.label}: {constraint.name} ({', '.join(sorted(typed))})")
    assert silent == []


def _only_codes(model: type[models.Model], constraint: models.BaseConstraint, names: set[str]) -> bool:
    """A check that codes are of their table: forms offer nothing else, and say so themselves."""
    return isinstance(constraint, models.CheckConstraint) and all(
        model._meta.get_field(name).choices for name in names  # type: ignore[union-attr]
    )  # fmt: skip


# What administrators keep by hand: reference data and accounts. Everything else is only looked at in the admin.
KEPT_IN_ADMIN = {
    "accounts.grant", "accounts.user", "concerns.category", "documents.numberseries", "news.column", "orgs.post",
    "orgs.unit", "worktime.announcedyear", "worktime.calendarexception", "worktime.timelimit",
}  # fmt: skip


def test_the_admin_changes_reference_data_only() -> None:
    """Business records are read there; their states move through the services of the portal."""
    request = RequestFactory().get("/admin/")
    request.user = type("Administrator", (), {"has_perm": lambda self, perm, obj=None: True, "is_active": True})()  # type: ignore[assignment]
    changeable = {
        model._meta.label_lower
        for model, options in admin.site._registry.items()
        if model in OUR_MODELS
        and (options.has_add_permission(request) or options.has_change_permission(request)
             or options.has_delete_permission(request))
    }  # fmt: skip
    assert changeable == KEPT_IN_ADMIN
    assert [label for label in changeable if label in WORKFLOWS or issubclass(apps.get_model(label), Record)] == []


# --- Code ------------------------------------------------------------------------------------------------------------

# Django's own, listened to where they are about Django: migrations, the beginning and the end of a request.
SIGNALS_LISTENED_TO = {"foundation/core/apps.py", "foundation/worktime/overlay.py"}
SIGNAL_MODULES = (
    "django.db.models.signals",
    "django.dispatch",
    "django.core.signals",
    "django.contrib.auth.signals",
    "allauth",
)


def test_no_signals_between_our_apps() -> None:
    listening = set()
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            if module.startswith(SIGNAL_MODULES) and module.endswith(("signals", "dispatch")):
                listening.add(relative(path))
    assert listening <= SIGNALS_LISTENED_TO, listening - SIGNALS_LISTENED_TO


def recorded_events() -> Iterator[tuple[Path, str]]:
    """Every event the code writes into the audit log, `audit.record("concern.closed")` or `event="closed"` for a helper
    that records f"concern.{event}"."""
    for path in sources():
        tree = ast.parse(path.read_text("utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if ast.unparse(call.func) in ("audit.record", "records_view") and call.args:
                for word in re.findall(r"'([a-z]+\.[a-z_]+)'", ast.unparse(call.args[0])):
                    yield path, word
            for keyword in call.keywords:
                if keyword.arg == "event" and isinstance(keyword.value, ast.Constant):
                    noun = {"concerns": "concern", "meetings": "action"}[path.relative_to(ROOT).parts[0]]
                    yield path, f"{noun}.{keyword.value.value}"


def test_events_have_words_for_the_auditor() -> None:
    mute = sorted(
        {f"{event} in {relative(path)}" for path, event in recorded_events() if not HANZI.search(label(event))}
    )
    assert mute == []


def test_models_do_not_act_when_saved() -> None:
    """No `save()` or `delete()` with effects: what happens is in the service."""
    acting = [
        f"{relative(path)}:{node.lineno}"
        for path in sources()
        if "models" in path.parts or path.stem == "models"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name in ("save", "delete")
    ]
    assert acting == []


def test_diagrams_are_those_of_the_code() -> None:
    call_command("workflow_diagrams", "--check")
