"""What the calendar's audit events are called."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "calendar.changed": _("修改日历例外"),
    "calendar.announced": _("录入年度放假安排"),
    "calendar.withdrawn": _("撤回年度放假安排"),
    "limit.saved": _("修改办理时限"),
    "calendar.recounted": _("期限重新核算完毕"),
    "clock.recomputed": _("期限按新日历重新计算"),
}
