"""三审三校: a frozen text, three people, one decision each."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit, outbox
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.policies import Refused, Stale
from foundation.search import services as search
from news import checks
from news.enums import Decision, Step
from news.models import Release, ReleaseVersion, Review
from news.notices import PUBLISHED, RETURNED, SUBMITTED
from news.paragraphs import plain
from news.querysets import RIGHT_OF_STEP
from news.services import edition
from news.states import State
from news.workflow import RELEASE

AFTER = {Step.FIRST: Step.SECOND, Step.SECOND: Step.FINAL}
VERBS = {Step.FIRST: "approve_first", Step.SECOND: "approve_second", Step.FINAL: "sign_off"}


@transaction.atomic
def submit(*, release: Release, by: Any, version: int | None = None) -> Release:
    """Send a draft to its first review.

    Before: a draft changed since its last review, without whole personal numbers. After: the text is frozen and hashed,
    its first reviewers are told.
    """
    sent: Release = RELEASE.advance(release, "submit", by=by, version=version)
    current = _text(sent)
    found = [*checks.personal_data(_whole(current))]
    if found:
        raise Refused(
            _("稿件里有未打码的%(kinds)s，请先删去或打码。")
            % {"kinds": "、".join(dict.fromkeys(str(f.title) for f in found))}
        )
    frozen = {"frozen_at": clock.now(), "text_hash": current.hashed(), "submitted_by": by}
    ReleaseVersion.objects.filter(pk=current.pk).update(**frozen)
    audit.record("release.submitted", by=by, about=sent, number=current.number, text_hash=frozen["text_hash"])
    _tell_reviewers(sent, Step.FIRST, by)
    return sent


@transaction.atomic
def recall(*, release: Release, by: Any, version: int | None = None) -> Release:
    """Take a text back from review to change it: the reviews given so far stay with their version and count for no
    other. Nobody is told; the notice to the reviewers lapses."""
    back: Release = RELEASE.advance(release, "recall", by=by, version=version, publish_at=None)
    audit.record("release.recalled", by=by, about=back, number=_text(back).number)
    return back


@transaction.atomic
def review(
    *,
    release: Release,
    by: Any,
    decision: str,
    text_hash: str,
    notes: str = "",
    points: Collection[str] = (),
    publish_at: Any = None,
    version: int | None = None,
) -> Release:
    """Take the step the release waits for.

    Before: `by` holds the step's right, wrote nothing of this text and took no other step on it; `text_hash` is that of
    the text she read. After: approved: the next step's reviewers are told; after the third the text is public, at once or
    at `publish_at`; returned: a draft again, its author is told with the notes.
    Raises Stale when the text is another one, Refused in all other cases.
    """
    locked: Release = RELEASE.lock(release)
    if locked.step is None:
        raise Refused(_("这篇稿件现在不在审核中。"))
    if _text(locked).text_hash != text_hash:
        raise Stale
    step = Step(locked.step)
    seen = _Seen(step, decision, by, notes.strip(), sorted(points))
    if decision == Decision.RETURNED:
        return _send_back(locked, seen, version)
    if step is Step.FINAL:
        return _sign_off(locked, seen, publish_at, version)
    moved: Release = RELEASE.advance(locked, VERBS[step], by=by, version=version)
    _note(moved, seen)
    audit.record("release.reviewed", by=by, about=moved, step=str(step), text_hash=text_hash)
    _tell_reviewers(moved, AFTER[step], by)
    return moved


def _send_back(release: Release, seen: "_Seen", version: int | None) -> Release:
    if not seen.notes:
        raise Refused(_("退回须写明意见。"))
    back: Release = RELEASE.advance(release, "send_back", by=seen.by, version=version)
    _note(back, seen)
    audit.record("release.returned", by=seen.by, about=back, step=str(seen.step))
    outbox.put(RETURNED, about=back, to=_writers(back), by=seen.by)
    return back


def _sign_off(release: Release, seen: "_Seen", publish_at: Any, version: int | None) -> Release:
    now = clock.now()
    if publish_at is not None and publish_at > now:
        waits: Release = RELEASE.advance(
            release, "sign_off", by=seen.by, version=version, target=State.SCHEDULED, publish_at=publish_at
        )
        _note(waits, seen)
        audit.record("release.scheduled", by=seen.by, about=waits, publish_at=publish_at)
        return waits
    target, facts = going_out(release)
    out: Release = RELEASE.advance(release, "sign_off", by=seen.by, version=version, target=target, **facts)
    _note(out, seen)
    announce(out, seen.by)
    return out


def going_out(release: Release) -> tuple[str, dict[str, Any]]:
    """Target state and fields when the current text becomes the public one."""
    now = clock.now()
    facts: dict[str, Any] = {"live": release.current, "publish_at": None}
    if release.live_id is None:
        return State.PUBLISHED, {**facts, "published_at": now}
    return State.CORRECTED, {**facts, "corrected_at": now}


def announce(release: Release, by: Any) -> None:
    """Audit, notice, index and new edition of a release that has just gone out."""
    event = "release.corrected" if release.state == State.CORRECTED else "release.published"
    audit.record(event, by=by, about=release, number=_text(release).number, text_hash=_text(release).text_hash)
    outbox.put(PUBLISHED, about=release, to=_writers(release), by=by)
    search.index(release)
    edition.turn()


@dataclass(frozen=True, slots=True)
class _Seen:
    """A step as it was taken."""

    step: Step
    decision: str
    by: Any
    notes: str
    points: list[str]


def _note(release: Release, seen: _Seen) -> None:
    version = _text(release)
    Review.objects.create(
        version=version,
        step=seen.step,
        decision=seen.decision,
        reviewer=seen.by,
        notes=seen.notes,
        points=seen.points,
        text_hash=version.text_hash,
    )


def _text(release: Release) -> ReleaseVersion:
    version = release.current
    assert version is not None  # written together with the release
    return version


def _writers(release: Release) -> list[Any]:
    return list({user.pk: user for user in (release.author, _text(release).submitted_by) if user is not None}.values())


def _whole(version: ReleaseVersion) -> str:
    return "\n".join([version.title, version.subtitle, version.source, version.byline, plain(version.body)])


def _tell_reviewers(release: Release, step: Step, by: Any) -> None:
    """Everyone who may take the next step."""
    holders = User.objects.holding(RIGHT_OF_STEP[step], unit=release.unit)
    version = _text(release)
    barred = {release.author_id, version.edited_by_id, version.submitted_by_id}
    barred |= set(version.reviews.values_list("reviewer_id", flat=True))
    outbox.put(SUBMITTED, about=release, to=holders.exclude(pk__in=barred - {None}), by=by)
