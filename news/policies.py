"""Who may do what with a release; each refusal is a sentence."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.core.policies import Refused
from news.enums import Step
from news.querysets import RIGHT_OF_STEP
from news.rights import Right
from news.states import State


def _holds(user: Any, right: str, release: Any) -> bool:
    unit = release.unit if release is not None else None
    return bool(user.holds(right, unit=unit) if unit is not None else user.holds(right))


def check_can_write(user: Any, release: Any = None) -> None:
    """Writing and changing drafts: the editors of the unit that supplies the release."""
    if not _holds(user, Right.WRITE, release):
        raise Refused(_("您没有编辑本单位稿件的权限。"))


def check_can_draft_from_minutes(user: Any, minutes: Any) -> None:
    """Once the minutes are signed their words stand; one release comes of them."""
    check_can_write(user)
    if minutes.signed_at is None:
        raise Refused(_("纪要签发后才能据以起草新闻稿。"))
    drafted = next((release for release in minutes.releases.all() if release.state != State.WITHDRAWN), None)
    if drafted is not None:
        raise Refused(_("这份纪要已起草新闻稿%(reference)s。") % {"reference": drafted.reference})


def check_can_submit(user: Any, release: Any) -> None:
    """A returned text is changed before it is submitted again: a decision is bound to its text."""
    check_can_write(user, release)
    if release.current.frozen_at is not None:
        raise Refused(_("这一稿已经审过，请先按意见修改再送审。"))


def check_can_drop_correction(user: Any, release: Any) -> None:
    check_can_write(user, release)
    if release.live_id is None:
        raise Refused(_("稿件还没有发布过，没有可以放弃的更正。"))


def check_can_review(user: Any, release: Any, step: str) -> None:
    """三审 by three people, none of whom wrote the text (D§6.1, 太仓)."""
    if not _holds(user, RIGHT_OF_STEP[Step(step)], release):
        raise Refused(_("%(step)s由指定人员承担，您没有这一环节的审核权限。") % {"step": Step(step).label})
    version = release.current
    if user.pk in (release.author_id, version.edited_by_id, version.submitted_by_id):
        raise Refused(_("撰稿人不能审核自己的稿件，请由另一位同事审核。"))
    taken = version.reviews.filter(reviewer=user).first()
    if taken is not None:
        raise Refused(
            _("您已承担这一稿的%(step)s，三审不能有两个环节由同一人承担。") % {"step": taken.get_step_display()}
        )


def check_can_approve_first(user: Any, release: Any) -> None:
    check_can_review(user, release, Step.FIRST)


def check_can_approve_second(user: Any, release: Any) -> None:
    check_can_review(user, release, Step.SECOND)


def check_can_sign_off(user: Any, release: Any) -> None:
    check_can_review(user, release, Step.FINAL)


def check_can_send_back(user: Any, release: Any) -> None:
    """Returning is part of a review; a scheduled release is stopped by whoever may sign off."""
    if release.step is not None:
        check_can_review(user, release, release.step)
    elif not _holds(user, Right.FINAL_REVIEW, release):
        raise Refused(_("待发布的稿件由终审人员撤回。"))


def check_can_publish(user: Any, release: Any) -> None:
    if not _holds(user, Right.FINAL_REVIEW, release):
        raise Refused(_("提前发布由终审人员决定。"))


def check_can_adopt(user: Any, release: Any) -> None:
    """Taking in what was already public is the import command's, never a person's shortcut past the reviews."""
    raise Refused(_("稿件须经三审后发布；只有导入已公开的稿件可以直接入库。"))


def check_can_withdraw(user: Any, release: Any) -> None:
    """An unpublished draft by its desk, a published one by who may sign off."""
    if release.live_id is None:
        check_can_write(user, release)
    elif not _holds(user, Right.FINAL_REVIEW, release):
        raise Refused(_("已发布的稿件由终审人员撤稿。"))
