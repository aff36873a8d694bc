"""An import and its lines, staged encrypted until they are taken in, and afterwards as long as they can be taken back."""

import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.crypto import EncryptedTextField
from foundation.core.db import fsm
from foundation.core.models import Record
from foundation.imports.importer import Importer, importer_of
from foundation.imports.querysets import ImportQuerySet, ImportRowQuerySet
from foundation.imports.states import ENDED, MOVES, RUNNING, SIGNS, VERDICT_SIGNS, Outcome, State, Verdict
from foundation.orgs.models import Unit

LONGEST_JSON = 2_000_000


class Import(Record):
    """One file on its way in. `sheets` are what was found in it: name, lines, guessed line of headings, notes.

    `mapping` is column name → place in the line; `accepted` the verdicts that are taken in. How far it is stands in the
    lines themselves, so that a killed worker leaves nothing to mend.
    """

    reference = models.CharField(_("导入编号"), max_length=20, unique=True, editable=False)
    kind = models.CharField(_("导入内容"), max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("导入单位"), related_name="+")
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.UPLOADED, editable=False)
    file_name = models.CharField(_("文件名"), max_length=120)
    file_hash = models.CharField(_("校验值"), max_length=64, editable=False)
    sheets = models.JSONField(default=list, editable=False)
    sheet = models.PositiveSmallIntegerField(_("工作表"), default=0, editable=False)
    header_row = models.PositiveIntegerField(_("标题行"), null=True, editable=False)
    mapping = models.JSONField(default=dict, editable=False)
    accepted = models.JSONField(default=list, editable=False)
    note = models.CharField(_("说明"), max_length=200, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("上传人"), related_name="+", editable=False
    )
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("确认人"), related_name="+", null=True, editable=False
    )
    committed_at = models.DateTimeField(_("确认时间"), null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("撤销人"), related_name="+", null=True, editable=False
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("数据导入")
        ordering = ["-created_at", "-pk"]
        triggers = [fsm("import", MOVES)]
        indexes = [models.Index(fields=["state"], name="import_running", condition=Q(state__in=RUNNING))]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "unit", "file_hash", "sheet"],
                condition=~Q(state__in=ENDED),
                name="import_file_once",
                violation_error_message=_("这个文件的这个工作表已经导入过。"),
            ),
            models.CheckConstraint(
                condition=Q(committed_at=None, committed_by=None)
                | Q(committed_at__isnull=False, committed_by__isnull=False),
                name="import_committed_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["applying", "paused", "applied"]) | Q(committed_by__isnull=False),
                name="import_applied_was_committed",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("imports:detail", args=[self.reference])

    @property
    def importer(self) -> Importer:
        return importer_of(self.kind)

    @property
    def sign(self) -> str:
        """How the design draws the state."""
        return SIGNS[State(self.state)]

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def lines(self) -> "ImportRowQuerySet":
        """The lines of the chosen sheet below its headings."""
        rows: ImportRowQuerySet = self.rows.filter(sheet=self.sheet, number__gt=self.header_row or 0)
        return rows


class ImportRow(models.Model):
    """A line as it was read, what the dry run said of it, what became of it.

    `before` (encrypted JSON) holds the values an update replaced and those it set, or those a new record began with:
    undo compares them with what the record says then.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    job = models.ForeignKey(Import, models.CASCADE, verbose_name=_("数据导入"), related_name="rows")
    sheet = models.PositiveSmallIntegerField(_("工作表"))
    number = models.PositiveIntegerField(_("行号"))
    depth = models.IntegerField(_("层级"), default=0)
    raw = EncryptedTextField("imports.importrow.raw", verbose_name=_("原始内容"), max_length=LONGEST_JSON)
    identity_index = models.CharField(max_length=64, blank=True, editable=False)
    verdict = models.CharField(_("试算结论"), max_length=8, choices=Verdict, blank=True)
    outcome = models.CharField(_("办理结果"), max_length=8, choices=Outcome, blank=True)
    message = EncryptedTextField("imports.importrow.message", verbose_name=_("说明"), max_length=1000)
    before = EncryptedTextField("imports.importrow.before", verbose_name=_("原值"), max_length=LONGEST_JSON)
    target_label = models.CharField(max_length=60, blank=True, editable=False)
    target_pk = models.BigIntegerField(null=True, editable=False)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("导入行")
        ordering = ["job", "sheet", "number"]
        indexes = [
            models.Index(fields=["job", "sheet", "verdict", "outcome"], name="importrow_progress"),
            models.Index(fields=["job", "identity_index"], name="importrow_identity"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["job", "sheet", "number"], name="importrow_number_once"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["created", "updated"]) | Q(target_pk__isnull=False),
                name="importrow_done_has_target",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_id}:{self.number}"

    @property
    def cells(self) -> list[str]:
        """The line as it was read."""
        found: list[str] = json.loads(self.raw or "[]")
        return found

    @property
    def change(self) -> dict[str, Any]:
        """`{"old": {column: text}, "new": {…}}`, empty before anything was compared."""
        found: dict[str, Any] = json.loads(self.before or "{}")
        return found

    @property
    def sign(self) -> str:
        return VERDICT_SIGNS[Verdict(self.verdict)] if self.verdict else "wait"


class ColumnMapping(models.Model):
    """Which heading stood for which column the last time a unit sent this kind of list."""

    kind = models.CharField(_("导入内容"), max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("导入单位"), related_name="+")
    headings = models.JSONField(_("列标题"), default=dict)

    class Meta:
        verbose_name = verbose_name_plural = _("列对照")
        ordering = ["kind", "unit"]
        constraints = [models.UniqueConstraint(fields=["kind", "unit"], name="columnmapping_one_per_unit")]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id}"
