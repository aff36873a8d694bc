"""What the news desk shows elsewhere: search, names of audit events."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.search.searchable import Searchable
from news.models import Release, ReleaseVersion


def _shown(release: Any) -> ReleaseVersion:
    """The text everyone who finds the release may read: the public one, else the one being worked on."""
    version = release.live if release.is_out else release.current
    assert version is not None  # written together with the release
    return version  # type: ignore[no-any-return]


SEARCHABLE = [
    Searchable(
        Release,
        _("稿件"),
        icon="news",
        title=lambda release: str(_shown(release).title),
        text=lambda release: _shown(release).text,
        dated_at=lambda release: release.published_at or release.created_at,
        listed=lambda release: release.state != "withdrawn",
        related=("live", "current"),
    )
]

EVENTS = {
    "column.saved": _("修改栏目"),
    "release.written": _("建立草稿"),
    "release.edited": _("修改稿件"),
    "release.submitted": _("送审"),
    "release.recalled": _("撤回修改"),
    "release.reviewed": _("审核通过"),
    "release.returned": _("退回"),
    "release.scheduled": _("签发，定时发布"),
    "release.published": _("发布"),
    "release.corrected": _("发布更正"),
    "release.reopened": _("开始更正"),
    "release.correction_dropped": _("放弃更正"),
    "release.withdrawn": _("撤稿"),
    "release.adopted": _("导入已公开稿件"),
}
