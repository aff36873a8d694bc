"""People the federation knows."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import audit
from foundation.core.actors import Actor
from foundation.core.policies import Refused
from foundation.core.references import next_reference
from foundation.core.validators import normalise_code, normalise_name, normalise_phone
from foundation.orgs.models import Unit
from members.models import Employer, Person
from members.policies import check_can_reveal


@transaction.atomic
def find_or_add_person(
    *,
    by: Actor,
    name: str,
    scope: Unit,
    id_kind: str = "",
    id_number: str = "",
    phone: str = "",
    employer: Employer | None = None,
) -> Person:
    """The person with this identity number, or a new one registered by `scope`.

    An identity number belongs to one person: when it is known under another name the call is `Refused`, because one of
    the two was mistyped. Without a number a new person is always added: equal names are not the same person.
    """
    name, id_number, phone = normalise_name(name), normalise_code(id_number), normalise_phone(phone)
    if id_number:
        known = Person.objects.same_id(id_number).select_for_update(no_key=True).first()
        if known is not None:
            if known.name != name:
                raise Refused(_("这个证件号码已登记在另一个姓名之下，请核对姓名和证件号码。"))
            return known
    person = Person(
        name=name,
        id_kind=id_kind,
        id_number=id_number,
        phone=phone,
        employer=employer,
        scope=scope,
        reference=next_reference("R"),
    )
    person.save()
    audit.record("person.added", by=by, about=person, unit=scope)
    return person


REVEALABLE = {"id_number": gettext_lazy("证件号码"), "phone": gettext_lazy("手机号")}


@transaction.atomic
def reveal(*, person: Person, field: str, by: Actor, reason: str) -> str:
    """One personal value whole, for a reason that goes into the audit log together with who and when.

    Refused without the right, or when `field` is not one of `REVEALABLE`.
    """
    if field not in REVEALABLE:
        raise Refused(_("没有可以查看的这一项。"))
    check_can_reveal(by, person)
    audit.record("person.revealed", by=by, about=person, unit=person.scope, field=field, reason=reason[:100])
    return str(getattr(person, field))
