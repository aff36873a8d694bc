"""Roles and grants: the only source of rights."""

import datetime as dt

import pytest

from foundation.accounts import services
from foundation.accounts.models import User
from foundation.accounts.rights import Right
from foundation.accounts.roles import roles
from foundation.core import clock
from foundation.core.policies import Refused
from tests.factories.accounts import UserFactory
from tests.factories.orgs import FederationFactory, StreetUnionFactory, UnitFactory

pytestmark = pytest.mark.django_db
APPLY = "members.apply"


def fresh(user: User) -> User:
    """As the next request reads her."""
    return User.objects.get(pk=user.pk)


def test_a_grant_holds_at_its_unit_and_below_only() -> None:
    federation = FederationFactory()
    street = StreetUnionFactory(parent=federation)
    union = UnitFactory(parent=street)
    user = UserFactory(unit=street, roles=["street_cadre"])

    assert user.holds(APPLY, unit=street)
    assert user.holds(APPLY, unit=union)
    assert not user.holds(APPLY, unit=federation)
    assert not user.holds(APPLY, unit=StreetUnionFactory(parent=federation))
    assert user.paths(APPLY) == (street.path,)


def test_ending_a_grant_ends_access_with_the_next_request() -> None:
    user = UserFactory(roles=["street_cadre"])
    assert user.holds(APPLY)

    services.end_grant(by=UserFactory(), grant=user.grants.get())

    # A grant given today keeps today's date; one given earlier is over at once.
    row = user.grants.get()
    row.starts_on = clock.today() - dt.timedelta(days=10)
    row.ends_on = None
    row.save()
    services.end_grant(by=UserFactory(), grant=row)
    assert not fresh(user).holds(APPLY)


def test_grant_of_tomorrow_gives_nothing_today() -> None:
    user = UserFactory()
    services.grant(
        by=UserFactory(),
        user=user,
        role="street_cadre",
        unit=user.unit,
        reason="轮岗",
        starts_on=clock.today() + dt.timedelta(days=1),
    )

    assert not fresh(user).holds(APPLY)
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert fresh(user).holds(APPLY)


def test_administrators_exclude_each_other() -> None:
    user = UserFactory(roles=["system_admin"])

    with pytest.raises(Refused, match="“审计管理员”与已有的“系统管理员”不能由同一人担任"):
        services.grant(by=UserFactory(), user=user, role="audit_admin", unit=user.unit, reason="兼任")


def test_nobody_grants_herself() -> None:
    user = UserFactory(roles=["security_admin"])

    with pytest.raises(Refused, match="不能给自己授权"):
        services.grant(by=user, user=user, role="office_clerk", unit=user.unit, reason="临时")


def test_closed_account_holds_nothing() -> None:
    user = UserFactory(roles=["street_cadre"], is_active=False)

    assert not user.holds(APPLY)
    assert user.current_roles == []


def test_every_role_has_a_sentence_and_administrators_hold_nothing_else() -> None:
    for role in roles().values():
        assert str(role.sentence).endswith("。"), role.code
        assert role.admin == bool(role.rights & set(Right)), role.code
        assert not role.admin or len(role.rights) == 1, role.code


def test_holding_finds_whoever_may_act_at_a_unit() -> None:
    street = StreetUnionFactory()
    cadre = UserFactory(unit=street, roles=["street_cadre"])
    above = UserFactory(unit=street.parent, roles=["organisation_clerk"])
    UserFactory(roles=["street_cadre"])

    assert set(User.objects.holding(APPLY, unit=street)) == {cadre, above}
    assert list(User.objects.at(street, APPLY)) == [cadre]
