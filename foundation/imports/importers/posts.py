"""Posts: who holds which title where, from when to when."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import audit
from foundation.accounts.rights import Right
from foundation.core.actors import Actor
from foundation.imports.importer import Cells, Column, Importer, Wrong, unit_called, units_called
from foundation.imports.importers.units import clean_order
from foundation.orgs.models import Post, Unit

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s.*)?")
DATES = ("valid_from", "valid_to")
Key = tuple[str, str, str]


def clean_day(text: str) -> str:
    """2026-11-22 from the ways people write a day."""
    found = DAY.fullmatch(text)
    try:
        return dt.date(*(int(part) for part in found.groups())).isoformat()  # type: ignore[union-attr]
    except (AttributeError, ValueError) as error:
        raise Wrong(_("日期应写成2026年11月22日或2026-11-22。")) from error


@dataclass(frozen=True, slots=True)
class Known:
    posts: dict[Key, Post]
    units: dict[str, Unit]


class PostImporter(Importer):
    """A line is found by unit, title and holder: a new holder of a title is a new post."""

    kind = "posts"
    label = gettext_lazy("职务")
    sentence = gettext_lazy("单位、职务、姓名、排序号、任职和离任日期。按单位、职务和姓名认定是同一条。")
    right = Right.ADMINISTER_SYSTEM
    model = Post
    identity = ("unit", "title", "holder_name")
    related = ("unit",)
    columns = (
        Column("unit", gettext_lazy("单位"), ("单位编码", "所在单位", "单位名称", "部门"), required=True),
        Column("title", gettext_lazy("职务"), ("职位", "岗位"), True, 60),
        Column("holder_name", gettext_lazy("姓名"), ("任职人", "任职人员"), True, 30),
        Column("sort_order", gettext_lazy("排序号"), ("排序", "顺序"), clean=clean_order),
        Column("valid_from", gettext_lazy("任职日期"), ("任职时间", "到任日期"), clean=clean_day),
        Column("valid_to", gettext_lazy("离任日期"), ("免职日期", "离任时间"), clean=clean_day),
    )

    def prepare(self, rows: Sequence[Cells]) -> Known:
        posts = Post.objects.select_related("unit").filter(holder_name__in={one.get("holder_name", "") for one in rows})
        return Known(
            {(post.unit.code, post.title, post.holder_name): post for post in posts},
            units_called([cells.get("unit", "") for cells in rows]),
        )

    def check(self, cells: Cells, known: Known, in_file: Callable[[str], bool]) -> Cells:
        unit = unit_called(cells["unit"], known.units)
        if unit is None:
            raise Wrong(_("单位“%(unit)s”没有登记，或不止一个单位叫这个名称。") % {"unit": cells["unit"]})
        checked = {**cells, "unit": unit.code}
        record = self.find(checked, known)
        now = self.values(record) if record is not None else {}
        start, end = (checked.get(name) or now.get(name, "") for name in DATES)
        if start and end and end < start:
            raise Wrong(_("离任日期不能早于任职日期。"))
        return checked

    def find(self, cells: Cells, known: Known) -> Post | None:
        unit = unit_called(cells["unit"], known.units)
        return known.posts.get((unit.code if unit else "", cells["title"], cells["holder_name"]))

    def values(self, record: Any) -> Cells:
        return {
            "unit": record.unit.code,
            "title": record.title,
            "holder_name": record.holder_name,
            "sort_order": str(record.sort_order),
            **{name: day.isoformat() if (day := getattr(record, name)) else "" for name in DATES},
        }

    def create(self, cells: Cells, known: Known, *, by: Actor) -> Post:
        post = Post(unit=known.units[cells["unit"]])
        self._set(post, cells)
        post.save()
        audit.record("post.added", by=by, about=post, unit=post.unit)
        return post

    def change(self, record: Any, cells: Cells, known: Known, *, by: Actor) -> None:
        self._set(record, cells)
        record.save()
        audit.record("post.saved", by=by, about=record, unit=record.unit)

    def _set(self, post: Post, cells: Cells) -> None:
        """Everything but the unit, which is part of what names the line."""
        for name, value in cells.items():
            if name in DATES:
                setattr(post, name, dt.date.fromisoformat(value) if value else None)
            elif name == "sort_order":
                post.sort_order = int(value or "0")
            elif name != "unit":
                setattr(post, name, value)

    def remove(self, record: Any, *, by: Actor) -> None:
        audit.record("post.removed", by=by, about=record, unit=record.unit)
        record.delete()
