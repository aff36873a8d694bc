"""What is typed about topics."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import PortalForm, PortalModelForm
from foundation.orgs.models import Unit
from meetings.enums.topic import Verdict
from meetings.models import Meeting, Topic
from meetings.states.meeting import BEFORE_NOTICE

LONG = {"rows": 5}
TYPED = ("title", "kind", "background", "data", "legal_basis", "asked_decision", "money_source", "legality_note")


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, unit: Any) -> str:
        return str(unit.name)


class UnitsChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, unit: Any) -> str:
        return str(unit.short_name)


def _units() -> Any:
    return Unit.objects.current().order_by("side", "sort_order", "path")


class TopicForm(PortalModelForm):
    """A topic's text. `why` is asked once the topic was handed in: it stands beside the new edition."""

    lead_unit = UnitChoice(label=_("拟主办单位"), queryset=Unit.objects.none())
    assisting_units = UnitsChoice(
        label=_("拟协办单位"), queryset=Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(
        label=_("改动说明"), max_length=200, required=False, help_text=_("写给审过上一稿的人看，如：补两个季度的数据")
    )

    class Meta:
        model = Topic
        fields = (
            "title",
            "kind",
            "origin",
            "background",
            "data",
            "asked_decision",
            "lead_unit",
            "assisting_units",
            "legal_basis",
            "money",
            "money_source",
            "legality_note",
            "presenter",
            "minutes",
        )
        widgets = {name: forms.Textarea(attrs=LONG) for name in ("background", "data", "asked_decision")} | {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("legal_basis", "legality_note")
        }
        help_texts = {
            "asked_decision": _("一行一项，写清由谁牵头、做什么、何时完成"),
            "background": _("为什么要上会；不写职工姓名、证件号码和电话"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead_unit", "assisting_units"):
            self.fields[name].queryset = _units()  # type: ignore[attr-defined]
        if self.instance.pk is None or not self.instance.submitted_at:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if (facts.get("money") or 0) < 0:
            self.add_error("money", _("所需资金不能为负数。"))
        if facts.get("money") and not facts.get("money_source"):
            self.add_error("money_source", _("需要资金的议题应写明资金来源，如：区级财政、工会经费。"))
        lead = facts.get("lead_unit")
        if lead is not None and lead in (facts.get("assisting_units") or ()):
            self.add_error("assisting_units", _("主办单位不必再列为协办单位。"))
        return facts

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes; only after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("why", "version")}

    @property
    def text(self) -> dict[str, Any]:
        """What was typed, as `Topic.canonical` writes it, to be laid beside what somebody else has saved meanwhile."""
        facts = self.facts
        lead, money = facts["lead_unit"], facts["money"]
        return {
            **{name: facts[name] for name in TYPED},
            "lead_unit": lead.name if lead else "",
            "assisting_units": sorted(unit.name for unit in facts["assisting_units"]),
            "money": "" if money is None else f"{money:.2f}",
        }


class RaiseForm(PortalForm):
    """提请上会 from a cluster: the rest is known."""

    title = forms.CharField(label=_("议题标题"), max_length=120)
    background = forms.CharField(
        label=_("为什么上会"),
        max_length=5000,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("不写职工姓名、证件号码、电话和单位全称"),
    )
    asked_decision = forms.CharField(
        label=_("拟请议定事项"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一项，写清由谁牵头、做什么、何时完成"),
    )
    lead_unit = UnitChoice(label=_("拟主办单位"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_unit"].queryset = _units()  # type: ignore[attr-defined]


class ReasonForm(PortalForm):
    """A step that needs its reason said."""

    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class StepForm(PortalForm):
    """A step that needs nothing but to be meant; it carries the version."""


class ScreenForm(PortalForm):
    """初筛: accept, return, redirect, or merge into another topic."""

    DECISIONS = (
        ("accept", _("受理，征求意见")),
        ("return", _("退回修改")),
        ("redirect", _("转办，不列入会议")),
        ("merge", _("并入其他议题")),
    )
    decision = forms.ChoiceField(label=_("初筛结论"), choices=DECISIONS, widget=forms.RadioSelect, initial="accept")
    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("退回写明要补什么，转办写明由谁办理；提出单位会看到"),
    )
    into = forms.ModelChoiceField(label=_("并入哪个议题"), queryset=Topic.objects.none(), required=False)

    def __init__(self, *args: Any, topic: Topic, visible: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = visible.in_pool().exclude(pk=topic.pk)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("decision") in ("return", "redirect", "merge") and not facts.get("reason"):
            self.add_error("reason", _("请写明理由，提出单位会看到。"))
        if facts.get("decision") == "merge" and not facts.get("into"):
            self.add_error("into", _("请选择并入哪个议题。"))
        return facts


class ConsultForm(PortalForm):
    """Which units are asked, until when, about what."""

    units = UnitsChoice(
        label=_("征求单位"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一个征求意见的单位。")},
    )
    days = forms.IntegerField(label=_("答复期限（工作日）"), min_value=1, max_value=30, initial=5)
    question = forms.CharField(
        label=_("请重点研究"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = topic.opinions.current().values("unit")
        self.fields["units"].queryset = _units().exclude(pk__in=asked).exclude(pk=topic.unit_id)  # type: ignore[attr-defined]
        involved = [topic.lead_unit_id, *topic.assisting_units.values_list("pk", flat=True)]
        self.fields["units"].initial = [pk for pk in involved if pk]


class ConsolidateForm(PortalForm):
    summary = forms.CharField(label=_("意见汇总"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5}))


class ClearForm(PortalForm):
    """One host's word; 退回 needs a reason."""

    verdict = forms.ChoiceField(label=_("审定结论"), choices=Verdict, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("审定意见"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("退回时写明要补充什么"),
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("verdict") == Verdict.RETURNED and not facts.get("note"):
            self.add_error("note", _("退回应写明要补充什么。"))
        return facts


class ScheduleForm(PortalForm):
    meeting = forms.ModelChoiceField(label=_("列入哪次会议"), queryset=Meeting.objects.none(), empty_label=None)

    def __init__(self, *args: Any, visible: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = visible.filter(state__in=BEFORE_NOTICE, agenda_frozen_at=None).order_by("starts_at")
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]


class PaperForm(PortalForm):
    upload = forms.FileField(label=_("材料"))
