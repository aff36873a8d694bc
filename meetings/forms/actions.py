"""What is typed about action items and work reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concerns.forms.fields import FilesField
from foundation.core.forms import PortalForm
from meetings.forms.topics import UnitsChoice, _units
from meetings.models import ActionItem


class DispatchForm(PortalForm):
    """交办: standard, assisting units, one milestone if wanted."""

    standard = forms.CharField(label=_("完成标准"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    assisting = UnitsChoice(label=_("配合单位"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple)
    milestone = forms.CharField(label=_("第一个节点"), max_length=120, required=False)
    milestone_due = forms.DateField(label=_("节点时限"), required=False)
    note = forms.CharField(
        label=_("交办要求"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, action: ActionItem, **kwargs: Any) -> None:
        super().__init__(*args, record=action, **kwargs)
        self.fields["assisting"].queryset = _units().exclude(pk=action.lead_unit_id)  # type: ignore[attr-defined]
        self.fields["standard"].initial = action.standard
        self.action = action

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        title, day = data.get("milestone"), data.get("milestone_due")
        if bool(title) != bool(day) and "milestone_due" not in self.errors:
            self.add_error("milestone_due", _("节点和节点时限要一并填写。"))
        if day and day > self.action.due_on:
            self.add_error("milestone_due", _("节点时限不能晚于完成时限。"))
        return data

    def facts(self) -> dict[str, Any]:
        """Arguments of the service."""
        data = self.cleaned_data
        stages = [(data["milestone"], data["milestone_due"])] if data["milestone"] else []
        return {
            "standard": data["standard"],
            "assisting": data["assisting"],
            "milestones": stages,
            "note": data["note"],
        }


class ProgressForm(PortalForm):
    """登记进展."""

    text = forms.CharField(label=_("进展情况"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5}))
    progress = forms.IntegerField(label=_("进度（%）"), min_value=0, max_value=99)
    met: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(  # type: ignore[type-arg]
        label=_("已完成的节点"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    uploads = FilesField(label=_("佐证材料"), required=False)

    def __init__(self, *args: Any, action: ActionItem, **kwargs: Any) -> None:
        super().__init__(*args, record=action, **kwargs)
        open_stages = action.milestones.filter(met_on=None)
        self.fields["met"].queryset = open_stages  # type: ignore[attr-defined]
        if not open_stages:
            del self.fields["met"]
        self.fields["progress"].initial = action.progress

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "text": data["text"],
            "progress": data["progress"],
            "met": data.get("met", ()),
            "files": data["uploads"],
        }


class DoneForm(PortalForm):
    """反馈办结, with evidence."""

    text = forms.CharField(label=_("办结情况"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5}))
    uploads = FilesField(label=_("佐证材料"), required=False, help_text=_("之前已上传过佐证材料的可不再传。"))

    def __init__(self, *args: Any, action: ActionItem, **kwargs: Any) -> None:
        super().__init__(*args, record=action, **kwargs)

    def facts(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"], "files": self.cleaned_data["uploads"]}


class ExtensionForm(PortalForm):
    """申请延期."""

    until = forms.DateField(label=_("申请延期至"))
    reason = forms.CharField(label=_("延期理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, action: ActionItem, **kwargs: Any) -> None:
        super().__init__(*args, record=action, **kwargs)

    def facts(self) -> dict[str, Any]:
        return {"until": self.cleaned_data["until"], "reason": self.cleaned_data["reason"]}


class ExtensionAnswerForm(PortalForm):
    """审批延期."""

    granted = forms.TypedChoiceField(
        label=_("审批结论"),
        choices=[("yes", _("同意延期")), ("no", _("不同意"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("审批意见"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, action: ActionItem, **kwargs: Any) -> None:
        super().__init__(*args, record=action, **kwargs)

    def facts(self) -> dict[str, Any]:
        return {"granted": self.cleaned_data["granted"], "reason": self.cleaned_data["reason"]}


class ActionReasonForm(PortalForm):
    """A move that says why."""

    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, action: ActionItem, **kwargs: Any) -> None:
        super().__init__(*args, record=action, **kwargs)

    def facts(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]}


class ActionNoteForm(PortalForm):
    """销号, with what was checked."""

    note = forms.CharField(
        label=_("核实情况"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, action: ActionItem, **kwargs: Any) -> None:
        super().__init__(*args, record=action, **kwargs)

    def facts(self) -> dict[str, Any]:
        return {"note": self.cleaned_data["note"]}


class ActionStepForm(PortalForm):
    """A move that needs nothing but the version seen."""

    def __init__(self, *args: Any, action: ActionItem, **kwargs: Any) -> None:
        super().__init__(*args, record=action, **kwargs)

    def facts(self) -> dict[str, Any]:
        return {}


class ExplainForm(PortalForm):
    """说明 and 意见 of one unfinished decision."""

    explanation = forms.CharField(label=_("说明"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    proposal = forms.CharField(label=_("意见"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class NarrativeForm(PortalForm):
    narrative = forms.CharField(label=_("综述"), max_length=5000, widget=forms.Textarea(attrs={"rows": 10}))


class CompileForm(PortalForm):
    as_of = forms.DateField(label=_("数据截至"))
