"""One form per verb: it asks and checks, the service acts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concerns.enums import Complexity, Contact, Satisfaction, Solved, Urgency
from concerns.forms.fields import CleanedForm, FilesField, NarrativeField
from concerns.models import Category, Concern
from foundation.core.forms import PortalForm
from foundation.orgs.models import Unit


class ConfirmForm(PortalForm):
    """Nothing to say but yes; carries the version seen."""


class ReasonForm(CleanedForm):
    reason = NarrativeField(label=_("理由"), max_length=1000, rows=4)


class TriageForm(CleanedForm):
    category = forms.ModelChoiceField(
        label=_("类别"), queryset=Category.objects.none(), to_field_name="code", empty_label=None
    )
    urgency = forms.ChoiceField(label=_("紧急程度"), choices=Urgency.choices, widget=forms.RadioSelect)
    complexity = forms.ChoiceField(label=_("复杂程度"), choices=Complexity.choices, widget=forms.RadioSelect)
    note = NarrativeField(label=_("审核意见"), max_length=1000, rows=3, required=False)

    def __init__(self, *args: Any, record: Concern, **kwargs: Any) -> None:
        initial = {"category": record.category.code, "urgency": record.urgency, "complexity": record.complexity}
        super().__init__(*args, record=record, initial=initial, **kwargs)
        self.fields["category"].queryset = Category.objects.current() | Category.objects.filter(  # type: ignore[attr-defined]
            pk=record.category_id
        )


class AnswerForm(CleanedForm):
    reply = NarrativeField(label=_("答复内容"), max_length=2000, help_text=_("已经告诉职工的话，会写入办理过程"))


class ReferOutForm(CleanedForm):
    receiver = forms.CharField(label=_("转往单位"), max_length=60, help_text=_("如：区人民法院、晋江市总工会"))
    reason = NarrativeField(label=_("转办理由"), max_length=1000, rows=4)


class DispatchForm(CleanedForm):
    """`units`: those where somebody can sign."""

    unit = forms.ModelChoiceField(
        label=_("主办单位"), queryset=Unit.objects.none(), to_field_name="code", empty_label=_("请选择")
    )
    assisting = forms.ModelMultipleChoiceField(
        label=_("协办单位"),
        queryset=Unit.objects.none(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = NarrativeField(label=_("办理要求"), max_length=500, rows=3, required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("side", "path")
        for name in ("unit", "assisting"):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class ReturnForm(CleanedForm):
    basis = NarrativeField(
        label=_("退单依据"),
        max_length=500,
        rows=4,
        help_text=_("写明依据哪部法律法规或“三定”规定，不属于本单位职责，应由谁办理"),
    )


class ProgressForm(CleanedForm):
    text = NarrativeField(label=_("办理进展"), max_length=2000, rows=4)
    contacted = forms.BooleanField(label=_("已联系诉求人本人"), required=False)
    uploads = FilesField(label=_("佐证材料"), required=False)


class ReportForm(CleanedForm):
    result = NarrativeField(
        label=_("办理结果"), max_length=4000, rows=6, help_text=_("做了什么、结果如何、职工是否知晓")
    )
    uploads = FilesField(label=_("佐证材料"), required=False)


class ReviewForm(CleanedForm):
    decision = forms.ChoiceField(
        label=_("审核结论"),
        choices=[("accept", _("通过，转回访")), ("send_back", _("退回重办"))],
        widget=forms.RadioSelect,
    )
    note = NarrativeField(label=_("审核意见"), max_length=1000, rows=3, required=False)

    def clean(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        if data.get("decision") == "send_back" and not data.get("note") and "note" not in self.errors:
            self.add_error("note", _("退回时请写明还要补办什么。"))
        return super().clean()


class CallBackForm(CleanedForm):
    hide_optional = True  # what must be filled in depends on the first answer
    contact = forms.ChoiceField(label=_("接通情况"), choices=Contact.choices, widget=forms.RadioSelect)
    solved = forms.ChoiceField(
        label=_("诉求是否解决"),
        choices=Solved.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("接通后填写"),
    )
    satisfaction = forms.ChoiceField(
        label=_("满意程度"),
        choices=Satisfaction.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("接通后填写，按职工的话"),
    )
    note = NarrativeField(label=_("职工原话和说明"), max_length=2000, rows=3, required=False)

    def clean(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        if data.get("contact") == Contact.REACHED:
            if not data.get("solved"):
                self.add_error("solved", _("已接通，请记录是否解决。"))
            if not data.get("satisfaction"):
                self.add_error("satisfaction", _("已接通，请记录满意程度；职工不评价的按实际态度选择。"))
        if data.get("solved") == Solved.NOT_SOLVED and not data.get("note") and "note" not in self.errors:
            self.add_error("note", _("未解决的请写明职工还有什么要求，承办单位据此补办。"))
        return super().clean()


class CloseForm(CleanedForm):
    reason = NarrativeField(label=_("办结说明"), max_length=1000, rows=4, help_text=_("为什么没有回访结果也办结"))


class ResumeForm(CleanedForm):
    note = NarrativeField(label=_("说明"), max_length=1000, rows=3, required=False)


class MergeForm(CleanedForm):
    into = forms.CharField(label=_("并入诉求的编号"), max_length=20, help_text=_("如：FZ-2026-0001"))
    reason = NarrativeField(label=_("并案理由"), max_length=1000, rows=3)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_into(self) -> Concern:
        typed = self.cleaned_data["into"].strip().upper()
        found = Concern.objects.visible_to(self.user).filter(reference=typed).first()
        if found is None:
            raise forms.ValidationError(_("没有找到编号为“%(typed)s”的诉求，请核对。"), params={"typed": typed})
        return found


class AttachForm(CleanedForm):
    uploads = FilesField(label=_("文件"), help_text=_("PDF、图片、Word、Excel 等，每个不超过20MB。严禁上传涉密信息"))
    note = NarrativeField(label=_("说明"), max_length=500, rows=2, required=False)


REASONS = [
    ("contact", _("联系诉求人")),
    ("papers", _("填写法律文书")),
    ("membership", _("核对会员身份")),
    ("other", _("其他")),
]


class RevealForm(PortalForm):
    why = forms.ChoiceField(label=_("查看事由"), choices=REASONS, initial="contact", widget=forms.RadioSelect)
    words = forms.CharField(label=_("事由说明"), max_length=80, required=False)

    def clean(self) -> dict[str, Any] | None:
        if self.cleaned_data.get("why") == "other" and not self.cleaned_data.get("words"):
            self.add_error("words", _("请写明查看事由。"))
        return super().clean()

    def reason(self) -> str:
        """The words for the audit log."""
        label = str(dict(REASONS)[self.cleaned_data["why"]])
        words = self.cleaned_data["words"]
        return f"{label}：{words}" if words else label
