"""People who sign in. What they may do is granted apart: an import opens accounts, it gives no role."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import audit
from foundation.accounts import services
from foundation.accounts.models import User
from foundation.accounts.rights import Right
from foundation.core.actors import Actor
from foundation.core.policies import Refused
from foundation.imports.importer import Cells, Column, Importer, Wrong, unit_called, units_called
from foundation.orgs.models import Unit


def clean_username(text: str) -> str:
    try:
        UnicodeUsernameValidator()(text)
    except ValidationError as error:
        raise Wrong(_("账号只能用文字、数字和“@”“.”“+”“-”“_”。")) from error
    return text


def clean_email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise Wrong(_("电子邮箱格式不对，例如 chen@example.cn。")) from error
    return text


@dataclass(frozen=True, slots=True)
class Known:
    users: dict[str, User]
    units: dict[str, Unit]


class PeopleImporter(Importer):
    """A line is found by its account name. Closed accounts are not touched."""

    kind = "people"
    label = gettext_lazy("用户")
    sentence = gettext_lazy("账号、姓名、所在单位、职务、电子邮箱。按账号认定是同一人；角色另行授予，密码由本人设置。")
    right = Right.ADMINISTER_SECURITY
    model = User
    identity = ("username",)
    related = ("unit",)
    columns = (
        Column("username", gettext_lazy("账号"), ("用户名", "登录名", "工号"), True, 40, clean_username),
        Column("display_name", gettext_lazy("姓名"), ("名字",), True, 30),
        Column("unit", gettext_lazy("所在单位"), ("单位", "单位编码", "工作单位", "部门"), required=True),
        Column("title", gettext_lazy("职务"), ("职位", "岗位"), longest=60),
        Column(
            "email", gettext_lazy("电子邮箱"), ("邮箱", "电子邮件", "E-mail", "邮件"), longest=254, clean=clean_email
        ),
    )

    def prepare(self, rows: Sequence[Cells]) -> Known:
        users = User.objects.select_related("unit").filter(username__in={cells.get("username", "") for cells in rows})
        return Known({user.username: user for user in users}, units_called([cells.get("unit", "") for cells in rows]))

    def check(self, cells: Cells, known: Known, in_file: Callable[[str], bool]) -> Cells:
        unit = unit_called(cells["unit"], known.units)
        if unit is None:
            raise Wrong(_("单位“%(unit)s”没有登记，或不止一个单位叫这个名称。") % {"unit": cells["unit"]})
        user = self.find(cells, known)
        if user is not None and not user.is_active:
            raise Wrong(_("这个账号已停用，需要重新启用的请安全管理员办理。"))
        return {**cells, "unit": unit.code}

    def find(self, cells: Cells, known: Known) -> User | None:
        return known.users.get(cells["username"])

    def values(self, record: Any) -> Cells:
        return {
            "username": record.username,
            "display_name": record.display_name,
            "unit": record.unit.code,
            "title": record.title,
            "email": record.email,
        }

    def create(self, cells: Cells, known: Known, *, by: Actor) -> User:
        return services.add_user(by=by, **{**cells, "unit": known.units[cells["unit"]]})  # type: ignore[arg-type]

    def change(self, record: Any, cells: Cells, known: Known, *, by: Actor) -> None:
        for name, value in cells.items():
            setattr(record, name, known.units[value] if name == "unit" else value)
        services.save_user(by=by, user=record)

    def remove(self, record: Any, *, by: Actor) -> None:
        if record.last_login is not None or record.has_usable_password():
            raise Refused(_("账号已经启用，不能删除；需要停用的请安全管理员办理。"))
        audit.record("user.removed", by=by, about=record, unit=record.unit)
        record.delete()
