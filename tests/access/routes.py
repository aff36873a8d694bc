"""Every route of the portal with the record it shows; a route that is not listed fails the suite."""

from collections.abc import Callable
from typing import Any

from tests.access.world import House

Arguments = dict[str, Any]


def _of(kind: str, name: str = "reference") -> Callable[[House], Arguments]:
    return lambda side: {name: side.records[kind].reference}


def _members(side: House) -> Arguments:
    return {"reference": side.records["application"].reference}


def _file(owner: str, kind: str, key: Callable[[Any], Any]) -> Callable[[House], Arguments]:
    return lambda side: {"reference": side.records[owner].reference, "key": key(side.records[kind])}


def _item(side: House) -> Arguments:
    return {"reference": side.records["meeting"].reference, "item": side.records["item"].reference}


# Route prefix (the part before the verb) → how to fill it. The longest fitting prefix wins.
RECORDS: dict[str, Callable[[House], Arguments]] = {
    "imports/<str:reference>/": _of("import"),
    "members/applications/<str:reference>/": _members,
    "members/people/<str:reference>/": _of("person"),
    "members/people/<str:reference>/reveal/<slug:field>/": lambda s: {**_of("person")(s), "field": "phone"},
    "members/employers/<str:reference>/": _of("employer"),
    "members/unions/<str:reference>/": _of("union"),
    "concerns/<slug:reference>/": _of("concern"),
    "concerns/<slug:reference>/reveal/<slug:field>/": lambda s: {**_of("concern")(s), "field": "contact_phone"},
    "concerns/<slug:reference>/mask/<slug:field>/": lambda s: {**_of("concern")(s), "field": "contact_phone"},
    "concerns/<slug:reference>/files/<uuid:key>/": _file("concern", "concern_file", lambda a: a.key),
    "concerns/clusters/<slug:reference>/": _of("cluster"),
    "meetings/topics/<str:reference>/": _of("topic"),
    "meetings/topics/raise/<str:reference>/": _of("cluster"),
    "meetings/topics/<str:reference>/papers/<uuid:key>/": _file("topic", "paper", lambda link: link.attachment.key),
    "meetings/opinions/<str:reference>/": _of("opinion"),
    "meetings/actions/<str:reference>/": _of("action"),
    "meetings/actions/<str:reference>/evidence/<uuid:key>/": _file("action", "proof", lambda a: a.key),
    "meetings/reports/<str:reference>/": _of("report"),
    "meetings/reports/<str:reference>/lines/<int:position>/": lambda s: {**_of("report")(s), "position": 1},
    "meetings/decisions/<str:reference>/": _of("decision"),
    "meetings/minutes/<str:reference>/": _of("minutes"),
    "meetings/minutes/<str:reference>/parts/<int:position>/": lambda s: {**_of("minutes")(s), "position": 1},
    "meetings/<str:reference>/": _of("meeting"),
    "meetings/<str:reference>/agenda/<str:item>/": _item,
    "meetings/<str:reference>/review/<str:item>/": _item,
    "meetings/<str:reference>/session/<str:item>/": _item,
    "meetings/<str:reference>/participants/<uuid:key>/": _file("meeting", "seat", lambda seat: seat.key),
    "news/desk/<str:reference>/": _of("release"),
    "news/draft/<str:reference>/": _of("minutes"),
    "news/<str:reference>/": _of("release"),
    "notifications/<uuid:key>/read/": lambda s: {"key": s.records["message"].key},
    "chain/<str:kind>/<str:reference>/": lambda s: {"kind": "concern", **_of("concern")(s)},
}

# Routes without a record of their own: nothing foreign to ask for.
PLAIN_PREFIXES = (
    "admin/",
    "accounts/",
    "news/archive/",
    "news/columns/",
    "demo/mail/",
)

# Open without signing in, each with its reason (quality §3). Everything else asks for a session.
PUBLIC: dict[str, str] = {
    "": "阅读站首页",
    "sitemap.xml": "搜索引擎用的地图，只列公开稿件",
    "news/": "公开稿件列表",
    "news/feed/": "公开稿件订阅",
    "news/search/": "只搜公开稿件",
    "news/archive/": "公开稿件归档",
    "news/archive/<int:year>/": "公开稿件归档",
    "news/archive/<int:year>/<int:month>/": "公开稿件归档",
    "news/columns/<slug:slug>/": "公开栏目",
    "news/<str:reference>/": "公开稿件；未公开的是404",
    "news/<str:reference>/qr.svg": "公开稿件的二维码",
    "livez/": "健康检查",
    "readyz/": "健康检查",
    "display/": "字号和外观，只写两个 cookie",
    "demo/mail/": "仅本地演示环境、仅本机",
    "demo/mail/<uuid:key>/": "仅本地演示环境、仅本机",
    "demo/mail/<uuid:key>/<int:number>/": "仅本地演示环境、仅本机",
}


def prefix_of(route: str) -> str | None:
    """The entry of `RECORDS` that fills `route`; None when it takes no record."""
    if "<" not in route or route.startswith(PLAIN_PREFIXES):
        return None
    fitting = [prefix for prefix in RECORDS if route.startswith(prefix) and route.count("<") == prefix.count("<")]
    if not fitting:
        raise LookupError(f"/{route} is not in tests/access/routes.py")
    return max(fitting, key=len)
