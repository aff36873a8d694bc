"""Fields that several forms share: free text without identity numbers, several files."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from concerns.validators import numbers_sentence, validate_no_identity, without_numbers
from foundation.core.forms import PortalForm

MOST_FILES = 10


class NarrativeField(forms.CharField):
    """Free text of at most 4,000 characters; identity numbers are refused, phones only pointed out."""

    def __init__(self, **kwargs: Any) -> None:
        rows = kwargs.pop("rows", 5)
        kwargs.setdefault("max_length", 4000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        validate_no_identity(value)


class CleanedForm(PortalForm):
    """A form whose free text may carry numbers of persons: the button `移除号码` (name `scrub`) takes them out.

    After `scrub` the form is shown again with the text cleaned, so that a person reads it before it is saved.
    """

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self.scrubbing = bool(data and "scrub" in data)
        if self.scrubbing:
            data = data.copy()
            for name in self._narratives():
                data[name] = without_numbers(data.get(name, ""))
        super().__init__(data, *args, **kwargs)

    @property
    def found_numbers(self) -> str:
        """What stands in the texts typed so far, masked; empty when nothing."""
        return numbers_sentence("\n".join(self.data.get(name, "") for name in self._narratives())) if self.data else ""

    @classmethod
    def _narratives(cls) -> list[str]:
        return [name for name, field in cls.base_fields.items() if isinstance(field, NarrativeField)]

    def clean(self) -> dict[str, Any] | None:
        if self.scrubbing:
            raise forms.ValidationError(_("号码已移除，请核对文字后再保存。"), code="scrubbed")
        return super().clean()


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True

    def value_from_datadict(
        self, data: Mapping[str, Any], files: "MultiValueDict[str, UploadedFile[Any]]", name: str
    ) -> Any:
        return files.getlist(name)


class FilesField(forms.FileField):
    """Any number of files up to ten; what they are is judged when they are stored."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        uploads = [super(FilesField, self).clean(upload, initial) for upload in data or []]
        if self.required and not uploads:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(_("一次最多上传%(most)d个文件。") % {"most": MOST_FILES}, code="many")
        return uploads
