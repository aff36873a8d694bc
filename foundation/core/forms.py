"""Forms that speak Chinese and carry the version the user saw.

`PortalRenderer` (settings.FORM_RENDERER) draws every form of the portal, allauth's too, with `components/form.html` and
`components/field.html`. `PortalForm` and `PortalModelForm` add sentences that say what is wrong and how to mend it,
native date inputs, and the hidden `version` which services compare (see `foundation.core.workflow`).
"""

from typing import Any, Protocol

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PLAIN_INPUTS = ("checkbox", "radio", "file", "hidden")
VERSION_LIMIT = 2**31 - 1


class PortalBoundField(forms.BoundField):
    """A field whose widget carries the design's class `input` unless it names classes of its own."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        chosen = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        kind = getattr(chosen, "input_type", "")
        if kind not in PLAIN_INPUTS and "class" not in built and "class" not in chosen.attrs:
            built["class"] = "input"
        return built


class PortalRenderer(TemplatesSetting):
    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    bound_field_class = PortalBoundField


class Versioned(Protocol):
    version: int


class PortalFormMixin(forms.BaseForm):
    """`record=` fills the hidden version; without it the form has none and services skip the comparison."""

    hide_optional = False  # True where nothing is required and 选填 on every field would be noise

    def __init__(self, *args: Any, record: Versioned | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _prefer_native_input(field)
            _name_the_empty_choice(field)
            _say_it_in_chinese(name, field)
        record = record or _saved(getattr(self, "instance", None))
        self.fields["version"] = _version_field(None if record is None else record.version)

    def add_error(self, field: str | None, error: Any) -> None:
        """Django's own words for a NUL are a mistranslation, and no field's `error_messages` reaches all of them."""
        for one in getattr(error, "error_list", ()):
            if one.code == "null_characters_not_allowed":
                one.message = _("含有无法保存的字符，请删除后重新填写。")
        super().add_error(field, error)

    @property
    def seen_version(self) -> int | None:
        """The version the user saw, None when the form carried none; only after `is_valid()`."""
        value = self.cleaned_data.get("version")
        return None if value is None else int(value)

    def show_version(self, record: Versioned) -> None:
        """After a refused save: the form, shown again beside the change, now answers for the current version."""
        data: Any = self.data
        fresh = data.copy()
        fresh[self.add_prefix("version")] = str(record.version)
        self.data = fresh


class PortalForm(PortalFormMixin, forms.Form):
    """Base of every form that is not a plain model form."""


class PortalModelForm(PortalFormMixin, forms.ModelForm):  # type: ignore[type-arg]
    """Base of plain CRUD forms; services save, the form only describes."""


def _saved(instance: Any) -> Versioned | None:
    return instance if instance is not None and instance.pk and hasattr(instance, "version") else None


def _version_field(value: int | None) -> forms.IntegerField:
    stale = gettext_lazy("页面已经过期，请刷新后重新填写。")
    return forms.IntegerField(
        required=False,
        min_value=0,
        max_value=VERSION_LIMIT,
        initial=value,
        widget=forms.HiddenInput,
        error_messages={"invalid": stale, "min_value": stale, "max_value": stale},
    )


def _prefer_native_input(field: forms.Field) -> None:
    """Browser's own pickers; dates typed the Chinese way are read as well."""
    widget = field.widget
    if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == "10":  # Django's stock height
        widget.attrs["rows"] = "4"
    if isinstance(field, forms.DateTimeField) and type(widget) is forms.DateTimeInput:
        widget.input_type, widget.format = "datetime-local", "%Y-%m-%dT%H:%M"
        field.input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y年%m月%d日 %H:%M"]
    elif isinstance(field, forms.DateField) and type(widget) is forms.DateInput:
        widget.input_type, widget.format = "date", "%Y-%m-%d"
        field.input_formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"]
    elif isinstance(field, forms.TimeField) and type(widget) is forms.TimeInput:
        widget.input_type, widget.format = "time", "%H:%M"


def _name_the_empty_choice(field: forms.Field) -> None:
    """请选择 instead of Django's row of dashes; what the form's author wrote stays."""
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == BLANK_CHOICE_DASH[0][1]:
        field.empty_label = _("请选择")


def _say_it_in_chinese(name: str, field: forms.Field) -> None:
    """Replace Django's stock messages only; a message the form's author wrote stays."""
    sentences: dict[str, str] = {
        "required": _required_sentence(field) % {"label": field.label or name},
        "max_length": _("最多%(limit_value)d个字，现在有%(show_value)d个字。"),
        "min_length": _("至少%(limit_value)d个字，现在有%(show_value)d个字。"),
        "max_value": _("不能大于%(limit_value)s。"),
        "min_value": _("不能小于%(limit_value)s。"),
        "invalid_choice": _("请从列表中选择。"),
    }
    if invalid := _invalid_sentence(field):
        sentences["invalid"] = invalid
    stock = _stock_messages(type(field))
    for code, sentence in sentences.items():
        if code not in field.error_messages or field.error_messages[code] is stock.get(code):
            field.error_messages[code] = sentence


def _stock_messages(kind: type) -> dict[str, Any]:
    """What Django itself would say, by identity of the lazy string."""
    found: dict[str, Any] = {}
    for parent in reversed(kind.__mro__):
        if parent.__module__.startswith(("django.forms.", "django.contrib.postgres.")):
            found.update(getattr(parent, "default_error_messages", {}))
    return found


def _required_sentence(field: forms.Field) -> str:
    if isinstance(field, forms.FileField):
        return _("请上传%(label)s。")
    if isinstance(field, forms.BooleanField):
        return _("请勾选“%(label)s”。")
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return _("请选择%(label)s。")
    return _("请填写%(label)s。")


def _invalid_sentence(field: forms.Field) -> str | None:
    if isinstance(field, forms.DateTimeField):
        return _("请填写日期和时间，例如2026年11月22日 15:00。")
    if isinstance(field, forms.DateField):
        return _("请填写日期，例如2026年11月22日。")
    if isinstance(field, forms.IntegerField) and not isinstance(field, forms.FloatField | forms.DecimalField):
        return _("请填写整数。")
    if isinstance(field, forms.DecimalField | forms.FloatField):
        return _("请填写数字。")
    return None
