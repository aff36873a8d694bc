"""Membership (会籍) and its ledger: every change is a row that is never changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.models import Record
from members.models.application import Application
from members.models.employer import Union
from members.models.person import Person
from members.querysets import MembershipQuerySet
from members.states import MembershipState


class Event(models.TextChoices):
    """What a line of the ledger records."""

    JOINED = "joined", _("批准入会")
    RETAINED = "retained", _("保留会籍")
    RESTORED = "restored", _("恢复会籍")
    TRANSFERRED = "transferred", _("会籍接转")
    LEFT = "left", _("会籍终止")


class Membership(Record):
    """A person's place on a union's roll; one that counts at a time. `number` is the member number (会员号)."""

    number = models.CharField(_("会员号"), max_length=20, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("会员"), related_name="memberships")
    union = models.ForeignKey(Union, models.PROTECT, verbose_name=_("所在工会"), related_name="memberships")
    application = models.OneToOneField(
        Application, models.PROTECT, verbose_name=_("入会申请"), null=True, blank=True, related_name="membership"
    )
    state = models.CharField(_("会籍状态"), max_length=12, choices=MembershipState, default=MembershipState.ACTIVE)
    joined_on = models.DateField(_("入会日期"), default=clock.today)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("会籍")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=["active", "retained", "transferring"]),
                name="membership_one_live",
                violation_error_message=_("此人已在册，会籍随劳动关系接转，不重复入会。"),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def sign(self) -> str:
        """How the design draws the state."""
        return "done" if self.state == MembershipState.ACTIVE else "paused"

    @property
    def reference(self) -> str:
        return self.number


class MemberEntry(models.Model):
    """One line of a member's ledger: what changed, when, by whom, on which basis."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="entries")
    event = models.CharField(_("事项"), max_length=20, choices=Event)
    state = models.CharField(_("会籍状态"), max_length=12, choices=MembershipState)
    basis = models.CharField(_("依据"), max_length=200)
    actor = models.CharField(_("经办"), max_length=60)
    at = models.DateTimeField(_("时间"), default=clock.now)

    class Meta:
        verbose_name = verbose_name_plural = _("会籍台账")
        ordering = ["-at", "-pk"]
