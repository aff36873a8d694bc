from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import PortalForm


class PreferenceForm(PortalForm):
    """Both quiet hours or none."""

    email = forms.BooleanField(label=_("同时发送电子邮件"), required=False)
    quiet_from = forms.TimeField(
        label=_("免打扰开始"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("免打扰结束"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, "%H:%M"),
        help_text=_("时段内的邮件顺延到结束时发出；特急事项不受限制。"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("quiet_from")) != bool(data.get("quiet_until")) and not self.errors:
            missing = "quiet_until" if data.get("quiet_from") else "quiet_from"
            self.add_error(missing, _("免打扰时段须同时填写开始和结束时间，或都不填。"))
        return data
