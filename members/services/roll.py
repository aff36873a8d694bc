"""Members from before the portal: taken over from the union's own roll, one by one."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit
from foundation.core import clock
from foundation.core.actors import Actor
from foundation.core.policies import Refused
from foundation.core.references import next_reference
from members.models import Employer, MemberEntry, Membership, Union
from members.models.membership import Event
from members.policies import check_can_keep_roll
from members.services.people import find_or_add_person


@transaction.atomic
def enter_roll(
    *,
    by: Actor,
    union: Union,
    name: str,
    joined_on: dt.date,
    basis: str,
    id_kind: str = "",
    id_number: str = "",
    phone: str = "",
    employer: Employer | None = None,
) -> Membership:
    """Enter somebody who has been a member since `joined_on`, on the strength of `basis` (the paper roll, a minute).

    After: the person, a membership whose number counts in the year of joining, one ledger line, one audit row; there is
    no application, and nobody is told. Refused without the right, for a day to come, without a basis, and when the
    person is on a roll already (一次入会、动态接转).
    """
    check_can_keep_roll(by, union)
    if joined_on > clock.today():
        raise Refused(_("入会日期不能晚于今天。"))
    if not basis.strip():
        raise Refused(_("请写明录入依据，如原会员名册。"))
    person = find_or_add_person(
        by=by, name=name, scope=union.unit, id_kind=id_kind, id_number=id_number, phone=phone, employer=employer
    )
    live = person.memberships.live().first()
    if live is not None:
        raise Refused(_("此人已是会员（会员号%(number)s），换单位请办理会籍转接。") % {"number": live.number})
    membership = Membership.objects.create(
        number=next_reference("HY", year=joined_on.year, width=5), person=person, union=union, joined_on=joined_on
    )
    MemberEntry.objects.create(
        membership=membership, event=Event.JOINED, state=membership.state, basis=basis.strip(), actor=by.actor_reference
    )
    audit.record("membership.entered", by=by, about=membership, unit=union.unit, joined_on=joined_on)
    return membership
