"""Releases go out, are corrected and are withdrawn."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit, outbox
from foundation.core import clock
from foundation.core.actors import Actor, SystemActor
from foundation.core.policies import Refused
from foundation.search import services as search
from news.models import Release, ReleaseVersion
from news.notices import WITHDRAWN
from news.services import edition
from news.services.reviewing import announce, going_out
from news.states import State
from news.workflow import RELEASE

SCHEDULE = SystemActor("schedule")


@transaction.atomic
def publish(*, release: Release, by: Actor, version: int | None = None) -> Release:
    """Make a signed-off, scheduled release public now.

    Before: scheduled; `by` is the schedule itself or may sign off. After: its text is what everybody reads, its author is
    told. Whoever comes second is refused: it is published once.
    """
    locked = RELEASE.lock(release)
    target, facts = going_out(locked)
    out: Release = RELEASE.advance(locked, "publish", by=by, version=version, target=target, **facts)
    announce(out, by)
    return out


def publish_due() -> int:
    """Publish every scheduled release whose time has come; safe to run twice and in two places at once."""
    done = 0
    for release in Release.objects.due(clock.now()).order_by("publish_at", "pk"):
        try:
            publish(release=release, by=SCHEDULE)
        except Refused:  # another worker was faster, or it was recalled this minute
            continue
        done += 1
    return done


@transaction.atomic
def correct(*, release: Release, reason: str, by: Any, version: int | None = None) -> Release:
    """Begin the correction of a public release.

    Before: public, with a reason readers will see. After: a draft with a new version beside the public one, which stays
    until the correction has been through three reviews.
    """
    if not reason.strip():
        raise Refused(_("更正须写明更正说明，它会随稿件公开。"))
    locked = RELEASE.lock(release)
    last = locked.versions.order_by("-number")[0]
    fields = ("title", "title_is_working", "subtitle", "source", "byline", "editor", "paragraphs")
    copied = {name: getattr(locked.live, name) for name in fields}
    begun = ReleaseVersion.objects.create(
        release=locked, number=last.number + 1, edited_by=by, reason=reason.strip(), **copied
    )
    opened: Release = RELEASE.advance(locked, "correct", by=by, version=version, current=begun)
    audit.record("release.reopened", by=by, about=opened, number=begun.number)
    return opened


@transaction.atomic
def drop_correction(*, release: Release, by: Any, version: int | None = None) -> Release:
    """Give a correction up: the public text stays, the draft is kept among the versions."""
    locked = RELEASE.lock(release)
    target = State.CORRECTED if locked.corrected_at else State.PUBLISHED
    kept: Release = RELEASE.advance(
        locked, "drop_correction", by=by, version=version, target=target, current=locked.live
    )
    audit.record("release.correction_dropped", by=by, about=kept)
    return kept


@transaction.atomic
def withdraw(*, release: Release, reason: str, by: Any, version: int | None = None) -> Release:
    """Take a release off for good; its address then says so. A reason is required and kept."""
    if not reason.strip():
        raise Refused(_("撤稿须写明原因。"))
    was_out = release.live_id is not None
    gone: Release = RELEASE.advance(
        release, "withdraw", by=by, version=version, withdrawn_at=clock.now(), withdrawn_reason=reason.strip()
    )
    audit.record("release.withdrawn", by=by, about=gone, was_public=was_out)
    outbox.put(WITHDRAWN, about=gone, to=[gone.author] if gone.author else [], by=by)
    search.index(gone)
    edition.turn()
    return gone
