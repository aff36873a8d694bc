"""Which unit has a concern in hand. Every hop stays: returned and reassigned rows end, they are not deleted."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concerns.enums import Part
from concerns.models.concern import Concern
from concerns.querysets import AssignmentQuerySet
from foundation.core import clock
from foundation.orgs.models import Unit


class Assignment(models.Model):
    """One lead unit at a time, any number assisting. A `final` one (终审指派) cannot be returned."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("承办单位"), related_name="+")
    part = models.CharField(_("主办或协办"), max_length=10, choices=Part, default=Part.LEAD)
    final = models.BooleanField(_("终审指派"), default=False)
    dispatched_at = models.DateTimeField(_("派单时间"), default=clock.now)
    dispatched_by = models.CharField(_("派单人"), max_length=60)
    note = models.CharField(_("办理要求"), max_length=500, blank=True)
    due_at = models.DateTimeField(_("办结时限"), null=True, blank=True)
    sign_by = models.DateTimeField(_("签收时限"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("签收时间"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("签收人"), null=True, blank=True, related_name="+"
    )
    returned_at = models.DateTimeField(_("退单时间"), null=True, blank=True)
    return_basis = models.CharField(_("退单依据"), max_length=500, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("承办")
        ordering = ["-part", "dispatched_at", "pk"]
        indexes = [models.Index(fields=["unit", "concern"], condition=Q(ended_at=None), name="assignment_unit_current")]
        constraints = [
            models.UniqueConstraint(
                fields=["concern"],
                condition=Q(part=Part.LEAD, ended_at=None),
                name="assignment_one_lead",
                violation_error_message=_("一件诉求只能有一个主办单位。"),
            ),
            models.UniqueConstraint(
                fields=["concern", "unit"],
                condition=Q(ended_at=None),
                name="assignment_unit_once",
                violation_error_message=_("该单位已在承办本件。"),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="assignment_accepted_by_someone",
                violation_error_message=_("签收要有签收人。"),
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None, return_basis="")
                | (Q(returned_at__isnull=False, ended_at__isnull=False, final=False) & ~Q(return_basis="")),
                name="assignment_return_has_basis",
                violation_error_message=_("退单要写明依据，终审指派的不得退单。"),
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("dispatched_at")),
                name="assignment_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concern_id} @ {self.unit_id}"
