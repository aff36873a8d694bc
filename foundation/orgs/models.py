"""The tree of units and the posts in them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.orgs.enums import Kind, Side
from foundation.orgs.querysets import PostQuerySet, UnitQuerySet


class Unit(models.Model):
    """An organisation or one of its departments. `path` is the codes from the root, each ended by "/"."""

    name = models.CharField(_("全称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=40)
    code = models.SlugField(_("编码"), max_length=24, unique=True)
    kind = models.CharField(_("类型"), max_length=20, choices=Kind)
    side = models.CharField(_("所属"), max_length=12, choices=Side)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("上级单位"), null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=200, unique=True, editable=False)
    sort_order = models.PositiveIntegerField(_("排序号"), default=0)
    contact = models.CharField(_("联系方式"), max_length=100, blank=True)
    valid_from = models.DateField(_("起用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("单位")
        ordering = ["path"]
        indexes = [models.Index(fields=["path"], name="unit_path_prefix", opclasses=["varchar_pattern_ops"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="unit_dates_in_order",
                violation_error_message=_("停用日期不能早于起用日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def reference(self) -> str:
        return self.code

    def holds(self, other: "Unit") -> bool:
        """Whether `other` is this unit or lies below it."""
        return other.path.startswith(self.path)


class Post(models.Model):
    """A post (title at a unit) and who holds it from when to when; the holder needs no account.

    Serves attendance, minutes and the names check: titles and order are the office's data.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("单位"), related_name="posts")
    title = models.CharField(_("职务"), max_length=60)
    holder_name = models.CharField(_("姓名"), max_length=30)
    sort_order = models.PositiveIntegerField(_("排序号"), default=0)
    valid_from = models.DateField(_("任职日期"), null=True, blank=True)
    valid_to = models.DateField(_("离任日期"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("职务")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="post_dates_in_order",
                violation_error_message=_("离任日期不能早于任职日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.holder_name}"
