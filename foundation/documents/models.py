"""Numbers given out once and for all, and files."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.models import Record
from foundation.documents.validators import PREFIX
from foundation.orgs.models import Unit


class NumberSeries(models.Model):
    """A series of 文号 under one 代字, e.g. 泉丰工联纪 for joint-meeting minutes. Reference data of the office."""

    code = models.SlugField(_("编码"), max_length=40, unique=True)
    name = models.CharField(_("用途"), max_length=60)
    prefix = models.CharField(_("发文机关代字"), max_length=14, unique=True)
    remark = models.CharField(_("说明"), max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("文号序列")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(prefix__regex=PREFIX),
                name="numberseries_prefix_is_hanzi",
                violation_error_message=_("代字应为2至14个汉字。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.prefix}（{self.name}）"


class NumberCounter(models.Model):
    """The last number of a series in a year. Locked last in a transaction, because everyone waits for it."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, verbose_name=_("文号序列"), related_name="counters")
    year = models.PositiveSmallIntegerField(_("年份"))
    last = models.PositiveIntegerField(_("最近序号"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("文号计数")
        ordering = ["series", "year"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="numbercounter_one_per_year"),
            models.CheckConstraint(condition=Q(last__lte=99999), name="numbercounter_last_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.series.prefix}〔{self.year}〕{self.last}号"


class IssuedNumber(models.Model):
    """A 文号 that was given out. Never changed, deleted or given out again; the database refuses gaps too."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, verbose_name=_("文号序列"), related_name="issued")
    year = models.PositiveSmallIntegerField(_("年份"))
    number = models.PositiveIntegerField(_("序号"))
    text = models.CharField(_("文号"), max_length=40, unique=True)
    subject_reference = models.CharField(_("用于"), max_length=120, blank=True)
    issued_at = models.DateTimeField(_("编号时间"), default=clock.now, editable=False)
    issued_by = models.CharField(_("编号人"), max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = _("已发文号")
        ordering = ["series", "-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "number"], name="issuednumber_never_twice"),
            models.CheckConstraint(condition=Q(number__range=(1, 99999)), name="issuednumber_number_in_range"),
            models.CheckConstraint(condition=Q(year__range=(1900, 2099)), name="issuednumber_year_in_range"),
            models.CheckConstraint(
                condition=Q(text__regex=r"^[\u4e00-\u9fff]{2,14}〔(19|20)\d{2}〕[1-9]\d{0,4}号$"),
                name="issuednumber_text_is_well_formed",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def reference(self) -> str:
        return self.text


class Attachment(Record):
    """A stored file. It has no address of its own: each feature links it and serves it through its own route.

    `stored_as` is random, `name` is only for people, `content_type` was read from the content.
    """

    name = models.CharField(_("文件名"), max_length=120)
    stored_as = models.CharField(max_length=60, unique=True, editable=False)
    size = models.PositiveBigIntegerField(_("大小"), editable=False)
    sha256 = models.CharField(_("校验值"), max_length=64, editable=False)
    content_type = models.CharField(_("类型"), max_length=100, editable=False)
    uploaded_by = models.CharField(_("上传人"), max_length=80, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("单位"), null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("附件")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_not_empty"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="attachment_has_checksum"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return str(self.key)

    @property
    def extension(self) -> str:
        """`pdf`, for icons and lists."""
        return self.name.rpartition(".")[2].lower()
