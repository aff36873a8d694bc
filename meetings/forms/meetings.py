"""What is typed about meetings and agendas."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core.forms import PortalForm, PortalModelForm
from foundation.orgs.enums import Kind, Side
from foundation.orgs.models import Unit
from meetings.enums.agenda import ReviewAnswer
from meetings.enums.topic import Verdict
from meetings.forms.seen import SeenForm
from meetings.models import AgendaItem, Meeting
from meetings.rights import Right


class MeetingForm(PortalModelForm):
    """Time, place, chair, hosts. The number in the year follows by itself, 第N次 unless it is typed."""

    ordinal = forms.IntegerField(
        label=_("第几次"), min_value=1, max_value=999, required=False, help_text=_("不填则接着上一次")
    )

    class Meta:
        model = Meeting
        fields = (
            "title",
            "ordinal",
            "starts_at",
            "ends_at",
            "room",
            "form",
            "chair_post",
            "chair_is_principal",
            "union_host",
            "government_host",
            "contact",
        )
        help_texts = {"chair_is_principal": _("联席会议由政府主要负责人主持召开")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.current()
        unions = units.filter(side=Side.UNION, kind__in=(Kind.FEDERATION, Kind.UNION_DEPARTMENT))
        governments = units.filter(side=Side.GOVERNMENT, kind__in=(Kind.GOVERNMENT_OFFICE, Kind.GOVERNMENT))
        for name, hosts, usual in (
            ("union_host", unions, Kind.FEDERATION),
            ("government_host", governments, Kind.GOVERNMENT_OFFICE),
        ):
            field: Any = self.fields[name]
            field.queryset, field.empty_label = hosts, None
            if self.instance.pk is None and not self.is_bound:
                first = hosts.filter(kind=usual).first()
                field.initial = first.pk if first else None
        if self.instance.pk is not None:
            del self.fields["ordinal"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        start, end = facts.get("starts_at"), facts.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _("结束时间应晚于开始时间。"))
        ordinal = facts.get("ordinal")
        if ordinal and Meeting.objects.filter(ordinal=ordinal).exclude(pk=self.instance.pk).exists():
            self.add_error("ordinal", _("第%(n)s次会议已经登记，请核对。") % {"n": ordinal})
        return facts

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes; only after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version" and value is not None}


class ItemForm(PortalModelForm):
    """An item that is not a topic: all of it; of a topic only who presents and how long."""

    class Meta:
        model = AgendaItem
        fields = ("title", "body", "section", "unit", "presenter", "minutes")
        widgets = {"body": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, editable: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "unit" in self.fields:
            self.fields["unit"].queryset = Unit.objects.current()  # type: ignore[attr-defined]
        for name in set(self.fields) - {*(editable or self.fields), "version"}:
            del self.fields[name]

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes; only after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class SendForReviewForm(PortalForm):
    """Who reviews the whole agenda, until when."""

    reviewers = forms.ModelMultipleChoiceField(
        label=_("审阅领导"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一位审阅领导。")},
    )
    due_at = forms.DateTimeField(label=_("审阅截止"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        officials = User.objects.holding(Right.REVIEW).order_by("unit__sort_order", "pk")
        self.fields["reviewers"].queryset = officials  # type: ignore[attr-defined]
        chosen = officials.filter(reviews__item__meeting=meeting).distinct().values_list("pk", flat=True)
        self.fields["reviewers"].initial = list(chosen) or list(officials.values_list("pk", flat=True))
        self.fields["due_at"].initial = meeting.review_due_at


class ReviewForm(SeenForm):
    """One tap for 同意; 退回 and 意见 say what about."""

    answer = forms.ChoiceField(
        label=_("审阅结论"), choices=ReviewAnswer, error_messages={"required": _("请选择同意、退回或意见。")}
    )
    text = forms.CharField(
        label=_("意见内容"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and "agree" in data:
            data = data.copy()
            data["answer"] = ReviewAnswer.AGREE
        super().__init__(data, *args, **kwargs)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("answer") in (ReviewAnswer.RETURN, ReviewAnswer.COMMENT) and not (facts.get("text") or "").strip():
            self.add_error("text", _("请写明需要补充或调整的内容。"))
        return facts


class ClearAgendaForm(PortalForm):
    verdict = forms.ChoiceField(label=_("审定结论"), choices=Verdict, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("审定意见"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("verdict") == Verdict.RETURNED and not facts.get("note"):
            self.add_error("note", _("退回应写明要调整什么。"))
        return facts
