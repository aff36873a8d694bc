"""What is typed about holding a meeting: seats, replies, results, decisions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core.forms import PortalForm
from foundation.orgs.models import Unit
from meetings.enums.session import Part, Reply, Result
from meetings.forms.topics import UnitChoice
from meetings.models import Invitation, Meeting


class InviteForm(PortalForm):
    """A seat: an account, or somebody without one by unit, post and name."""

    user = forms.ModelChoiceField(
        label=_("门户账号"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("没有账号，按下面填写"),
        help_text=_("有账号的人员收到站内通知和邮件日程，并在线填写回执"),
    )
    unit = UnitChoice(
        label=_("单位"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("请选择"),
        help_text=_("选了账号的，不填则为账号所在单位"),
    )
    post = forms.CharField(label=_("职务"), max_length=60, required=False)
    name = forms.CharField(label=_("姓名"), max_length=30, required=False)
    part = forms.ChoiceField(label=_("参会方式"), choices=Part, initial=Part.ATTENDING, widget=forms.RadioSelect)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seated = meeting.invitations.exclude(user=None).values("user")
        people = User.objects.active()
        field: Any = self.fields["user"]
        field.queryset = people.exclude(pk__in=seated).select_related("unit").order_by("unit__sort_order", "pk")
        field.label_from_instance = lambda user: f"{user.unit.short_name}　{user.title} {user.display_name}".strip()
        self.fields["unit"].queryset = Unit.objects.current().order_by("side", "sort_order", "path")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("user") is None:
            if not facts.get("unit"):
                self.add_error("unit", _("请选择单位，或选择门户账号。"))
            if not facts.get("name"):
                self.add_error("name", _("请填写姓名，或选择门户账号。"))
        return facts

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes; only after `is_valid()`."""
        facts = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        if facts["user"] is not None:
            facts["unit"] = facts["unit"] or facts["user"].unit
        return facts


class NotifyForm(PortalForm):
    """The notice; late, it says why."""

    urgent_reason = forms.CharField(label=_("加急理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["urgent_reason"]


class ReplyForm(PortalForm):
    """回执: coming, on leave, or a deputy comes."""

    reply = forms.ChoiceField(label=_("是否参加"), choices=Reply, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("请假事由"), max_length=200, required=False, help_text=_("请假时填写"))
    deputy = forms.CharField(
        label=_("替会人职务、姓名"), max_length=80, required=False, help_text=_("请人替会时填写，如：副局长 林某")
    )

    def __init__(self, *args: Any, seat: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, record=seat, **kwargs)
        self.fields["reply"].initial = seat.reply or Reply.COMING
        self.fields["reason"].initial, self.fields["deputy"].initial = seat.reply_reason, seat.deputy

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("reply") == Reply.LEAVE and not facts.get("reason"):
            self.add_error("reason", _("请假应写明事由。"))
        if facts.get("reply") == Reply.DEPUTY and not facts.get("deputy"):
            self.add_error("deputy", _("请写明替会人的职务和姓名。"))
        return facts


class ResultForm(PortalForm):
    """What the meeting said to the item."""

    result = forms.ChoiceField(label=_("会议结论"), choices=Result, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("讨论要点"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecisionForm(PortalForm):
    """One sentence of what was decided; with a unit and a day when it becomes an action item."""

    text = forms.CharField(label=_("议定内容"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    makes_action = forms.BooleanField(label=_("会后列入督办"), required=False, initial=True)
    lead_unit = UnitChoice(label=_("牵头单位"), queryset=Unit.objects.none(), required=False, empty_label=_("请选择"))
    due_on = forms.DateField(label=_("完成时限"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_unit"].queryset = Unit.objects.current().order_by("side", "sort_order", "path")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("makes_action"):
            if not facts.get("lead_unit") and "lead_unit" not in self.errors:
                self.add_error("lead_unit", _("列入督办的事项应写明牵头单位。"))
            if not facts.get("due_on") and "due_on" not in self.errors:
                self.add_error("due_on", _("列入督办的事项应写明完成时限。"))
        return facts

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes; only after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
