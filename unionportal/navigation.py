"""What the shell shows around every page: navigation, the 新建 menu, unread notices.

The numbers are those of the workbench (`home.desk`): one method a feature, capped, so that counts equal lists.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from concerns.rights import Right as Concerns
from foundation.accounts.rights import Right as Accounts
from foundation.core.pages import CAP, shown_up_to
from foundation.notifications.services.inbox import UNREAD_SHOWN
from meetings.rights import Right as Meetings
from members.rights import Right as Members
from news.rights import Right as News
from unionportal.home.desk import counts_for, unread_for


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the navigation: shown to holders of any of `rights` (to everyone when there are none).

    Pages below its own address belong to it, and those below `also`.
    """

    name: str
    label: str | Promise
    icon: str
    rights: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    tab: bool = False
    also: tuple[str, ...] = ()


GROUPS: list[tuple[str | Promise, list[Place]]] = [
    (
        "",
        [
            Place("desk", _("工作台"), "home", tab=True),
            Place("notifications:inbox", _("通知"), "bell", tab=True),
        ],
    ),
    (
        _("业务办理"),
        [
            Place("concerns:queue", _("急难愁盼"), "care", (Concerns.SEE, Concerns.HANDLE), ("concerns",), tab=True),
            Place("concerns:clusters", _("同类诉求"), "link", (Concerns.CLUSTER,)),
            Place(
                "meetings:topics",
                _("议题"),
                "file",
                (Meetings.FILE, Meetings.READ_ALL, Meetings.ANSWER),
                ("topics", "opinions"),
                also=("/meetings/opinions/",),
            ),
            Place(
                "meetings:meetings",
                _("联席会议"),
                "meeting",
                (Meetings.READ_ALL, Meetings.REVIEW, Meetings.ANSWER),
                ("reviews", "invitations", "minutes"),
                tab=True,
            ),
            Place(
                "meetings:actions",
                _("督办台账"),
                "track",
                (Meetings.READ_ALL, Meetings.SUPERVISE, Meetings.ACT),
                ("actions",),
            ),
            Place("members:queue", _("会员发展"), "org", (Members.READ,), ("members",)),
        ],
    ),
    (_("内容"), [Place("news:queue", _("新闻发布"), "news", (News.READ,), ("news",), also=("/news/",))]),
]

IMPORTING = (Accounts.ADMINISTER_SYSTEM, Accounts.ADMINISTER_SECURITY)

CREATE = [
    Place("concerns:register", _("登记诉求"), "care", (Concerns.REGISTER,)),
    Place("meetings:draft_topic", _("报送议题"), "meeting", (Meetings.FILE,)),
    Place("members:apply", _("填报入会申请"), "org", (Members.APPLY,)),
    Place("news:write", _("撰写稿件"), "news", (News.WRITE,)),
    Place("news:paste", _("粘贴整理稿件"), "edit", (News.WRITE,)),
]


def _may(user: Any, place: Place) -> bool:
    return not place.rights or any(user.holds(right) for right in place.rights)


def _groups(request: HttpRequest, unread: Any) -> list[dict[str, Any]]:
    user: Any = request.user
    counts = counts_for(user)
    shown = []
    for label, places in GROUPS:
        items = [_item(request, place, counts, unread) for place in places if _may(user, place)]
        if items:
            shown.append({"label": label, "items": items})
    if user.is_staff:
        admin = [
            Place("admin:index", _("系统管理"), "settings"),
            Place("imports:queue", _("数据导入"), "import", IMPORTING),
        ]
        items = [_item(request, place, counts, unread) for place in admin if _may(user, place)]
        shown.append({"label": _("管理"), "items": items})
    _mark_current(request.path, shown)
    return shown


def _item(request: HttpRequest, place: Place, counts: dict[str, int], unread: Any) -> dict[str, Any]:
    inbox = place.name == "notifications:inbox"
    count = unread if inbox else sum(counts[code] for code in place.counted)
    return {
        "url": reverse(place.name),
        "label": place.label,
        "icon": place.icon,
        "count": count,
        "shown": shown_up_to(UNREAD_SHOWN if inbox else CAP, count),
        "current": False,
        "hot": inbox,
        "tab": place.tab,
        "also": place.also,
    }


def _mark_current(path: str, groups: list[dict[str, Any]]) -> None:
    """The place whose address, or one of its others, begins this page's address: the longest one."""
    items = [item for group in groups for item in group["items"]]
    fitting = [(len(one), item) for item in items for one in (item["url"], *item["also"]) if path.startswith(one)]
    if fitting:
        max(fitting, key=lambda pair: pair[0])[1]["current"] = True


def _create(user: Any) -> list[dict[str, Any]]:
    return [
        {"url": reverse(place.name), "label": place.label, "icon": place.icon} for place in CREATE if _may(user, place)
    ]


def _lazily(make: Callable[[], Any]) -> Any:
    return SimpleLazyObject(make)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context for base.html; nothing for people who are not signed in, no query before a template asks."""
    facts: dict[str, Any] = {"portal_name": settings.PORTAL_NAME, "portal_local": settings.PORTAL_LOCAL}
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return facts
    if user.duty:  # nothing is open to her yet, so nothing is offered or counted
        return facts | {"nav": [], "nav_create": [], "unread_count": 0, "unread_shown": ""}
    unread = _lazily(lambda: unread_for(user))
    return facts | {
        "nav": _lazily(lambda: _groups(request, unread)),
        "nav_create": _lazily(lambda: _create(user)),
        "unread_count": unread,
        "unread_shown": _lazily(lambda: shown_up_to(UNREAD_SHOWN, unread_for(user))),
    }
