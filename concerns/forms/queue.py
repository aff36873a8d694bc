"""What the queue may be filtered and sorted by: a whitelist, nothing else of the query string reaches the database."""

from collections.abc import Iterator
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ModelChoiceField, ModelChoiceIterator  # type: ignore[import-untyped]

from concerns.enums import Source, Urgency
from concerns.models import Category, Concern
from concerns.querysets import ConcernQuerySet
from concerns.states import State
from foundation.orgs.enums import Kind
from foundation.orgs.models import Unit

SORTS = {"due": _("期限"), "urgency": _("紧急程度"), "newest": _("登记时间"), "changed": _("更新时间")}


class ListedChoices(ModelChoiceIterator):  # type: ignore[misc]
    """The choices of a `ListedField`, which has read them."""

    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        yield from map(self.choice, self.field.listed)


class ListedField(ModelChoiceField):  # type: ignore[misc]
    """A choice among few rows: the list, the check of what was chosen and the chip take one query together."""

    iterator = ListedChoices

    @cached_property
    def listed(self) -> list[Any]:
        return list(self.queryset)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        for row in self.listed:
            if str(self.prepare_value(row)) == str(value):
                return row
        raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


class ListedFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    field_class = ListedField


def _streets(request: Any) -> "QuerySet[Unit]":
    return Unit.objects.of_kind(Kind.STREET_UNION).current()


class QueueFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Unknown values are ignored, not answered with an error: a bookmarked address stays good for ever."""

    q = django_filters.CharFilter(method="by_text", label=_("在列表中搜索"))
    category = ListedFilter(
        queryset=Category.objects.all(), to_field_name="code", label=_("类别"), empty_label=_("全部类别")
    )
    street = ListedFilter(
        field_name="street_unit", queryset=_streets, to_field_name="code", label=_("街道"), empty_label=_("全部街道")
    )
    urgency = django_filters.ChoiceFilter(choices=Urgency.choices, label=_("紧急程度"), empty_label=_("紧急程度"))
    state = django_filters.ChoiceFilter(choices=State.choices, label=_("状态"), empty_label=_("全部状态"))
    source = django_filters.ChoiceFilter(choices=Source.choices, label=_("来源"), empty_label=_("全部来源"))

    class Meta:
        model = Concern
        fields: list[str] = []

    def by_text(self, rows: ConcernQuerySet, name: str, value: str) -> ConcernQuerySet:
        return rows.matching(value[:60])

    @property
    def qs(self) -> Any:
        """Filtered by what is valid; the invalid rest is left out."""
        rows = self.queryset.all()
        self.form.is_valid()
        for name, value in self.form.cleaned_data.items():
            rows = self.filters[name].filter(rows, value)
        return rows

    def get_form_class(self) -> Any:
        made = super().get_form_class()
        for field in made.base_fields.values():
            field.widget.attrs["aria-label"] = field.label
            if isinstance(field.widget, forms.Select):
                field.widget.attrs["class"] = "input"
        return made

    @property
    def applied(self) -> list[tuple[str, str, str]]:
        """(name, label, shown value) of each filter in force, for the chips."""
        found = []
        for name, value in self.form.cleaned_data.items():
            if value:
                choices = dict(getattr(self.form.fields[name], "choices", []) or [])
                found.append((name, str(self.form.fields[name].label), str(choices.get(value, value))))
        return found


def in_order(rows: ConcernQuerySet, sort: str) -> ConcernQuerySet:
    """Deadline first unless another key of `SORTS` is asked for; ties by primary key, so pages never overlap."""
    match sort:
        case "urgency":
            return rows.urgent_first()
        case "newest":
            return rows.order_by("-registered_at", "-pk")
        case "changed":
            return rows.order_by("-changed_at", "-pk")
        case _:
            return rows.by_due()
