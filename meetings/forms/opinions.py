"""What is typed about opinions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import PortalForm
from meetings.enums.topic import WORDS_NEEDED, Adoption, Answer
from meetings.forms.seen import SeenForm


class AnswerForm(SeenForm):
    """A unit's typed opinion. `seen` is the text on the screen; `keep` saves without giving."""

    answer = forms.ChoiceField(
        label=_("意见"), choices=Answer, widget=forms.RadioSelect, error_messages={"required": _("请选择意见类型。")}
    )
    text = forms.CharField(
        label=_("意见内容"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("有修改、不同意或非本单位职责，请写明具体内容"),
    )

    def __init__(self, *args: Any, keep: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keep = keep
        if keep:
            self.fields["answer"].required = False

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if not self.keep and facts.get("answer") in WORDS_NEEDED and not (facts.get("text") or "").strip():
            self.add_error("text", _("请写明具体内容：要改哪里、为什么不同意，或者应由哪个单位答复。"))
        return facts


class AdoptForm(PortalForm):
    adoption = forms.ChoiceField(label=_("采纳情况"), choices=Adoption, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("说明"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("部分采纳或未采纳写明理由，答复单位会看到"),
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("adoption") in (Adoption.PARTLY, Adoption.NOT_ADOPTED) and not facts.get("reason"):
            self.add_error("reason", _("部分采纳或未采纳应写明理由。"))
        return facts


class ReaskForm(PortalForm):
    days = forms.IntegerField(label=_("确认期限（工作日）"), min_value=1, max_value=30, initial=2)
