"""What the news desk shows elsewhere: a button on minutes, search, names of audit events."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core.policies import refusal_of
from foundation.core.workflow import Offer
from foundation.search.searchable import Searchable
from meetings.models import Minutes
from news.models import Release, ReleaseVersion
from news.policies import check_can_draft_from_minutes
from news.rights import Right


def _shown(release: Any) -> ReleaseVersion:
    """The text everyone who finds the release may read: the public one, else the one being worked on."""
    version = release.live if release.is_out else release.current
    assert version is not None  # written together with the release
    return version


def offers(user: Any, records: Sequence[models.Model]) -> dict[Any, list[Offer]]:
    """起草新闻稿 on minutes, for those who write releases."""
    minutes = [record for record in records if isinstance(record, Minutes)]
    if not minutes or not user.holds(Right.WRITE):
        return {}
    prefetch_related_objects(minutes, "releases")
    return {
        record.pk: [
            Offer(
                verb="draft_release",
                label=str(_("起草新闻稿")),
                url=reverse("news:draft_release", args=[record.reference]),
                icon="news",
                refusal=refusal_of(check_can_draft_from_minutes, user, record),
            )
        ]
        for record in minutes
    }


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
