"""One function per verb on a joining application."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit, outbox
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.actors import Actor
from foundation.core.policies import Refused
from foundation.core.references import next_reference
from foundation.core.validators import normalise_code, normalise_name, normalise_phone
from foundation.orgs.models import Unit
from members.models import Application, Employer, MemberEntry, Membership, Union
from members.notices import APPROVED, PLACED, RETURNED
from members.policies import check_can_apply
from members.rights import Right
from members.services.people import find_or_add_person
from members.states import ApplicationState
from members.workflow import APPLICATION


@transaction.atomic
def file_application(
    *,
    by: User,
    name: str,
    id_kind: str,
    id_number: str,
    phone: str,
    group: str,
    scope: Unit,
    union: Union | None = None,
    employer: Employer | None = None,
) -> Application:
    """File an application for a worker and submit it at once.

    After: placed with `union`, or in the waiting pool (待分配) without one. The union's reviewers are told.
    Refused when the same identity number already has an open application or a live membership (一次入会、动态接转).
    """
    check_can_apply(by)
    number = normalise_code(id_number)
    application = Application(
        name=normalise_name(name),
        id_kind=id_kind,
        id_number=number,
        phone=normalise_phone(phone),
        group=group,
        scope=scope,
        union=union,
        employer=employer,
        filed_by=by.actor_reference,
    )
    _check_not_yet(application)
    application.reference = next_reference("RH")
    application.save()
    audit.record("application.filed", by=by, about=application, unit=scope)
    return submit(application=application, by=by)


def _check_not_yet(application: Application) -> None:
    index = Application._meta.get_field("id_index").matches(application.id_number)
    twin = Application.objects.open().filter(id_index=index).exclude(pk=application.pk).first()
    if twin is not None:
        raise Refused(
            _("这个证件号码已有一份在办的入会申请（%(reference)s），请勿重复填报。") % {"reference": twin.reference}
        )
    _check_not_yet_member(index)


@transaction.atomic
def submit(*, application: Application, by: Actor, version: int | None = None) -> Application:
    """Hand the application in: to its union's reviewers, or to the waiting pool."""
    target = ApplicationState.PLACED if application.union_id else ApplicationState.UNPLACED
    row: Application = APPLICATION.advance(
        application,
        "submit",
        by=by,
        version=version,
        target=target,
        submitted_at=clock.now(),
        decision_reason="",
        decided_at=None,
        decided_by="",
    )
    audit.record("application.submitted", by=by, about=row, unit=row.scope)
    _tell_reviewers(row, by)
    return row


@transaction.atomic
def place(*, application: Application, by: Actor, union: Union, version: int | None = None) -> Application:
    """Assign an application from the waiting pool to `union`. Its reviewers are told."""
    row: Application = APPLICATION.advance(application, "place", by=by, version=version, union=union)
    audit.record("application.placed", by=by, about=row, unit=union.unit)
    _tell_reviewers(row, by)
    return row


def _tell_reviewers(row: Application, by: Actor) -> None:
    if row.union is not None:
        reviewers = User.objects.at(row.union.unit, Right.REVIEW)
        outbox.put(PLACED, about=row, to=list(reviewers), by=by, once=str(row.version))


@transaction.atomic
def take_up(*, application: Application, by: Actor, version: int | None = None) -> Application:
    """Begin the review; from now on the applicant's side cannot change the application."""
    row: Application = APPLICATION.advance(application, "take_up", by=by, version=version)
    audit.record("application.taken_up", by=by, about=row, unit=row.scope)
    return row


def _decide(application: Application, verb: str, by: Actor, version: int | None, reason: str) -> Application:
    row: Application = APPLICATION.advance(
        application,
        verb,
        by=by,
        version=version,
        decided_at=clock.now(),
        decided_by=by.actor_reference,
        decision_reason=reason,
    )
    return row


@transaction.atomic
def return_application(*, application: Application, by: Actor, reason: str, version: int | None = None) -> Application:
    """Send the application back to be completed, saying what is missing. Whoever filed it is told."""
    row = _decide(application, "return_application", by, version, reason)
    audit.record("application.returned", by=by, about=row, unit=row.scope)
    _tell_filer(row, RETURNED, by)
    return row


@transaction.atomic
def refuse(*, application: Application, by: Actor, reason: str, version: int | None = None) -> Application:
    """Refuse admission with a reason."""
    row = _decide(application, "refuse", by, version, reason)
    audit.record("application.refused", by=by, about=row, unit=row.scope)
    _tell_filer(row, RETURNED, by)
    return row


@transaction.atomic
def mark_duplicate(*, application: Application, by: Actor, version: int | None = None) -> Application:
    """Close the application because the same person has another one."""
    row: Application = APPLICATION.advance(application, "mark_duplicate", by=by, version=version)
    audit.record("application.marked_duplicate", by=by, about=row, unit=row.scope)
    return row


@transaction.atomic
def withdraw(*, application: Application, by: Actor, version: int | None = None) -> Application:
    """Take the application back at the applicant's wish."""
    row: Application = APPLICATION.advance(application, "withdraw", by=by, version=version)
    audit.record("application.withdrawn", by=by, about=row, unit=row.scope)
    return row


@transaction.atomic
def approve(*, application: Application, by: Actor, reason: str = "", version: int | None = None) -> Membership:
    """Admit the worker: approval, person, membership with its member number and first ledger line in one step.

    Admission is the union's decision on a voluntary application (工会章程 第二条). Refused when the person is on a
    roll already: membership moves with employment, nobody joins twice.
    """
    row = _decide(application, "approve", by, version, reason)
    _check_not_yet_member(row.id_index)
    if row.union is None:  # the policy and a CHECK say so too
        raise Refused(_("这份申请还没有确定工会，请先分配。"))
    person = find_or_add_person(
        by=by,
        name=row.name,
        scope=row.union.unit,
        id_kind=row.id_kind,
        id_number=row.id_number,
        phone=row.phone,
        employer=row.employer,
    )
    row = APPLICATION.advance(row, "enrol", by=by, person=person)
    membership = Membership.objects.create(
        number=next_reference("HY", width=5), person=person, union=row.union, application=row, joined_on=clock.today()
    )
    enter(membership, "joined", basis=row.reference, by=by)
    audit.record("application.approved", by=by, about=row, unit=row.scope)
    audit.record("membership.joined", by=by, about=membership, unit=row.union.unit, application=row.reference)
    _tell_filer(row, APPROVED, by)
    return membership


def _check_not_yet_member(id_index: str) -> None:
    live = Membership.objects.live().filter(person__id_index=id_index).first()
    if live is not None:
        raise Refused(_("此人已是会员（会员号%(number)s），换单位请办理会籍转接。") % {"number": live.number})


def enter(membership: Membership, event: str, *, basis: str, by: Actor) -> MemberEntry:
    """Write one line into the member's ledger."""
    return MemberEntry.objects.create(
        membership=membership,
        event=event,
        state=membership.state,
        basis=basis,
        actor=by.actor_reference,
    )


def _tell_filer(row: Application, notice: Any, by: Actor) -> None:
    kind, _colon, pk = row.filed_by.partition(":")
    if kind == "user" and row.filed_by != by.actor_reference:
        outbox.put(notice, about=row, to=list(User.objects.active().filter(pk=pk)), by=by, once=str(row.version))
