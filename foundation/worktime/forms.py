"""Entering the State Council's yearly notice the way it is written."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.worktime.models import AnnouncedYear

_POINT = r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日"
_LINE = re.compile(rf"{_POINT}(?:\s*[至到—~-]\s*(?:(?:(\d{{4}})年)?(\d{{1,2}})月)?(\d{{1,2}})日)?[\s，,：:]*(.*)")

Days = list[tuple[date, str]]


class AnnouncedYearForm(forms.ModelForm):  # type: ignore[type-arg]
    """A year, its 文号, and its dates line by line; `cleaned_data["off"]` and `["work"]` are lists of (date, note)."""

    off = forms.CharField(
        label=gettext_lazy("放假日期"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("一行一段，如：2月15日至23日 春节放假。周末不放假安排的可不写。"),
    )
    work = forms.CharField(
        label=gettext_lazy("调休上班日期"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("一行一天，如：2月14日 春节调休上班。"),
    )

    class Meta:
        model = AnnouncedYear
        fields = ["year", "notice_number"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        year = cleaned.get("year")
        for name, usual in (("off", _("放假")), ("work", _("调休上班"))):
            try:
                cleaned[name] = read_lines(cleaned.get(name, ""), year, usual) if year else []
            except ValidationError as error:
                self.add_error(name, error)
                cleaned[name] = []
        twice = {day for day, _why in cleaned["off"]} & {day for day, _why in cleaned["work"]}
        if twice:
            raise ValidationError(_("%(day)s既写在放假里又写在上班里，请核对。") % {"day": min(twice).isoformat()})
        return cleaned


def read_lines(text: str, year: int, usual: str) -> Days:
    """「2月15日至23日 春节放假」 line by line into dates with a note; ValidationError names a line nobody can read."""
    days: Days = []
    for line in filter(None, (line.strip("　 ;；。") for line in text.splitlines())):
        found = _LINE.fullmatch(line)
        if not found:
            raise ValidationError(_("看不懂“%(line)s”，请写成：2月15日至23日 春节放假。") % {"line": line[:30]})
        first_year, first_month, first_day, last_year, last_month, last_day, note = found.groups()
        try:
            first = date(int(first_year or year), int(first_month), int(first_day))
            last = date(int(last_year or first.year), int(last_month or first.month), int(last_day or first.day))
        except ValueError:
            raise ValidationError(_("“%(line)s”里有不存在的日期，请核对。") % {"line": line[:30]}) from None
        if not 0 <= (last - first).days <= 30 or abs(first.year - year) > 1:
            raise ValidationError(_("“%(line)s”的起止日期不对，请核对。") % {"line": line[:30]})
        days += [(first + timedelta(days=n), note or usual) for n in range((last - first).days + 1)]
    return days
