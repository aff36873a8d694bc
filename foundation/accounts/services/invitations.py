"""Officials and other people from outside the federation are invited: one link, one unit, one role."""

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit, outbox
from foundation.accounts.links import one_time_link
from foundation.accounts.models import User
from foundation.accounts.roles import roles
from foundation.accounts.services.grants import grant
from foundation.accounts.services.users import add_user
from foundation.core.actors import Actor
from foundation.core.policies import Refused
from foundation.orgs.models import Unit


@transaction.atomic
def invite(*, by: Actor, unit: Unit, display_name: str, email: str, role: str, title: str = "") -> User:
    """Open an account at `unit`, grant `role` there and nowhere else, and mail its owner the way in.

    After: the account has no password; the mail waits in the outbox with a link that sets one, once, within three days,
    and leads on to what waits for her. Audit rows: account, grant, invitation. Refused for administrator roles, for an
    address that has an account already, and as `grant` refuses.
    """
    found = roles().get(role)
    if found is not None and found.admin:
        raise Refused(_("管理员账号不能用邀请开设，请先开设账号，再授予角色。"))
    if (other := User.objects.active().filter(email__iexact=email).first()) is not None:
        raise Refused(_("这个邮箱已经有账号“%(name)s”，请直接授予角色。") % {"name": other.display_name})
    user = add_user(
        by=by,
        username=_free_username(email),
        display_name=display_name,
        unit=unit,
        email=email,
        title=title,
        must_change_password=False,
    )
    grant(by=by, user=user, role=role, unit=unit, reason=_("受邀使用门户"))
    facts = {
        "name": display_name,
        "unit": unit.name,
        "role": roles()[role].label,
        "sentence": roles()[role].sentence,
        "username": user.username,
        "link": one_time_link(user),
    }
    outbox.put_mail(
        to=user,
        subject=_("邀请您使用工作门户"),
        body=_(
            "%(name)s：\n\n邀请您代表%(unit)s使用工作门户，担任“%(role)s”：%(sentence)s\n"
            "您的账号是 %(username)s。请在三天内打开下面的链接设置密码，设置后直接进入等您办理的事项。"
            "链接只能使用一次，请勿转发：\n%(link)s"
        )
        % facts,
    )
    audit.record("account.invited", by=by, about=user, unit=unit, role=role)
    return user


def _free_username(email: str) -> str:
    """The part before the @ as far as it can be an account name, with a number behind it when that is taken."""
    base = "".join(c for c in email.partition("@")[0] if c.isascii() and (c.isalnum() or c in "._-"))[:34] or "guest"
    taken = set(User.objects.filter(username__istartswith=base).values_list("username", flat=True))
    lowered = {name.lower() for name in taken}
    names = (base if number == 1 else f"{base}{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name.lower() not in lowered)
