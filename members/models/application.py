"""A worker's application to join (入会申请): five required fields, no more (D§4.1)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.crypto import BlindIndexField, EncryptedTextField
from foundation.core.db import fsm
from foundation.core.masking import mask_id, mask_name, mask_phone
from foundation.core.models import Record
from foundation.core.validators import DocumentKind, normalise_code, normalise_phone
from foundation.orgs.models import Unit
from members.enums import WorkerGroup
from members.models.employer import Employer, Union
from members.models.person import Person
from members.querysets import ApplicationQuerySet
from members.states import APPLICATION_MOVES, SIGNS, ApplicationState


class Application(Record):
    """Name, identity document, phone, group, union (or 待分配). `person` is set when the application is approved."""

    reference = models.CharField(_("申请编号"), max_length=20, unique=True, editable=False)
    state = models.CharField(_("状态"), max_length=12, choices=ApplicationState, default=ApplicationState.DRAFT)
    name = models.CharField(_("姓名"), max_length=30)
    id_kind = models.CharField(_("证件类型"), max_length=20, choices=DocumentKind, default=DocumentKind.RESIDENT)
    id_number = EncryptedTextField("members.application.id_number", verbose_name=_("证件号码"), max_length=20)
    id_index = BlindIndexField(of="id_number", normalise=normalise_code, db_index=True)
    phone = EncryptedTextField("members.application.phone", verbose_name=_("手机号"), max_length=20)
    phone_index = BlindIndexField(of="phone", normalise=normalise_phone, db_index=True)
    group = models.CharField(_("就业状况或所属群体"), max_length=12, choices=WorkerGroup)
    union = models.ForeignKey(Union, models.PROTECT, verbose_name=_("申请加入的工会"), null=True, blank=True)
    employer = models.ForeignKey(Employer, models.PROTECT, verbose_name=_("工作单位"), null=True, blank=True)
    scope = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("受理单位"), related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="applications")
    filed_by = models.CharField(max_length=60, editable=False)
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("审核时间"), null=True, blank=True, editable=False)
    decided_by = models.CharField(max_length=60, blank=True, editable=False)
    decision_reason = models.CharField(_("审核意见"), max_length=300, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("入会申请")
        ordering = ["-created_at"]
        triggers = [fsm("application", APPLICATION_MOVES)]
        indexes = [models.Index(fields=["state", "union"], name="application_state_union")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "returned"]) | ~Q(decision_reason=""),
                name="application_refusal_has_reason",
                violation_error_message=_("退回或不予通过时请写明理由。"),
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by="") | Q(decided_at__isnull=False) & ~Q(decided_by=""),
                name="application_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["placed", "reviewing", "approved", "enrolled"]) | Q(union__isnull=False),
                name="application_placed_has_union",
                violation_error_message=_("请先确定申请加入的工会。"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("members:application", args=[self.reference])

    @property
    def sign(self) -> str:
        """How the design draws the state."""
        return SIGNS[ApplicationState(self.state)]

    @property
    def masked_name(self) -> str:
        return mask_name(self.name)

    @property
    def masked_id(self) -> str:
        return mask_id(self.id_number)

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)
