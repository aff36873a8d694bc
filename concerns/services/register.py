"""Taking a concern in."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from concerns import notices
from concerns.enums import COLLECTIVE, Complexity, Source, Urgency
from concerns.models import Category, Concern
from concerns.policies import check_can_register
from concerns.rights import Right
from concerns.services.attachments import keep_files
from concerns.services.steps import check_text, tell
from foundation import audit, outbox
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.policies import Refused
from foundation.core.references import next_reference
from foundation.core.validators import normalise_name, normalise_phone
from foundation.orgs.models import Unit
from foundation.search import services as search
from members.models import Employer, Person
from members.services import find_or_add_person

TITLE_LENGTH = 30


@transaction.atomic
def register(
    *,
    by: User,
    unit: Unit,
    category: Category,
    narrative: str,
    source: str = Source.HOTLINE_12351,
    urgency: str = Urgency.NORMAL,
    complexity: str = Complexity.PLAIN,
    title: str = "",
    people_count: int = 1,
    anonymous: bool = False,
    person: Person | None = None,
    name: str = "",
    phone: str = "",
    id_kind: str = "",
    id_number: str = "",
    employer: Employer | None = None,
    employer_text: str = "",
    street_unit: Unit | None = None,
    files: Iterable[Any] = (),
) -> Concern:
    """Register a concern for `unit`.

    The reporter is `person`, or the person with `id_number` (found or added), or only a name and a phone (kept
    encrypted), or nobody. A phone other than the register's is kept with the concern. After: state 待受理, number FZ-<year>-<n>, no clock (it starts at dispatch). Ten and more
    people or 特急: leaders and the street are told at once, quiet hours or not (D§5.3).
    Raises `Refused` without the right, for an identity number in title or narrative, for an anonymous concern with a
    person, and as `find_or_add_person` does.
    """
    check_can_register(by)
    check_text(title, narrative)
    if anonymous and (person or name or phone or id_number):
        raise Refused(_("匿名诉求不登记姓名、电话和证件号码，请去掉“匿名”或清空诉求人。"))
    if person is None and id_number:
        person = find_or_add_person(
            by=by, name=name, scope=unit, id_kind=id_kind, id_number=id_number, phone=phone, employer=employer
        )
    if person is not None:
        employer = employer or (person.employer if not employer_text else None)
    concern = Concern(
        category=category,
        source=source,
        urgency=Urgency.CRITICAL if people_count >= COLLECTIVE else urgency,
        complexity=complexity,
        title=title.strip() or _first_sentence(narrative),
        narrative=narrative.strip(),
        people_count=people_count,
        anonymous=anonymous,
        reporter=person,
        contact_name="" if person else normalise_name(name),
        contact_phone=_own_phone(person, phone),
        employer=employer,
        employer_text="" if employer else employer_text.strip(),
        unit=unit,
        street_unit=street_unit or (employer.street if employer else None),
        registered_by=by,
        registered_at=clock.now(),
        changed_at=clock.now(),
    )
    concern.reference = next_reference(settings.CONCERN_PREFIX)
    concern.save()
    told = tell(
        concern,
        "register",
        by=by,
        unit=unit,
        summary=_("登记诉求，来源：%(source)s") % {"source": concern.get_source_display()},
    )
    keep_files(concern, files, by=by, event=told)
    audit.record("concern.registered", by=by, about=concern, unit=unit, source=source, category=category.code)
    search.index(concern)
    if concern.alarming:
        alarm(concern, by=by)
    return concern


def alarm(concern: Concern, *, by: User) -> None:
    """Tell the leaders above the concern's unit and the people of its street."""
    told = set(User.objects.holding(Right.BE_ALERTED, unit=concern.unit))
    if concern.street_unit is not None:
        told |= set(User.objects.at(concern.street_unit, Right.HANDLE))
    outbox.put(notices.ALARMED, about=concern, to=told, by=by, once="alarm")


def _own_phone(person: Person | None, phone: str) -> str:
    """The number to call in this matter, where it is not the one the register has."""
    number = normalise_phone(phone)
    return "" if person is not None and number == person.phone else number


def _first_sentence(narrative: str) -> str:
    """What stands before the first full stop, at most 30 characters: the title when nobody typed one."""
    first = narrative.strip()
    for stop in "。！？；\n":
        first = first.split(stop, 1)[0]
    return first if len(first) <= TITLE_LENGTH else f"{first[: TITLE_LENGTH - 1]}…"
