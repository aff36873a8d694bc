"""The tree of units."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import audit
from foundation.accounts.rights import Right
from foundation.core.actors import Actor
from foundation.imports.importer import Cells, Column, Importer, Wrong, plain, unit_called, units_called
from foundation.orgs import services
from foundation.orgs.enums import Kind, Side
from foundation.orgs.models import Unit

ROOTS = (Kind.FEDERATION, Kind.GOVERNMENT)
CODE = re.compile(r"[A-Za-z0-9_-]+")


def clean_code(text: str) -> str:
    code = "".join(plain(text).split()).translate(str.maketrans("－＿", "-_"))
    code = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in code)
    if not CODE.fullmatch(code):
        raise Wrong(_("编码只能用字母、数字、“-”和“_”。"))
    return code


def clean_order(text: str) -> str:
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise Wrong(_("“排序号”应为整数。"))
    return str(int(text))


class UnitImporter(Importer):
    """A line is found by its code. A new unit needs a parent unless it is a federation or a government itself."""

    kind = "units"
    label = gettext_lazy("单位")
    sentence = gettext_lazy("单位编码、全称、类型、所属、上级单位。按编码认定是同一单位。")
    right = Right.ADMINISTER_SYSTEM
    model = Unit
    identity = ("code",)
    parent = "parent"
    related = ("parent",)
    columns = (
        Column("code", gettext_lazy("编码"), ("单位编码", "机构编码", "代码"), True, 24, clean_code),
        Column("name", gettext_lazy("全称"), ("单位全称", "单位名称", "机构名称", "名称"), required=True),
        Column("short_name", gettext_lazy("简称"), ("单位简称",), longest=40),
        Column("kind", gettext_lazy("类型"), ("单位类型", "类别", "性质"), required=True, choices=dict(Kind.choices)),
        Column("side", gettext_lazy("所属"), ("所属系统", "系统"), choices=dict(Side.choices)),
        Column(
            "parent",
            gettext_lazy("上级单位"),
            ("上级单位编码", "上级单位名称", "上级编码", "上级", "主管单位"),
            longest=100,
        ),
        Column("sort_order", gettext_lazy("排序号"), ("排序", "顺序"), clean=clean_order),
        Column("contact", gettext_lazy("联系方式"), ("联系电话", "电话", "联系人")),
    )

    def prepare(self, rows: Sequence[Cells]) -> dict[str, Unit]:
        return units_called([text for cells in rows for text in (cells.get("code", ""), cells.get("parent", ""))])

    def check(self, cells: Cells, known: dict[str, Unit], in_file: Callable[[str], bool]) -> Cells:
        checked = dict(cells)
        record = self.find(cells, known)
        if "parent" in cells:
            checked["parent"] = self._parent(cells, known, record, in_file)
        elif record is None and cells["kind"] not in ROOTS:
            raise Wrong(_("“上级单位”没有填写。"))
        if record is None:
            checked.setdefault("short_name", cells["name"][:40])
            checked.setdefault("side", self._side(checked, known))
        return checked

    def _parent(self, cells: Cells, known: dict[str, Unit], record: Unit | None, in_file: Callable[[str], bool]) -> str:
        parent = unit_called(cells["parent"], known)
        if parent is None:
            if in_file(cells["parent"]):
                return cells["parent"]
            raise Wrong(_("上级单位“%(unit)s”没有登记，表中也没有。") % {"unit": cells["parent"]})
        if record is not None and record.holds(parent):
            raise Wrong(_("上级单位不能是本单位或本单位的下级。"))
        return parent.code

    def _side(self, cells: Cells, known: dict[str, Unit]) -> str:
        parent = known.get(cells.get("parent", ""))
        if parent is not None:
            return parent.side
        government = cells["kind"] in (Kind.GOVERNMENT, Kind.GOVERNMENT_OFFICE, Kind.DEPARTMENT, Kind.STREET_OFFICE)
        return str(Side.GOVERNMENT if government else Side.UNION)

    def find(self, cells: Cells, known: dict[str, Unit]) -> Unit | None:
        unit = known.get(cells["code"])
        return unit if unit is not None and unit.code == cells["code"] else None

    def values(self, record: Any) -> Cells:
        return {
            "code": record.code,
            "name": record.name,
            "short_name": record.short_name,
            "kind": record.kind,
            "side": record.side,
            "parent": record.parent.code if record.parent else "",
            "sort_order": str(record.sort_order),
            "contact": record.contact,
        }

    def create(self, cells: Cells, known: dict[str, Unit], *, by: Actor) -> Unit:
        facts: dict[str, Any] = {**cells, "sort_order": int(cells.get("sort_order", "0"))}
        facts["parent"] = known[cells["parent"]] if cells.get("parent") else None
        return services.add_unit(by=by, **facts)

    def change(self, record: Any, cells: Cells, known: dict[str, Unit], *, by: Actor) -> None:
        for name, value in cells.items():
            if name == "parent":
                record.parent = known.get(value) if value else None
            else:
                setattr(record, name, int(value or "0") if name == "sort_order" else value)
        services.save_unit(by=by, unit=record)

    def remove(self, record: Any, *, by: Actor) -> None:
        audit.record("unit.removed", by=by, about=record)
        record.delete()
