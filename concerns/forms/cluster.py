"""Grouping concerns."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concerns.forms.fields import CleanedForm, NarrativeField
from concerns.models import Concern
from foundation.core.forms import PortalForm


class ConcernsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Concerns by number, only those the user may see."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Concern.objects.none(), to_field_name="reference", widget=forms.CheckboxSelectMultiple, **kwargs
        )


class ClusterForm(CleanedForm):
    title = forms.CharField(label=_("主题"), max_length=60, help_text=_("不写个人和企业名称，如：快递行业加班工资"))
    common_cause = NarrativeField(
        label=_("共性问题"),
        max_length=2000,
        rows=3,
        required=False,
        help_text=_("这些诉求共同的原因，提请上会时作为背景"),
    )
    concerns = ConcernsField(label=_("归并的诉求"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concerns"].queryset = Concern.objects.visible_to(user).order_by("registered_at")  # type: ignore[attr-defined]


class AddForm(PortalForm):
    concerns = ConcernsField(label=_("归入的诉求"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concerns"].queryset = Concern.objects.visible_to(user).order_by("registered_at")  # type: ignore[attr-defined]


class RemoveForm(PortalForm):
    concern = forms.ModelChoiceField(label=_("诉求"), queryset=Concern.objects.none(), to_field_name="reference")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concern"].queryset = Concern.objects.visible_to(user)  # type: ignore[attr-defined]
