"""Employers and the unions in them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.models import Record
from foundation.core.validators import validate_employer_code, validate_union_code
from foundation.orgs.models import Unit
from members.enums import Industry, UnionKind
from members.querysets import EmployerQuerySet, UnionQuerySet


class Employer(Record):
    """A unit that employs workers (用人单位), with or without a union."""

    reference = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    name = models.CharField(_("单位全称"), max_length=100)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True, validators=[validate_employer_code])
    industry = models.CharField(_("行业"), max_length=2, choices=Industry, default=Industry.OTHER)
    street = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("所属街道总工会"), related_name="+")
    address = models.CharField(_("经营地址"), max_length=200, blank=True)
    worker_count = models.PositiveIntegerField(_("职工数"), default=0)
    platform = models.BooleanField(_("平台企业"), default=False)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("用人单位")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["uscc"],
                condition=~models.Q(uscc=""),
                name="employer_uscc_once",
                violation_error_message=_("这个统一社会信用代码已经登记过，请查找已有单位。"),
            ),
        ]
        indexes = [models.Index(fields=["street", "name"], name="employer_street_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("members:employer", args=[self.reference])


class Union(Record):
    """A union that admits members. `unit` is its place in the tree, by which its cadres see it."""

    reference = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    name = models.CharField(_("工会全称"), max_length=100)
    kind = models.CharField(_("类型"), max_length=12, choices=UnionKind)
    uscc = models.CharField(_("工会统一社会信用代码"), max_length=18, blank=True, validators=[validate_union_code])
    unit = models.OneToOneField(Unit, models.PROTECT, verbose_name=_("所在单位"), related_name="union")
    employers = models.ManyToManyField(Employer, verbose_name=_("涵盖单位"), related_name="unions", blank=True)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    term_ends_on = models.DateField(_("届满日期"), null=True, blank=True)

    objects = UnionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("工会")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("members:union", args=[self.reference])
