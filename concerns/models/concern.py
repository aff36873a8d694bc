"""An urgent concern (急难愁盼): what a worker asks, whose turn it is, until when."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from concerns.enums import COLLECTIVE, Complexity, Part, Source, Urgency
from concerns.models.category import Category
from concerns.querysets import ConcernQuerySet
from concerns.states import DONE, MOVES, RAISED, SIGNS, State
from foundation.core import clock
from foundation.core.crypto import BlindIndexField, EncryptedTextField
from foundation.core.db import fsm
from foundation.core.masking import mask_name, mask_phone
from foundation.core.models import Record
from foundation.core.validators import normalise_phone
from foundation.orgs.models import Unit
from foundation.worktime.models import Clocked

if TYPE_CHECKING:
    from concerns.models.assignment import Assignment
    from concerns.models.cluster import Cluster


class Concern(Record, Clocked):
    """Reported by a person of the register, by somebody known only by name and phone, or by nobody (anonymous).

    `unit` registered it and owns it; `street_unit` is the street union it belongs to: both open it to their people.
    The narrative is plain text and searchable; names of third parties, illness and family belong there as little as
    possible, identity numbers never (`validators`).
    """

    reference = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.REGISTERED, editable=False)
    source = models.CharField(_("来源"), max_length=16, choices=Source, default=Source.HOTLINE_12351)
    category = models.ForeignKey(Category, models.PROTECT, verbose_name=_("类别"), related_name="concerns")
    urgency = models.CharField(_("紧急程度"), max_length=8, choices=Urgency, default=Urgency.NORMAL)
    complexity = models.CharField(_("复杂程度"), max_length=8, choices=Complexity, default=Complexity.PLAIN)
    title = models.CharField(_("事由"), max_length=60)
    narrative = models.TextField(_("诉求经过"), max_length=4000)
    people_count = models.PositiveIntegerField(_("涉及人数"), default=1)

    anonymous = models.BooleanField(_("匿名"), default=False)
    reporter = models.ForeignKey(
        "members.Person", models.PROTECT, verbose_name=_("诉求人"), null=True, blank=True, related_name="concerns"
    )
    contact_name = EncryptedTextField("concerns.concern.contact_name", verbose_name=_("姓名"), max_length=30)
    contact_phone = EncryptedTextField("concerns.concern.contact_phone", verbose_name=_("联系电话"), max_length=20)
    contact_phone_index = BlindIndexField(of="contact_phone", normalise=normalise_phone, db_index=True)
    employer = models.ForeignKey(
        "members.Employer", models.PROTECT, verbose_name=_("用人单位"), null=True, blank=True, related_name="concerns"
    )
    employer_text = models.CharField(_("用人单位（未建档）"), max_length=100, blank=True)

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("受理单位"), related_name="+")
    street_unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("所属街道"), null=True, blank=True, related_name="+"
    )
    registered_at = models.DateTimeField(_("登记时间"), default=clock.now, editable=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("登记人"), related_name="+", editable=False
    )
    dispatched_at = models.DateTimeField(_("派单时间"), null=True, blank=True, editable=False)
    contacted_at = models.DateTimeField(_("首次联系时间"), null=True, blank=True, editable=False)
    reported_at = models.DateTimeField(_("反馈时间"), null=True, blank=True, editable=False)
    result = models.TextField(_("办理结果"), max_length=4000, blank=True, editable=False)
    review_on = models.DateField(_("挂账复核日期"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True, editable=False)
    closing_note = models.TextField(_("办结说明"), max_length=2000, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("并入"), null=True, blank=True, related_name="merged", editable=False
    )
    changed_at = models.DateTimeField(_("更新时间"), default=clock.now, editable=False)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("诉求")
        ordering = ["-registered_at", "-pk"]
        triggers = [fsm("concern", MOVES)]
        indexes = [
            models.Index(fields=["state", "due_at"], name="concern_state_due"),
            models.Index(fields=["unit", "registered_at"], name="concern_unit_registered"),
            models.Index(fields=["street_unit", "category", "registered_at"], name="concern_alike"),
            models.Index(fields=["-registered_at", "-id"], name="concern_newest"),
            models.Index(fields=["-changed_at", "-id"], name="concern_changed"),
            # What `urgent_first` sorts by; the same expression, or PostgreSQL does not know it again.
            models.Index(
                Case(
                    When(urgency=Urgency.CRITICAL, then=Value(0)),
                    When(urgency=Urgency.URGENT, then=Value(1)),
                    default=Value(2),
                    output_field=IntegerField(),
                ),
                F("due_at").asc(nulls_last=True),
                "id",
                name="concern_by_urgency",
            ),
            # What `by_due`, `overdue` and `due_today` ask of a table in which most rows are over.
            models.Index(
                Case(
                    When(Q(clock_stopped_at=None, paused_at=None), then=Value(0)),
                    default=Value(1),
                    output_field=IntegerField(),
                ),
                F("due_at").asc(nulls_last=True),
                "id",
                name="concern_by_due",
            ),
            models.Index(
                fields=["due_at"],
                name="concern_running",
                condition=Q(clock_started_at__isnull=False, clock_stopped_at=None, paused_at=None),
            ),
        ]
        constraints = [
            *Clocked.Meta.constraints,
            models.CheckConstraint(
                condition=Q(people_count__gte=1),
                name="concern_people_counted",
                violation_error_message=_("涉及人数至少为1人。"),
            ),
            models.CheckConstraint(
                condition=Q(anonymous=False) | Q(reporter=None, contact_phone_index=""),
                name="concern_anonymous_names_nobody",
                violation_error_message=_("匿名诉求不能登记诉求人。"),
            ),
            models.CheckConstraint(
                condition=Q(employer=None) | Q(employer_text=""),
                name="concern_one_employer",
                violation_error_message=_("已选用人单位，不再另填名称。"),
            ),
            models.CheckConstraint(
                condition=(Q(state__in=DONE, closed_at__isnull=False) & ~Q(closing_note=""))
                | (~Q(state__in=DONE) & Q(closed_at=None)),
                name="concern_done_has_reason",
                violation_error_message=_("办结、不予受理、答复、转办、并案和撤诉都要写明说明。"),
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | (~Q(state=State.MERGED) & Q(merged_into=None)),
                name="concern_merged_has_target",
                violation_error_message=_("并案要写明并入哪一件。"),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SHELVED) | Q(review_on__isnull=False),
                name="concern_shelved_has_review",
                violation_error_message=_("挂账要写明复核日期。"),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=State.values,
                    source__in=Source.values,
                    urgency__in=Urgency.values,
                    complexity__in=Complexity.values,
                ),
                name="concern_codes_known",
                violation_error_message=_("状态、来源或紧急程度不在代码表内。"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("concerns:detail", args=[self.reference])

    @property
    def collective(self) -> bool:
        """Ten or more people acting together (D§5.3)."""
        return self.people_count >= COLLECTIVE

    @property
    def alarming(self) -> bool:
        """Leaders and the street are told at once."""
        return self.collective or self.urgency == Urgency.CRITICAL

    @property
    def raised(self) -> bool:
        return self.pause_reason == RAISED

    @property
    def pause_text(self) -> str:
        """What stands beside the paused clock."""
        return said("已提请联席会议") if self.raised else self.pause_reason

    @property
    def shows_clock(self) -> bool:
        """Whether the clock says anything: it runs, or the work was finished. Not for what ended some other way."""
        return self.due_at is not None and (
            self.clock_stopped_at is None or self.state in (State.CALLBACK, State.CLOSED)
        )

    @property
    def sign(self) -> str:
        """The design's shape and colour for the state; one raised to a meeting looks the same whatever its state."""
        return "meeting" if self.raised else SIGNS[State(self.state)]

    @property
    def state_text(self) -> str:
        return said("已提请上会") if self.raised else self.get_state_display()

    @property
    def urgency_level(self) -> int:
        """1 to 3 bars."""
        return {Urgency.CRITICAL: 3, Urgency.URGENT: 2}.get(Urgency(self.urgency), 1)

    @cached_property
    def hands(self) -> "list[Assignment]":
        """Current assignments with their units, the lead one first: read once for all questions about one request."""
        return list(self.assignments.current().select_related("unit").order_by("-part", "pk"))

    def keep_hands(self, assignments: "Iterable[Assignment]") -> None:
        """Spare the query of `hands`: all assignments have been read, with their units."""
        current = sorted((one for one in assignments if one.ended_at is None), key=lambda one: one.pk)
        self.hands = sorted(current, key=lambda one: one.part, reverse=True)

    @property
    def lead(self) -> "Assignment | None":
        return self.hands[0] if self.hands and self.hands[0].part == Part.LEAD else None

    @property
    def cluster(self) -> "Cluster | None":
        """The cluster it is grouped in, if any (select `cluster_link__cluster` for lists)."""
        link = getattr(self, "cluster_link", None)
        return link.cluster if link else None

    @property
    def employer_name(self) -> str:
        return self.employer.name if self.employer else self.employer_text

    @property
    def street_name(self) -> str:
        """东湖街道, not 东湖街道总工会: the place, for tables and heads."""
        return self.street_unit.short_name.removesuffix(said("总工会")) if self.street_unit else ""

    @property
    def masked_name(self) -> str:
        """The reporter as lists and pages show her; empty when nobody is named."""
        return mask_name(self.reporter.name if self.reporter else self.contact_name)

    @property
    def phone(self) -> str:
        """The number to call in this matter: the one given with it, else the register's."""
        return self.contact_phone or (self.reporter.phone if self.reporter else "")

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)

    @property
    def masked_id(self) -> str:
        return self.reporter.masked_id if self.reporter else ""
