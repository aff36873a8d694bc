"""Admitting a worker."""

import pytest

from foundation.core.policies import Refused, Stale
from members import services
from members.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.members import ApplicationFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_approval_makes_person_membership_number_and_first_ledger_line() -> None:
    application = ApplicationFactory(state="reviewing")
    reviewer = UserFactory(roles=["grassroots_cadre"], unit=application.union.unit)

    membership = services.approve(application=application, by=reviewer, version=1)

    application.refresh_from_db()
    assert application.state == "enrolled"
    assert application.person == membership.person
    assert (membership.person.id_number, membership.union) == (application.id_number, application.union)
    assert membership.number.startswith("HY-")
    assert [entry.event for entry in membership.entries.all()] == ["joined"]


def test_filer_may_not_review_her_own_application() -> None:
    application = ApplicationFactory(state="reviewing")
    reviewer = UserFactory(roles=["grassroots_cadre"], unit=application.union.unit)
    application.filed_by = reviewer.actor_reference
    application.save()

    with pytest.raises(Refused, match="填报人不能审核自己填报的申请"):
        services.approve(application=application, by=reviewer)


def test_reviewer_of_another_union_is_refused() -> None:
    application = ApplicationFactory(state="reviewing")

    with pytest.raises(Refused, match="您没有该工会的审核权限"):
        services.approve(application=application, by=UserFactory(roles=["grassroots_cadre"]))


def test_stale_page_changes_nothing() -> None:
    application = ApplicationFactory(state="reviewing", version=4)
    reviewer = UserFactory(roles=["grassroots_cadre"], unit=application.union.unit)

    with pytest.raises(Stale):
        services.approve(application=application, by=reviewer, version=3)
    assert not Membership.objects.exists()


def test_member_elsewhere_is_refused_and_nothing_is_half_written() -> None:
    application = ApplicationFactory(state="reviewing")
    MembershipFactory(person=PersonFactory(id_number=application.id_number, name=application.name))
    reviewer = UserFactory(roles=["grassroots_cadre"], unit=application.union.unit)

    with pytest.raises(Refused, match="此人已是会员"):
        services.approve(application=application, by=reviewer)
    application.refresh_from_db()
    assert (application.state, Membership.objects.count()) == ("reviewing", 1)
