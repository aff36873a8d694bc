"""What people say about an import: the file, the columns, which lines to take."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.core.forms import PortalForm
from foundation.imports.importer import open_to
from foundation.imports.models import Import
from foundation.imports.reading.book import LARGEST_FILE, MEGABYTE
from foundation.imports.states import ACCEPTABLE, Verdict
from foundation.orgs.models import Unit

COLUMN = "column_"


class UploadForm(PortalForm):
    """Only kinds and units the user may import for are offered."""

    kind = forms.ChoiceField(label=gettext_lazy("导入内容"), widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("导入单位"))
    file = forms.FileField(
        label=gettext_lazy("表格文件"),
        help_text=gettext_lazy(
            ".xlsx 或 .csv，不超过20 MB。带标题行、有多个工作表、前面有大标题都可以。严禁上传涉密信息。"
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        max_length=255,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = open_to(user)
        paths = {path for kind in kinds for path in user.paths(kind.right)}
        self.fields["kind"].choices = [(kind.kind, f"{kind.label}：{kind.sentence}") for kind in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[0].kind if kinds else None
        units = Unit.objects.filter(path__in=paths)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].initial = units.first()

    def clean_file(self) -> Any:
        """What is too large is refused before a byte of it is held in memory."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("文件超过%(limit)s MB，请拆分后分批导入。") % {"limit": LARGEST_FILE // MEGABYTE}
            )
        return file


class SheetForm(PortalForm):
    """Which sheet, and which of its lines holds the headings. Read by GET; the mapping below follows it."""

    sheet = forms.TypedChoiceField(label=gettext_lazy("工作表"), coerce=int)
    header_row = forms.IntegerField(label=gettext_lazy("标题行的行号"), min_value=1, max_value=1_048_576)

    def __init__(self, *args: Any, job: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [  # type: ignore[attr-defined]
            (place, _("%(name)s（%(lines)s行）") % {"name": sheet["name"], "lines": sheet["lines"]})
            for place, sheet in enumerate(job.sheets)
        ]
        del self.fields["version"]


class MapForm(PortalForm):
    """One choice per column of the record: which column of the table it is."""

    def __init__(self, *args: Any, job: Import, headings: list[str], guessed: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, record=job, **kwargs)
        places = [(str(place), _heading(place, text)) for place, text in enumerate(headings)]
        version = self.fields.pop("version")
        for column in job.importer.columns:
            self.fields[COLUMN + column.name] = forms.ChoiceField(
                label=str(column.label),
                required=column.required,
                choices=[("", _("表中没有这一列")), *places],
                initial=str(guessed[column.name]) if column.name in guessed else "",
                error_messages={
                    "required": _("请指定“%(column)s”在哪一列。") % {"column": column.label},
                    "invalid_choice": _("请从列表中选择。"),
                },
            )
        self.fields["version"] = version

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        places = list(self.mapping.values())
        if len(set(places)) != len(places):
            raise forms.ValidationError(_("同一列不能对应两项内容，请核对。"))
        return data

    @property
    def mapping(self) -> dict[str, int]:
        """Column name → place, of what was chosen."""
        return {
            name.removeprefix(COLUMN): int(value)
            for name, value in self.cleaned_data.items()
            if name.startswith(COLUMN) and value
        }


def _heading(place: int, text: str) -> str:
    """“B列 单位编码”: as the spreadsheet names it."""
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    shown = " ".join(text.split())[:30] or _("（无标题）")
    return _("%(letters)s列 %(text)s") % {"letters": letters, "text": shown}


class CommitForm(PortalForm):
    accepted = forms.MultipleChoiceField(
        label=gettext_lazy("导入哪些行"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请选择要导入的行：新增、更新，或两者。")},
    )

    def __init__(self, *args: Any, job: Import, **kwargs: Any) -> None:
        super().__init__(*args, record=job, **kwargs)
        tally = job.lines.tally()
        offered = [verdict for verdict in ACCEPTABLE if tally[verdict]]
        self.fields["accepted"].choices = [  # type: ignore[attr-defined]
            (
                str(verdict),
                _("%(verdict)s（%(count)s行）") % {"verdict": Verdict(verdict).label, "count": tally[verdict]},
            )
            for verdict in offered
        ]
        self.fields["accepted"].initial = [str(verdict) for verdict in offered]


class StepForm(PortalForm):
    """Nothing to say but yes."""

    def __init__(self, *args: Any, job: Import, **kwargs: Any) -> None:
        super().__init__(*args, record=job, **kwargs)
