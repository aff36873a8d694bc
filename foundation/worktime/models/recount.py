"""An order to count deadlines again, and how far it is."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.worktime.querysets import RecountQuerySet


class Recount(models.Model):
    """Deadlines between two dates to be counted again, and why. Done table by table, in the order of primary keys.

    `done_label` is the last table that is finished, `after_pk` the last row of the one under way, `told` whom the moved
    deadlines concern: right → primary keys of units.
    """

    reason = models.CharField(_("事由"), max_length=120)
    first = models.DateField(_("自"))
    last = models.DateField(_("至"))
    asked_by = models.CharField(_("录入人"), max_length=60, editable=False)
    asked_at = models.DateTimeField(_("录入时间"), default=clock.now, editable=False)
    done_label = models.CharField(max_length=80, blank=True, editable=False)
    after_pk = models.BigIntegerField(default=0, editable=False)
    counted = models.PositiveIntegerField(_("已核算"), default=0, editable=False)
    moved = models.PositiveIntegerField(_("期限有变化"), default=0, editable=False)
    told = models.JSONField(default=dict, editable=False, encoder=DjangoJSONEncoder)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True, editable=False)

    objects = RecountQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("期限重新核算")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["id"], condition=Q(finished_at=None), name="recount_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lte=F("last")),
                name="recount_dates_in_order",
                violation_error_message=_("截止日期不能早于起始日期。"),
            ),
            models.CheckConstraint(condition=Q(moved__lte=F("counted")), name="recount_moved_were_counted"),
        ]

    def __str__(self) -> str:
        return self.reason

    def get_absolute_url(self) -> str:
        """Where people see what became of their deadlines."""
        return str(settings.LOGIN_REDIRECT_URL)

    def note(self, model: type[models.Model], rows: list[Any], moved: list[Any], keepers: set[tuple[int, str]]) -> None:
        """Save the place after a batch: `rows` of `model` were counted, `moved` of them changed. An empty batch ends it."""
        label = model._meta.label_lower
        if rows:
            self.after_pk = rows[-1].pk
        else:
            self.done_label, self.after_pk = label, 0
        self.counted += len(rows)
        self.moved += len(moved)
        for unit, right in keepers:
            self.told[right] = sorted({*self.told.get(right, []), unit})
        self.save(update_fields=["done_label", "after_pk", "counted", "moved", "told"])
