"""A worker the federation knows: identity only; membership and concerns point here."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.crypto import BlindIndexField, EncryptedTextField
from foundation.core.masking import mask_id, mask_name, mask_phone
from foundation.core.models import Record
from foundation.core.validators import DocumentKind, normalise_code, normalise_phone
from foundation.orgs.models import Unit
from members.querysets import PersonQuerySet


class Person(Record):
    """Identity and phone are encrypted; equal ones are found through blind indexes. `scope` is who registered her."""

    reference = models.CharField(_("人员编号"), max_length=20, unique=True, editable=False)
    name = models.CharField(_("姓名"), max_length=30)
    id_kind = models.CharField(_("证件类型"), max_length=20, choices=DocumentKind, blank=True)
    id_number = EncryptedTextField("members.person.id_number", verbose_name=_("证件号码"), max_length=20)
    id_index = BlindIndexField(of="id_number", normalise=normalise_code)
    phone = EncryptedTextField("members.person.phone", verbose_name=_("手机号"), max_length=20)
    phone_index = BlindIndexField(of="phone", normalise=normalise_phone, db_index=True)
    employer = models.ForeignKey(
        "members.Employer", models.PROTECT, verbose_name=_("工作单位"), null=True, blank=True, related_name="people"
    )
    scope = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("登记单位"), related_name="+")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("人员")
        indexes = [models.Index(fields=["name"], name="person_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["id_index"],
                condition=~models.Q(id_index=""),
                name="person_id_once",
                violation_error_message=_("这个证件号码已经登记过，请查找已有人员。"),
            ),
        ]

    def __str__(self) -> str:
        return self.masked_name

    def get_absolute_url(self) -> str:
        return reverse("members:person", args=[self.reference])

    @property
    def masked_name(self) -> str:
        return mask_name(self.name)

    @property
    def masked_id(self) -> str:
        return mask_id(self.id_number)

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)
