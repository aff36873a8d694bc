"""Sentences, native inputs and the hidden version of portal forms."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from foundation.core.forms import PortalForm


@dataclass
class Record:
    version: int


class Escalate(PortalForm):
    reason = forms.CharField(label="理由", max_length=5, widget=forms.Textarea)
    unit = forms.ChoiceField(label="单位", choices=[("a", "甲")])
    due = forms.DateField(label="期限")
    told = forms.BooleanField(label="已告知")
    people = forms.IntegerField(label="人数", min_value=1, error_messages={"min_value": "至少一人。"})
    paper = forms.FileField(label="材料")


def errors(**data: str) -> dict[str, list[str]]:
    form = Escalate(MultiValueDict({name: [value] for name, value in data.items()}))
    return {name: [str(error) for error in found] for name, found in form.errors.items()}


def test_required_fields_ask_for_themselves_by_name() -> None:
    assert errors() == {
        "reason": ["请填写理由。"],
        "unit": ["请选择单位。"],
        "due": ["请填写期限。"],
        "told": ["请勾选“已告知”。"],
        "people": ["请填写人数。"],
        "paper": ["请上传材料。"],
    }


def test_wrong_values_are_explained_and_the_authors_own_sentence_stays() -> None:
    found = errors(reason="一二三四五六", unit="x", due="明天", told="on", people="0")
    assert found["reason"] == ["最多5个字，现在有6个字。"]
    assert found["unit"] == ["请从列表中选择。"]
    assert found["due"] == ["请填写日期，例如2026年11月22日。"]
    assert found["people"] == ["至少一人。"]


@pytest.mark.parametrize("typed", ["2026-11-22", "2026年11月22日", "2026/11/22"])
def test_dates_are_read_however_they_are_typed(typed: str) -> None:
    form = Escalate({"due": typed})
    form.is_valid()
    assert form.cleaned_data["due"] == dt.date(2026, 11, 22)


def test_date_uses_the_browsers_own_input() -> None:
    drawn = str(Escalate(initial={"due": dt.date(2026, 11, 22)})["due"])
    assert 'type="date"' in drawn
    assert 'value="2026-11-22"' in drawn
    assert 'class="input"' in drawn


def test_version_is_carried_hidden() -> None:
    assert 'type="hidden" name="version" value="7"' in str(Escalate(record=Record(7))["version"])


@pytest.mark.parametrize(("sent", "seen"), [("7", 7), ("", None)])
def test_seen_version_is_what_the_form_carried(sent: str, seen: int | None) -> None:
    form = Escalate({"version": sent})
    form.is_valid()
    assert form.seen_version == seen


@pytest.mark.parametrize("sent", ["x", "-1", str(2**70)])
def test_a_bent_version_is_refused(sent: str) -> None:
    form = Escalate({"version": sent})
    assert "页面已经过期，请刷新后重新填写。" in str(form.errors["version"])


def test_show_version_answers_for_the_current_one() -> None:
    form = Escalate({"version": "7", "reason": "急"})
    form.show_version(Record(9))
    assert form["version"].value() == "9"
    assert form["reason"].value() == "急"


def test_text_areas_are_four_lines_high() -> None:
    assert 'rows="4"' in str(Escalate()["reason"])
