"""Topics, opinions and meetings are looked at here, never edited; states move only by actions that call services."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.core.admin_site import ReadOnlyAdmin
from foundation.core.policies import Refused
from meetings import services
from meetings.models import AgendaVersion, Clearance, Decision, Invitation, Meeting, Minutes, Opinion, Topic


def each(request: HttpRequest, model_admin: Any, queryset: Any, act: Callable[[Any], Any]) -> None:
    """`act` on each row in its own savepoint: what the service refuses is said, the rest is done."""
    done = 0
    for row in queryset.order_by("pk"):
        try:
            with transaction.atomic():
                act(row)
            done += 1
        except Refused as refused:
            model_admin.message_user(request, f"{row.reference}：{refused}", messages.WARNING)
    if done:
        model_admin.message_user(request, _("已办理%(n)d件。") % {"n": done}, messages.SUCCESS)


@admin.register(Topic)
class TopicAdmin(ReadOnlyAdmin):
    """Number, state and dates; the words stay with those who take part."""

    fields = [
        "reference",
        "state",
        "kind",
        "origin",
        "unit",
        "lead_unit",
        "meeting",
        "edition",
        "facts_count",
        "submitted_at",
        "created_at",
        "version",
    ]
    list_display = ["reference", "state", "kind", "unit", "lead_unit", "meeting", "edition"]
    list_filter = ["state", "kind", "origin"]
    list_select_related = ["unit", "lead_unit", "meeting"]
    search_fields = ["reference"]
    actions = ["accept_topics", "present_topics"]

    @admin.action(description=gettext_lazy("受理选中的议题"), permissions=["view"])
    def accept_topics(self, request: HttpRequest, queryset: Any) -> None:
        each(request, self, queryset, lambda topic: services.accept(topic=topic, by=request.user))  # type: ignore[arg-type]

    @admin.action(description=gettext_lazy("选中的议题报两家审定"), permissions=["view"])
    def present_topics(self, request: HttpRequest, queryset: Any) -> None:
        each(request, self, queryset, lambda topic: services.present(topic=topic, by=request.user))  # type: ignore[arg-type]


@admin.register(Opinion)
class OpinionAdmin(ReadOnlyAdmin):
    """Who was asked until when; what was said stays with those who take part."""

    fields = [
        "reference",
        "topic",
        "unit",
        "state",
        "asked_at",
        "limit_days",
        "due_at",
        "due_provisional",
        "given_at",
        "edition",
        "adoption",
    ]
    list_display = ["reference", "topic", "unit", "state", "due_at", "given_at"]
    list_filter = ["state"]
    list_select_related = ["topic", "unit"]
    search_fields = ["reference"]
    actions = ["urge_opinions"]

    @admin.action(description=gettext_lazy("催办选中的意见"), permissions=["view"])
    def urge_opinions(self, request: HttpRequest, queryset: Any) -> None:
        each(request, self, queryset, lambda opinion: services.urge_opinion(opinion=opinion, by=request.user))  # type: ignore[arg-type]


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    list_display = ["reference", "ordinal", "title", "state", "starts_at", "agenda_frozen_at"]
    list_filter = ["state", "year"]
    search_fields = ["reference", "title"]


@admin.register(AgendaVersion)
class AgendaVersionAdmin(ReadOnlyAdmin):
    fields = ["meeting", "number", "agenda_hash", "sent_at", "sent_by", "frozen_at", "frozen_by"]
    list_display = ["meeting", "number", "sent_at", "frozen_at"]
    list_select_related = ["meeting"]


@admin.register(Clearance)
class ClearanceAdmin(ReadOnlyAdmin):
    fields = ["host", "topic", "agenda", "verdict", "edition", "text_hash", "decided_at", "decided_by"]
    list_display = ["decided_at", "host", "topic", "agenda", "verdict", "edition"]
    list_select_related = ["topic", "agenda__meeting"]
    list_filter = ["host", "verdict"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Seats and whether they were answered; why somebody is on leave stays with the office."""

    fields = ["meeting", "unit", "user", "post", "part", "sequence", "reply", "replied_at", "arrived_at"]
    list_display = ["meeting", "unit", "post", "part", "reply", "arrived_at"]
    list_filter = ["part", "reply"]
    list_select_related = ["meeting", "unit"]


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    fields = [
        "reference",
        "meeting",
        "item",
        "topic",
        "makes_action",
        "lead_unit",
        "due_on",
        "decided_at",
        "decided_by",
    ]
    list_display = ["reference", "meeting", "makes_action", "lead_unit", "due_on"]
    list_filter = ["makes_action"]
    list_select_related = ["meeting", "lead_unit"]
    search_fields = ["reference"]


@admin.register(Minutes)
class MinutesAdmin(ReadOnlyAdmin):
    """State, signature and number; the text is read on its own page."""

    fields = ["reference", "meeting", "state", "number", "text_hash", "signed_at", "signed_by", "issued_on", "version"]
    list_display = ["reference", "meeting", "state", "number", "signed_at", "issued_on"]
    list_filter = ["state"]
    list_select_related = ["meeting", "number"]
    search_fields = ["reference", "number__text"]
