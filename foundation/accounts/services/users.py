"""Opening and keeping accounts."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit, outbox
from foundation.accounts.links import one_time_link
from foundation.accounts.models import User
from foundation.accounts.services.grants import grant
from foundation.core import clock
from foundation.core.actors import Actor, SystemActor
from foundation.core.policies import Refused
from foundation.orgs.enums import Kind, Side
from foundation.orgs.models import Unit
from foundation.orgs.services import add_unit


@transaction.atomic
def add_user(
    *,
    by: Actor,
    username: str,
    display_name: str,
    unit: Unit,
    password: str | None = None,
    email: str = "",
    title: str = "",
    must_change_password: bool = True,
) -> User:
    """Open an account. Without `password` it cannot sign in until one is set. One audit row.

    Raises ValidationError when the password breaks the rules.
    """
    user = User(
        username=username,
        display_name=display_name,
        unit=unit,
        email=email,
        title=title,
        must_change_password=must_change_password,
    )
    if password is None:
        user.set_unusable_password()
    else:
        validate_password(password, user)
        user.set_password(password)
        user.password_set_at = clock.now()
    user.save()
    audit.record("user.added", by=by, about=user, unit=unit)
    return user


@transaction.atomic
def save_user(*, by: Actor, user: User) -> User:
    """Save an account edited in the admin; a new one cannot sign in until its password is set. One audit row."""
    added = user.pk is None
    if added:
        user.set_unusable_password()
    elif user.is_active and not User.objects.get(pk=user.pk).is_active:
        user.enabled_at = clock.now()  # or the next morning finds it unused again
    user.save()
    audit.record("user.added" if added else "user.saved", by=by, about=user, unit=user.unit)
    return user


@transaction.atomic
def send_link(*, by: Actor, user: User) -> None:
    """Mail `user` a one-time link to set her password. Refused for accounts without an address. One audit row."""
    if not user.email:
        raise Refused(_("这个账号没有电子邮箱，请先补填。"))
    outbox.put_mail(
        to=user,
        subject=_("设置您的门户密码"),
        body=_("您的账号是 %(username)s。请在三天内打开下面的链接设置密码，链接只能使用一次：\n%(link)s")
        % {"username": user.username, "link": one_time_link(user)},
    )
    audit.record("user.link_sent", by=by, about=user, unit=user.unit)


@transaction.atomic
def reset_second_step(*, by: Actor, user: User) -> None:
    """Remove a lost second step (TOTP, passkeys, recovery codes), so that the user can set up a new one. One audit row."""
    if by.actor_reference == user.actor_reference:
        raise Refused(_("不能重置自己的两步验证，请由另一位安全管理员办理。"))
    Authenticator.objects.filter(user=user).delete()
    audit.record("user.second_step_reset", by=by, about=user, unit=user.unit)


@transaction.atomic
def add_first_administrator(*, username: str, display_name: str, federation: str, email: str = "") -> User:
    """The security administrator of an empty portal, with the federation as root unit. Refused once any user exists."""
    if User.objects.exists():
        raise Refused(_("门户已有账号，管理员请由安全管理员在系统管理中开设。"))
    setup = SystemActor("setup")
    unit = Unit.objects.filter(parent=None).first() or add_unit(
        by=setup, name=federation, short_name=federation, code="ZGH", kind=Kind.FEDERATION, side=Side.UNION
    )
    user = add_user(by=setup, username=username, display_name=display_name, unit=unit, email=email)
    grant(by=setup, user=user, role="security_admin", unit=unit, reason=_("首次启用"))
    return user
