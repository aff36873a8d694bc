"""One try to call the worker back (回访). Reached, not reached and refused are kept apart."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerns.enums import Contact, Satisfaction, Solved
from concerns.models.concern import Concern
from foundation.core import clock


class Callback(models.Model):
    """What the worker said: the result and the satisfaction are hers, not the handling unit's."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="callbacks")
    called_at = models.DateTimeField(_("回访时间"), default=clock.now)
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("回访人"), related_name="+")
    contact = models.CharField(_("接通情况"), max_length=12, choices=Contact)
    solved = models.CharField(_("是否解决"), max_length=10, choices=Solved, blank=True)
    satisfaction = models.CharField(_("满意程度"), max_length=12, choices=Satisfaction, blank=True)
    note = models.TextField(_("职工原话和说明"), max_length=2000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("回访")
        ordering = ["-called_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(contact=Contact.REACHED) & ~Q(solved="") & ~Q(satisfaction=""))
                | (Q(contact__in=[Contact.NOT_REACHED, Contact.REFUSED], solved="", satisfaction="")),
                name="callback_result_only_if_reached",
                violation_error_message=_("接通后要记录是否解决和满意程度；未接通或拒绝的不填。"),
            ),
            models.CheckConstraint(
                condition=~Q(solved=Solved.NOT_SOLVED) | ~Q(note=""),
                name="callback_not_solved_says_why",
                violation_error_message=_("未解决的要写明职工还有什么要求。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concern_id} {self.called_at:%Y-%m-%d}"
