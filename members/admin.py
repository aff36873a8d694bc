"""Numbers, states and units of recruitment; names, identity numbers and phones stay with those who keep the roll."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from foundation.core.admin_site import ReadOnlyAdmin, act_on_each
from members import services
from members.models import Application, Employer, Membership, Union


@admin.register(Application)
class ApplicationAdmin(ReadOnlyAdmin):
    fields = ["reference", "state", "group", "union", "scope", "submitted_at", "decided_at", "version"]
    list_display = ["reference", "state", "union", "scope", "submitted_at", "decided_at"]
    list_filter = ["state", "group"]
    list_select_related = ["union", "scope"]
    search_fields = ["reference"]
    actions = [
        act_on_each(
            "take_up_applications",
            _("开始审核选中的入会申请"),
            lambda application, by: services.take_up(application=application, by=by),
        ),
        act_on_each(
            "approve_applications",
            _("通过选中的入会申请"),
            lambda application, by: services.approve(application=application, by=by),
        ),
    ]


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """A member is her number here."""

    fields = ["number", "union", "state", "joined_on", "version"]
    list_display = ["number", "union", "state", "joined_on"]
    list_filter = ["state"]
    list_select_related = ["union"]
    search_fields = ["number"]


@admin.register(Employer)
class EmployerAdmin(ReadOnlyAdmin):
    list_display = ["reference", "name", "industry", "street", "worker_count", "platform"]
    list_filter = ["industry", "platform"]
    list_select_related = ["street"]
    search_fields = ["reference", "name", "uscc"]


@admin.register(Union)
class UnionAdmin(ReadOnlyAdmin):
    list_display = ["reference", "name", "kind", "unit", "founded_on", "term_ends_on"]
    list_filter = ["kind"]
    list_select_related = ["unit"]
    search_fields = ["reference", "name", "uscc"]
