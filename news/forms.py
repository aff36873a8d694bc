"""Forms of the news desk; they describe, services save."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.forms import PortalForm
from news.enums import Decision, Part, Point
from news.models import Column, Release
from news.paragraphs import Paragraph
from news.services import Text

LONGEST = 60_000
MOST_PARAGRAPHS = 200


class ColumnField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the open columns."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Column.objects.open(), label=_("栏目"), empty_label=None, **kwargs)


class PasteForm(PortalForm):
    """What was copied from somewhere, to be looked at side by side with its repair."""

    text = forms.CharField(
        label=_("粘贴原文"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("从网页、文件或聊天记录里复制的文字，原样粘贴即可。"),
    )


class AcceptForm(PortalForm):
    """The repaired text, still open to change, becomes a draft."""

    title = forms.CharField(
        label=_("标题"), max_length=80, required=False, help_text=_("来稿没有标题时取导语首句，标明“编辑拟题”。")
    )
    column = ColumnField()
    repaired = forms.CharField(label=_("整理后的文字"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 12}))


class ParagraphForm(forms.Form):
    """One paragraph. Emptied, it goes; a blank line in it makes two of it."""

    part = forms.ChoiceField(label=_("段落作用"), choices=Part.choices, initial=Part.PLAIN)
    text = forms.CharField(
        label=_("文字"), required=False, strip=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


ParagraphFormSet = forms.formset_factory(ParagraphForm, extra=1, max_num=MOST_PARAGRAPHS, absolute_max=MOST_PARAGRAPHS)


class ReleaseForm(PortalForm):
    """A release: its head and its paragraphs (`form.paragraphs`)."""

    title = forms.CharField(label=_("标题"), max_length=80)
    title_is_working = forms.BooleanField(label=_("来稿无标题，标明“编辑拟题”"), required=False)
    subtitle = forms.CharField(label=_("副标题"), max_length=80, required=False)
    column = ColumnField()
    source = forms.CharField(
        label=_("来源"), max_length=60, required=False, help_text=_("没有依据的不填，页面不显示。")
    )
    byline = forms.CharField(label=_("作者"), max_length=60, required=False)
    editor = forms.CharField(label=_("责任编辑"), max_length=60, required=False)

    def __init__(self, data: Any = None, *, release: Release | None = None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {}
        rows: Sequence[dict[str, str]] = []
        if release is not None and release.current is not None:
            version = release.current
            names = ("title", "title_is_working", "subtitle", "source", "byline", "editor")
            initial = {name: getattr(version, name) for name in names} | {"column": release.column_id}
            rows = version.paragraphs
        super().__init__(data, initial=initial, record=release, **kwargs)
        self.reason = release.current.reason if release is not None and release.current is not None else ""
        self.paragraphs = ParagraphFormSet(data, initial=list(rows), prefix="p")

    def is_valid(self) -> bool:
        """The head, the paragraphs, and that there is any text at all."""
        head, body = super().is_valid(), self.paragraphs.is_valid()
        if body and not self.written():
            self.add_error(None, _("请填写正文。"))
            return False
        return head and body

    def written(self) -> list[Paragraph]:
        """The paragraphs as typed: emptied ones gone, blank lines split."""
        found: list[Paragraph] = []
        for form in self.paragraphs.forms:
            facts = getattr(form, "cleaned_data", {})
            lines = str(facts.get("text", "")).replace("\r\n", "\n").split("\n")
            found += [
                Paragraph(facts["part"], line.strip(" \t\r\u3000")) for line in lines if line.strip(" \t\r\u3000")
            ]
        return found

    def typed(self) -> Text:
        """What a service takes."""
        names = ("title", "title_is_working", "subtitle", "source", "byline", "editor")
        facts = {name: self.cleaned_data[name] for name in names}
        return Text(paragraphs=self.written(), reason=self.reason, **facts)


class ReviewForm(PortalForm):
    """One step of 三审三校."""

    decision = forms.ChoiceField(label=_("审核结论"), choices=Decision.choices, widget=forms.RadioSelect)
    notes = forms.CharField(
        label=_("意见"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("退回时必填。"),
    )
    points = forms.MultipleChoiceField(
        label=_("核校清单"), choices=Point.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    text_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    publish_at = forms.DateTimeField(label=_("定时发布"), required=False, help_text=_("不填则签发后立即发布。"))

    def __init__(self, *args: Any, final: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not final:
            del self.fields["publish_at"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("decision") == Decision.RETURNED and not facts.get("notes", "").strip():
            self.add_error("notes", _("退回须写明意见。"))
        return facts

    def clean_publish_at(self) -> dt.datetime | None:
        at: dt.datetime | None = self.cleaned_data["publish_at"]
        if at is not None and at <= clock.now():
            raise forms.ValidationError(_("定时发布须晚于现在；要立即发布，请留空。"))
        return at


class VerbForm(PortalForm):
    """A step that needs nothing but the version seen."""


class ReasonForm(PortalForm):
    """A step that needs a reason readers or auditors will see."""

    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
