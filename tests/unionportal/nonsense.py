"""What people type by mistake, by kind of field; and a form filled in as it should be."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from concerns.forms.fields import FilesField, NarrativeField
from foundation.core import clock
from foundation.core.fictional import demo_credit_code, demo_id
from tests.unionportal.places import PDF

WORDS = "快递员说“周末加班费没有发”，<请>核实 & 答复"
IDENTITY = demo_id(7)
WRONG_DIGIT = IDENTITY[:-1] + ("1" if IDENTITY[-1] != "1" else "2")
GOOD = {
    "name": "王职工",
    "phone": "13800000001",
    "id_number": IDENTITY,
    "uscc": demo_credit_code(7),
    "group": "rural",
    "kind": "study",
}
"""By name of field, where any words would not do."""

BY_NAME: dict[str, tuple[str, ...]] = {
    "id_number": (WRONG_DIGIT, "３５０５０３１９０００２３０００１２", IDENTITY[:17], "35050319000230001X"),
    "phone": ("138-0000-abcd", "一三八零零零零零零零一", "12", "１３８"),
    "uscc": ("91350503MAYY0000AA", "九一三五", "1"),
    "into": ("FZ-2026-9999", "%00", "９９"),
}
NUMBERS = ("十五", "9" * 40, "-1", "1.5", "１２万", "\x00", "NaN", "1e400")
DAYS = ("2026-02-31", "2027-02-29", "0000-01-01", "99999-01-01", "明天", "二〇二七年三月", "\x00", "２０２７-13-01")
CHOICES = ("nonsense", "9" * 40, "\x00", "1' OR 1=1")


def good(bound: forms.BoundField, place: int) -> Any:
    """A value the field accepts: what stands in it already, else the first choice, a near day, a sentence."""
    field, initial = bound.field, bound.value()
    if isinstance(field, forms.FileField):
        return [SimpleUploadedFile("材料.pdf", PDF)] if field.required else []
    if isinstance(field, forms.BooleanField):
        return "1" if initial or field.required else ""
    if isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
        return [str(one) for one in initial or _first(field)]
    if isinstance(field, forms.ChoiceField):
        kept = GOOD.get(bound.name, "")
        return str(initial or (kept if kept and kept in dict(_flat(field)) else next(iter(_first(field)), "")))
    if isinstance(field, forms.DateTimeField | forms.DateField):
        return _day(field, initial, place)
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return (
            ""
            if initial is None and not field.required
            else str(initial or max(getattr(field, "min_value", 1) or 1, 1))
        )
    if isinstance(field.widget, forms.HiddenInput):
        return initial or ""
    if bound.name in GOOD:
        return GOOD[bound.name]
    return f"{WORDS}{place}"[: field.max_length] if isinstance(field, forms.CharField) else initial or ""


def _day(field: forms.Field, initial: Any, place: int) -> str:
    if isinstance(initial, dt.date):
        shown = initial if not isinstance(initial, dt.datetime) else clock.local(initial)
        return shown.strftime("%Y-%m-%dT%H:%M" if isinstance(field, forms.DateTimeField) else "%Y-%m-%d")
    if isinstance(initial, str) and initial:
        return initial
    later = clock.local(clock.now()) + dt.timedelta(days=5, hours=place)
    return later.strftime("%Y-%m-%dT%H:%M" if isinstance(field, forms.DateTimeField) else "%Y-%m-%d")


def _flat(field: Any) -> list[tuple[Any, Any]]:
    return [(getattr(value, "value", value), label) for value, label in field.choices]


def _first(field: Any) -> list[Any]:
    return [value for value, _label in _flat(field) if value not in ("", None)][:1]


def wrong(bound: forms.BoundField) -> Iterator[Any]:
    """Values the field must refuse with a sentence."""
    field = bound.field
    if bound.name == "version":
        yield from ("-1", "2" * 70, "abc", "1.5", "\x00")
        return
    if isinstance(field.widget, forms.HiddenInput):
        yield from ("字" * 2000, "\x00")
        return
    if field.required and not isinstance(field, forms.BooleanField):
        yield from ([[]] if isinstance(field, FilesField) else [""])
    if isinstance(field, forms.FileField):
        yield from ([SimpleUploadedFile(*what)] for what in FILES)
        return
    yield from BY_NAME.get(bound.name, ())
    if isinstance(field, forms.BooleanField):
        return
    if isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
        yield from ([one] for one in CHOICES)
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        yield from CHOICES
    elif isinstance(field, forms.DateTimeField):
        yield from (f"{day}T09:00" if day[:1].isdigit() else day for day in DAYS)
        yield "2027-03-01T25:61"
    elif isinstance(field, forms.DateField):
        yield from DAYS
    elif isinstance(field, forms.IntegerField | forms.DecimalField):
        yield from (one for one in NUMBERS if one != "1.5" or not isinstance(field, forms.DecimalField))
    elif isinstance(field, forms.CharField):
        yield "甲\x00乙"
        if field.max_length:
            yield "长" * (field.max_length + 1)
        if isinstance(field, NarrativeField):
            yield f"他的证件号码是{IDENTITY}"


FILES = (
    ("空.pdf", b""),
    ("程序.pdf", b"MZ\x90\x00\x03" + b"\x00" * 64),
    ("程序.exe", b"MZ\x90\x00\x03" + b"\x00" * 64),
    ("没有扩展名", PDF),
    ("坏的.docx", b"PK\x03\x04" + b"\x00" * 30),
    ("坏的.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 30),
)
"""Judged by their content when they are stored: nothing is kept of them either."""
