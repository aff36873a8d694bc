"""The index: one row for each record that can be found."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.search.fields import LexemesField
from foundation.search.querysets import SearchEntryQuerySet


class SearchEntry(models.Model):
    """What is known of a record without reading it. Holds no text beyond the title; no scope either: every hit is
    fetched again through the record's own `visible_to`, so the index cannot leak what the record would not show."""

    label = models.CharField(_("类型"), max_length=80)
    object_pk = models.BigIntegerField(_("编号"))
    reference = models.CharField(_("业务编号"), max_length=80)
    title = models.CharField(_("标题"), max_length=300)
    keys = ArrayField(models.CharField(max_length=80), default=list)
    title_lexemes = LexemesField()
    lexemes = LexemesField()
    dated_at = models.DateTimeField(_("日期"))

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("检索条目")
        constraints = [models.UniqueConstraint(fields=["label", "object_pk"], name="search_entry_one_per_record")]
        indexes = [
            GinIndex(fields=["keys"], name="search_entry_keys"),
            GinIndex(fields=["title_lexemes"], name="search_entry_title"),
            GinIndex(fields=["lexemes"], name="search_entry_lexemes"),
            # A word in every third record: walking the newest rows finds a page of them sooner than GIN and a sort.
            models.Index(fields=["-dated_at", "-id"], name="search_entry_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"
