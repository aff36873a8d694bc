"""Like concerns taken together (归并), so that a joint meeting can deal with their cause."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concerns.models.category import Category
from concerns.models.concern import Concern
from concerns.querysets import ClusterQuerySet
from concerns.states import CLUSTER_MOVES, CLUSTER_SIGNS, ClusterState
from foundation.core import clock
from foundation.core.db import fsm
from foundation.core.models import Record
from foundation.orgs.models import Unit


class Cluster(Record):
    """While it gathers, concerns come and go. Raised as a topic its members and its de-identified `facts` are frozen."""

    reference = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    state = models.CharField(
        _("状态"), max_length=12, choices=ClusterState, default=ClusterState.GATHERING, editable=False
    )
    title = models.CharField(_("主题"), max_length=60)
    category = models.ForeignKey(Category, models.PROTECT, verbose_name=_("类别"), related_name="+")
    street_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name=_("街道"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("涉及几个街道的不填"),
    )
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("归并单位"), related_name="+")
    common_cause = models.TextField(_("共性问题"), max_length=2000, blank=True)
    concerns: "models.ManyToManyField[Concern, ClusterConcern]" = models.ManyToManyField(
        Concern, through="ClusterConcern", related_name="clusters"
    )
    grouped_at = models.DateTimeField(_("归并时间"), default=clock.now, editable=False)
    grouped_by = models.CharField(_("归并人"), max_length=60, editable=False)
    raised_at = models.DateTimeField(_("提请时间"), null=True, blank=True, editable=False)
    topic_reference = models.CharField(_("议题编号"), max_length=40, blank=True, editable=False)
    facts = models.JSONField(_("去标识化情况"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("议定时间"), null=True, blank=True, editable=False)
    decision_reference = models.CharField(_("议定事项编号"), max_length=60, blank=True, editable=False)

    objects = ClusterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("同类诉求")
        ordering = ["-grouped_at", "-pk"]
        triggers = [fsm("cluster", CLUSTER_MOVES)]
        constraints = [
            models.CheckConstraint(
                condition=Q(raised_at=None, topic_reference="", facts=None)
                | (Q(raised_at__isnull=False, facts__isnull=False) & ~Q(topic_reference="")),
                name="cluster_raised_is_frozen",
                violation_error_message=_("提请上会时要有议题编号和冻结的去标识化情况。"),
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decision_reference="")
                | (Q(decided_at__isnull=False) & ~Q(decision_reference="")),
                name="cluster_decided_has_reference",
                violation_error_message=_("议定要有议定事项编号。"),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("concerns:cluster", args=[self.reference])

    @property
    def sign(self) -> str:
        return CLUSTER_SIGNS[ClusterState(self.state)]

    @property
    def gathering(self) -> bool:
        return self.state == ClusterState.GATHERING


class ClusterConcern(models.Model):
    """A concern belongs to one cluster at most; frozen when the cluster is raised."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="links")
    concern = models.OneToOneField(Concern, models.PROTECT, related_name="cluster_link")
    frozen = models.BooleanField(_("已冻结"), default=False)
    added_at = models.DateTimeField(_("归入时间"), default=clock.now)
    added_by = models.CharField(_("归入人"), max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = _("归并的诉求")
        ordering = ["concern__registered_at", "pk"]

    def __str__(self) -> str:
        return f"{self.cluster_id} ← {self.concern_id}"
