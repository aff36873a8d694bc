"""What is typed about minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Grant
from foundation.core.forms import PortalForm
from foundation.orgs.models import Unit
from meetings.forms.topics import StepForm, UnitsChoice
from meetings.models import Minutes, MinutesSection
from meetings.rights import Right


class SectionForm(PortalForm):
    """One part of the minutes, with the version the clerk began from."""

    heading = forms.CharField(label=_("小标题"), max_length=100, required=False)
    text = forms.CharField(label=_("内容"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, section: MinutesSection, **kwargs: Any) -> None:
        initial = {"heading": section.heading, "text": section.text}
        super().__init__(*args, record=section, initial=initial, prefix=f"s{section.position}", **kwargs)


class HeadForm(PortalForm):
    """What stands around the parts: title, first sentence, who gets the minutes."""

    title = forms.CharField(label=_("标题"), max_length=120)
    opening = forms.CharField(label=_("开头"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    distribution = forms.CharField(
        label=_("分送"), max_length=300, required=False, help_text=_("单位之间用逗号分开，末尾不加句号")
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        initial = {name: getattr(minutes, name) for name in ("title", "opening", "distribution")}
        super().__init__(*args, record=minutes, initial=initial, prefix="head", **kwargs)

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes; only after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class SeenForm(StepForm):
    """A signature stands under the text that was read: its fingerprint travels with the form."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class CountersignForm(PortalForm):
    """The units the draft goes to, all at once."""

    units = UnitsChoice(
        label=_("会签单位"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一个会签单位。")},
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        super().__init__(*args, record=minutes, **kwargs)
        field: Any = self.fields["units"]
        able = Grant.objects.current().giving(Right.ANSWER).values("unit")  # elsewhere nobody could countersign
        field.queryset = Unit.objects.current().filter(pk__in=able).order_by("side", "sort_order", "path")
        asked = minutes.countersignatures.values_list("unit", flat=True)
        leads = minutes.meeting.decisions.exclude(lead_unit=None).values_list("lead_unit", flat=True)
        field.initial = list(asked) or [minutes.meeting.government_host_id, *leads]
