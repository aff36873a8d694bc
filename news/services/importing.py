"""What had been published elsewhere comes into the portal, word for word."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit
from foundation.core import clock
from foundation.core.actors import SystemActor
from foundation.core.policies import Refused
from foundation.search import services as search
from news.enums import Origin, Place
from news.models import Column, Release, ReleaseVersion
from news.repair import repair
from news.services import edition
from news.services.writing import paste
from news.workflow import RELEASE

IMPORT = SystemActor("import")


@transaction.atomic
def import_release(
    *, text: str, title: str = "", column: Column | None = None, publish: bool = False, at: dt.datetime | None = None
) -> Release:
    """Repair a text and take it in.

    After: a draft whose title, unless given, is the lead's first clause marked 编辑拟题; source, author and date stay
    empty. With `publish` it is public at once, by the import and under its name in the audit log: only for what was
    already public elsewhere (its 本站发布时间 is `at` or now; nobody's review is claimed for it).
    Refused when the text is empty, or when the same text was taken in before.
    """
    clean = repair(text).text
    column = column or Column.objects.open().filter(place=Place.HEADLINE).first() or Column.objects.open().first()
    if column is None:
        raise Refused(_("还没有可用的栏目，请先在系统管理里设置栏目。"))
    release = paste(text=clean, title=title, column=column, by=IMPORT, origin=Origin.IMPORTED)
    same = ReleaseVersion.objects.filter(paragraphs=release.current.paragraphs).exclude(release=release)  # type: ignore[union-attr]
    if (twin := same.select_related("release").first()) is not None:
        raise Refused(_("这篇稿件已经导入，编号%(reference)s。") % {"reference": twin.release.reference})
    return _adopt(release, at or clock.now()) if publish else release


def _adopt(release: Release, at: dt.datetime) -> Release:
    version = release.current
    assert version is not None
    ReleaseVersion.objects.filter(pk=version.pk).update(frozen_at=clock.now(), text_hash=version.hashed())
    version.refresh_from_db()
    out: Release = RELEASE.advance(release, "adopt", by=IMPORT, live=version, published_at=at)
    audit.record("release.adopted", by=IMPORT, about=out, text_hash=version.text_hash)
    search.index(out)
    edition.turn()
    return out
