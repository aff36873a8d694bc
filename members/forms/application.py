"""The joining application: five required fields (D§4.1), the employer optional."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import PortalForm
from foundation.core.validators import (
    DocumentKind,
    normalise_code,
    normalise_name,
    normalise_phone,
    validate_document,
    validate_mobile,
    validate_name,
)
from members.enums import WorkerGroup
from members.models import Employer, Union


class ApplicationForm(PortalForm):
    """`user` decides which unions and employers can be chosen; an empty union means 待分配."""

    name = forms.CharField(label=_("姓名"), max_length=30)
    id_kind = forms.ChoiceField(label=_("证件类型"), choices=DocumentKind.choices, initial=DocumentKind.RESIDENT)
    id_number = forms.CharField(
        label=_("证件号码"),
        max_length=24,
        help_text=_("加密保存，保存后只显示首尾几位。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("手机号"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"})
    )
    group = forms.ChoiceField(label=_("就业状况或所属群体"), choices=WorkerGroup.choices)
    union = forms.ModelChoiceField(
        label=_("申请加入的工会"),
        queryset=Union.objects.none(),
        required=False,
        empty_label=_("待分配（由街道总工会安排）"),
    )
    employer = forms.ModelChoiceField(
        label=_("工作单位"), queryset=Employer.objects.none(), required=False, empty_label=_("没有或不确定")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["union"].queryset = Union.objects.visible_to(user)  # type: ignore[attr-defined]
        self.fields["employer"].queryset = Employer.objects.visible_to(user)  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name = normalise_name(self.cleaned_data["name"])
        validate_name(name)
        return name

    def clean_phone(self) -> str:
        phone = normalise_phone(self.cleaned_data["phone"])
        validate_mobile(phone)
        return phone

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "id_kind" in data and "id_number" in data:
            data["id_number"] = normalise_code(data["id_number"])
            try:
                validate_document(data["id_kind"], data["id_number"])
            except forms.ValidationError as error:
                self.add_error("id_number", error)
        return data


class VerbForm(PortalForm):
    """A move that needs nothing but the version seen."""


class ReasonForm(PortalForm):
    """A move that must say why."""

    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class PlaceForm(PortalForm):
    """The union an application from the waiting pool goes to."""

    union = forms.ModelChoiceField(label=_("分配给"), queryset=Union.objects.none())

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["union"].queryset = Union.objects.visible_to(user)  # type: ignore[attr-defined]
