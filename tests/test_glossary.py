"""Every model, state and verb of the code stands in docs/glossary.md, with the word screens use."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from foundation.core.workflow import WORKFLOWS
from members.states import MembershipState

GLOSSARY = (Path(settings.BASE_DIR) / "docs" / "glossary.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| `([^`|]+)` \|", GLOSSARY, re.MULTILINE)
PACKAGES = ("unionportal", "news", "meetings", "concerns", "members", "foundation")
HEADINGS = {
    "concerns.concern": "Concern 诉求", "concerns.cluster": "Cluster 同类诉求", "meetings.topic": "Topic 议题",
    "meetings.opinion": "Opinion 部门意见", "meetings.meeting": "Meeting 联席会议",
    "meetings.minutes": "Minutes 会议纪要", "meetings.actionitem": "Action item 督办事项",
    "meetings.workreport": "Work report 工作通报", "members.application": "Joining application 入会申请",
    "news.release": "Release 稿件", "imports.import": "Import 数据导入",
}  # fmt: skip


def section(heading: str) -> str:
    """The text below one `###` heading."""
    return GLOSSARY.split(f"### {heading}\n", 1)[1].split("\n#", 1)[0]


def rows(text: str, head: str) -> dict[str, str]:
    """Identifier → Chinese word of the table headed `head` (State or Verb)."""
    found: dict[str, str] = {}
    for table in text.split("\n\n"):
        if f"| {head} |" in table:
            found |= {code: word for word, code in re.findall(r"^\| ([^|]+) \| `([^`|]+)` \|", table, re.MULTILINE)}
    return found


def ours() -> Iterator[tuple[str, str]]:
    for model in apps.get_models():
        if model.__module__.split(".", 1)[0] in PACKAGES:
            yield model._meta.label, str(model._meta.verbose_name)


def test_models_stand_in_the_glossary_by_the_name_screens_use() -> None:
    entered = {code: word for word, code in ROWS if re.fullmatch(r"[a-z]+\.[A-Z]\w+", code)}
    assert entered == dict(ours())


def test_every_workflow_has_its_chapter() -> None:
    assert set(HEADINGS) == set(WORKFLOWS)


@pytest.mark.parametrize("label", sorted(HEADINGS))
def test_states_and_verbs_stand_in_the_glossary(label: str) -> None:
    workflow, text = WORKFLOWS[label], section(HEADINGS[label])
    field: Any = workflow.model._meta.get_field(workflow.state_field)
    assert rows(text, "State") == {str(code): str(name) for code, name in field.flatchoices}
    assert rows(text, "Verb") == {action.verb: str(action.label) for action in workflow.actions}


def test_states_of_a_membership_stand_in_the_glossary() -> None:
    assert rows(section("Membership 会籍"), "State") == {str(code): str(name) for code, name in MembershipState.choices}
