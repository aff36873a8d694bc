"""Topics, opinions and meetings are looked at here, never edited; states move only by actions that call services."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from foundation.core.admin_site import ReadOnlyAdmin, act_on_each
from meetings import services
from meetings.models import (
    ActionItem,
    AgendaVersion,
    Clearance,
    Decision,
    Invitation,
    Meeting,
    Minutes,
    Opinion,
    Topic,
    WorkReport,
)  # fmt: skip


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
    actions = [
        act_on_each("accept_topics", _("受理选中的议题"), lambda topic, by: services.accept(topic=topic, by=by)),
        act_on_each(
            "present_topics", _("选中的议题报两家审定"), lambda topic, by: services.present(topic=topic, by=by)
        ),
    ]


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
    actions = [
        act_on_each(
            "urge_opinions", _("催办选中的意见"), lambda opinion, by: services.urge_opinion(opinion=opinion, by=by)
        ),
    ]


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
    actions = [
        act_on_each(
            "issue_minutes", _("印发选中的纪要"), lambda minutes, by: services.issue_minutes(minutes=minutes, by=by)
        ),
    ]


@admin.register(ActionItem)
class ActionItemAdmin(ReadOnlyAdmin):
    """Who has it until when and how far it is; what was written about it stays with those who do it."""

    fields = ["reference", "state", "lead_unit", "due_on", "progress", "reported_at", "version"]
    list_display = ["reference", "state", "lead_unit", "due_on", "progress"]
    list_filter = ["state"]
    list_select_related = ["lead_unit"]
    search_fields = ["reference"]
    actions = [
        act_on_each(
            "accept_actions", _("签收选中的督办事项"), lambda action, by: services.accept_action(action=action, by=by)
        ),
        act_on_each(
            "close_actions", _("将选中的督办事项销号"), lambda action, by: services.close_action(action=action, by=by)
        ),
    ]


@admin.register(WorkReport)
class WorkReportAdmin(ReadOnlyAdmin):
    fields = ["reference", "meeting", "state", "as_of", "issued_at", "issued_by", "version"]
    list_display = ["reference", "meeting", "state", "as_of", "issued_at"]
    list_filter = ["state"]
    list_select_related = ["meeting"]
    search_fields = ["reference"]
    actions = [
        act_on_each(
            "issue_reports", _("将选中的工作通报定稿"), lambda report, by: services.issue_report(report=report, by=by)
        ),
    ]
