"""The one screen on which a concern is taken in."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from concerns.enums import Source, Urgency
from concerns.forms.fields import CleanedForm, FilesField, NarrativeField
from concerns.models import Category
from foundation.core.forms import PortalForm
from foundation.core.validators import (
    DocumentKind,
    normalise_code,
    normalise_name,
    normalise_phone,
    read_identity,
    validate_identity,
    validate_name,
    validate_phone,
)
from foundation.orgs.enums import Kind
from foundation.orgs.models import Unit
from members.models import Employer, Person

_OFF = {"autocomplete": "off"}


class PickField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A record found while typing, chosen by its public key (a UUID), never by a guessable number."""

    def __init__(self, model: Any, **kwargs: Any) -> None:
        super().__init__(
            queryset=model.objects.none(), to_field_name="key", required=False, widget=forms.RadioSelect, **kwargs
        )


class RegisterForm(CleanedForm):
    """`user` decides which people, employers and streets exist for this form."""

    name = forms.CharField(
        label=_("姓名"), max_length=30, required=False, widget=forms.TextInput(attrs={**_OFF, "autofocus": True})
    )
    phone = forms.CharField(
        label=_("联系电话"), max_length=24, required=False, widget=forms.TextInput(attrs={**_OFF, "inputmode": "tel"})
    )
    id_number = forms.CharField(
        label=_("证件号码"),
        max_length=24,
        required=False,
        help_text=_("加密保存，保存后只显示首尾几位"),
        widget=forms.TextInput(attrs=_OFF),
    )
    anonymous = forms.BooleanField(label=_("匿名，不登记诉求人"), required=False)
    person = PickField(Person, label=_("名册中的人"))
    employer_text = forms.CharField(
        label=_("用人单位"), max_length=100, required=False, widget=forms.TextInput(attrs=_OFF)
    )
    employer = PickField(Employer, label=_("台账中的单位"))
    category = forms.ModelChoiceField(
        label=_("类别"), queryset=Category.objects.none(), to_field_name="code", empty_label=_("请选择")
    )
    street_unit = forms.ModelChoiceField(
        label=_("街道"),
        queryset=Unit.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=_("随用人单位，或不详"),
    )
    source = forms.ChoiceField(label=_("来源"), choices=Source.choices, initial=Source.HOTLINE_12351)
    urgency = forms.ChoiceField(
        label=_("紧急程度"),
        choices=Urgency.choices,
        initial=Urgency.NORMAL,
        widget=forms.RadioSelect,
        help_text=_("特急：危及生命安全、有自伤苗头，或10人以上集体行动"),
    )
    people_count = forms.IntegerField(label=_("涉及人数"), min_value=1, max_value=99_999, initial=1)
    narrative = NarrativeField(label=_("诉求经过"), rows=5, help_text=_("发生了什么、要求什么。请不要写证件号码"))
    title = forms.CharField(
        label=_("事由"),
        max_length=60,
        required=False,
        help_text=_("不填则取经过的第一句"),
        widget=forms.TextInput(attrs=_OFF),
    )
    uploads = FilesField(label=_("附件"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self._choose("category", Category.objects.current())
        self._choose("street_unit", Unit.objects.of_kind(Kind.STREET_UNION).current())
        self._choose("person", Person.objects.visible_to(user))
        self._choose("employer", Employer.objects.visible_to(user))

    def _choose(self, name: str, rows: "QuerySet[Any]") -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name = normalise_name(self.cleaned_data["name"])
        if name:
            validate_name(name.removesuffix("（演示）"))
        return name

    def clean_phone(self) -> str:
        phone = normalise_phone(self.cleaned_data["phone"])
        if phone:
            validate_phone(phone)
        return phone

    def clean_id_number(self) -> str:
        number = normalise_code(self.cleaned_data["id_number"])
        if number:
            validate_identity(number)
        return number

    def clean(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        typed = [data.get(field) for field in ("name", "phone", "id_number", "person")]
        if data.get("anonymous") and any(typed):
            self.add_error("anonymous", _("已填诉求人。匿名的请清空姓名、电话和证件号码，实名的请去掉这个勾。"))
        if data.get("id_number") and not data.get("name") and not data.get("person"):
            self.add_error("name", _("有证件号码时请填写姓名。"))
        if not data.get("anonymous") and not any(typed) and not self.errors:
            self.add_error("name", _("请填写诉求人的姓名或电话；不愿留名的请勾选“匿名”。"))
        return super().clean()

    def facts(self) -> dict[str, Any]:
        """What `services.register` wants, without what only the screen needs."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        data["files"] = data.pop("uploads")
        person, number = data["person"], data["id_number"]
        if person is not None:
            data |= {"name": "", "id_number": ""}
        elif number:
            data["id_kind"] = read_identity(number).kind or DocumentKind.RESIDENT
        if data["employer"] is not None:
            data["employer_text"] = ""
        return data


class LookForm(PortalForm):
    """What has been typed so far, for finding the person and the employer; always valid enough to look."""

    name = forms.CharField(max_length=60, required=False)
    phone = forms.CharField(max_length=60, required=False)
    id_number = forms.CharField(max_length=60, required=False)
    employer_text = forms.CharField(max_length=200, required=False)
    person = forms.UUIDField(required=False)
    employer = forms.UUIDField(required=False)
