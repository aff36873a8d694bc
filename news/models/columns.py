"""Columns (栏目) of the reading site: reference data, closed by date."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from news.enums import Place
from news.querysets import ColumnQuerySet


class Column(models.Model):
    """A column and its place on the front page."""

    name = models.CharField(_("名称"), max_length=20, unique=True)
    slug = models.SlugField(
        _("网址"), max_length=30, unique=True, help_text=_("小写英文，出现在栏目网址中，开通后不宜改动")
    )
    place = models.CharField(_("首页位置"), max_length=10, choices=Place.choices, default=Place.BLOCK)
    sort_order = models.PositiveIntegerField(_("排序号"), default=0)
    closed_on = models.DateField(
        _("停用日期"), null=True, blank=True, help_text=_("停用后不再出现在导航里，已发稿件仍可阅读")
    )

    objects = ColumnQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("栏目")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(place__in=Place.values), name="column_place_is_known"),
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(place=Place.HEADLINE, closed_on=None),
                name="column_one_headline",
                violation_error_message=_("头条栏目只能有一个，请先改动现有的头条栏目。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("news:column", args=[self.slug])
