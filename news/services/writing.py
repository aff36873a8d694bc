"""Releases come into being and are worked on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation import audit
from foundation.core.actors import Actor, SystemActor
from foundation.core.policies import Refused
from foundation.core.references import next_reference
from foundation.orgs.models import Unit
from foundation.search import services as search
from meetings.models import Minutes
from news.enums import Origin
from news.models import Column, Release, ReleaseVersion
from news.paragraphs import Paragraph, parse, working_title
from news.policies import check_can_write
from news.rights import Right
from news.workflow import RELEASE

PREFIX = "XW"


@dataclass(frozen=True)
class Text:
    """What a reader will see of a release. Empty stays empty: nothing is invented for it."""

    title: str
    paragraphs: Sequence[Paragraph] = ()
    title_is_working: bool = False
    subtitle: str = ""
    source: str = ""
    byline: str = ""
    editor: str = ""
    reason: str = field(default="")

    def columns(self) -> dict[str, Any]:
        """The fields of a version."""
        facts = {name: getattr(self, name) for name in ("title", "title_is_working", "subtitle", "source", "byline")}
        paragraphs = [paragraph.as_data() for paragraph in self.paragraphs]
        return {**facts, "editor": self.editor, "reason": self.reason, "paragraphs": paragraphs}


@transaction.atomic
def write(
    *, text: Text, column: Column, by: Actor, origin: str = Origin.WRITTEN, minutes: Minutes | None = None
) -> Release:
    """Begin a release from a text.

    Before: `by` may write for her unit (the portal itself always may). After: a draft with its first version, nobody is
    told. Refused when the text has no title or no paragraph.
    """
    if not isinstance(by, SystemActor):
        check_can_write(by)
    if not text.title.strip() or not text.paragraphs:
        raise Refused(_("稿件须有标题和正文。"))
    person: Any = None if isinstance(by, SystemActor) else by
    release = Release.objects.create(
        reference=next_reference(PREFIX),
        column=column,
        unit=_unit_of(person),
        author=person,
        created_by=by.actor_reference,
        origin=origin,
        minutes=minutes,
    )
    version = ReleaseVersion.objects.create(release=release, number=1, edited_by=person, **text.columns())
    release.current = version
    release.save(update_fields=["current"])
    audit.record("release.written", by=by, about=release, origin=str(origin), minutes=minutes)
    search.index(release)
    return release


def paste(*, text: str, column: Column, by: Actor, title: str = "", origin: str = Origin.PASTED) -> Release:
    """Begin a release from repaired text: paragraphs are told apart, and without a `title` the lead gives a working one,
    marked 编辑拟题. Source, date and author stay empty."""
    paragraphs = parse(text)
    own = title.strip()
    working = working_title(paragraphs)
    return write(
        text=Text(title=own or working, paragraphs=paragraphs, title_is_working=not own or own == working),
        column=column,
        by=by,
        origin=origin,
    )


@transaction.atomic
def edit(*, release: Release, text: Text, column: Column, by: Any, version: int | None = None) -> Release:
    """Change a draft.

    Before: a draft the editor may write. After: its text is the new one; a text that was frozen for review is kept and a
    new version begins. Stale when somebody saved meanwhile. Nobody is told.
    """
    locked = RELEASE.lock(release)
    columns = text.columns()
    current: ReleaseVersion = locked.current
    if current.frozen_at is None:
        ReleaseVersion.objects.filter(pk=current.pk).update(**columns, edited_by=by)
    else:
        last = locked.versions.order_by("-number").values_list("number", flat=True)[0]
        current = ReleaseVersion.objects.create(release=locked, number=last + 1, edited_by=by, **columns)
    changed: Release = RELEASE.advance(release, "edit", by=by, version=version, current=current, column=column)
    audit.record("release.edited", by=by, about=changed, number=current.number, text_hash=current.hashed()[:16])
    search.index(changed)
    return changed


def _unit_of(person: Any) -> Unit | None:
    """The unit a person writes for: her own when she may, else the first of her grants."""
    if person is None:
        return Unit.objects.filter(parent=None, side="union").order_by("path").first()
    if person.holds(Right.WRITE, unit=person.unit):
        return person.unit
    return Unit.objects.filter(path__in=person.paths(Right.WRITE)).order_by("path").first()
