"""An employer's line in the ledger."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import PortalForm
from foundation.core.validators import normalise_code, validate_employer_code
from foundation.orgs.enums import Kind
from foundation.orgs.models import Unit
from members.enums import Industry
from members.rights import Right


class EmployerForm(PortalForm):
    """Streets are those where `user` keeps the ledger."""

    name = forms.CharField(label=_("单位全称"), max_length=100)
    street = forms.ModelChoiceField(label=_("所属街道"), queryset=Unit.objects.none())
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=20, required=False)
    industry = forms.ChoiceField(label=_("行业"), choices=Industry.choices, initial=Industry.OTHER)
    worker_count = forms.IntegerField(label=_("职工数"), min_value=0, max_value=1_000_000, initial=0)
    address = forms.CharField(label=_("经营地址"), max_length=200, required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        streets = Unit.objects.within(user.paths(Right.KEEP_EMPLOYERS)).of_kind(Kind.STREET_UNION).current()
        self.fields["street"].queryset = streets  # type: ignore[attr-defined]

    def clean_uscc(self) -> str:
        code = normalise_code(self.cleaned_data["uscc"])
        if code:
            validate_employer_code(code)
        return code
