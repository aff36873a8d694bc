"""What the story holds: every state, every light, nobody real, an unbroken audit chain."""

import datetime as dt
import json
from collections import Counter
from typing import Any

import pytest

from concerns.models import Callback, Cluster, Concern
from concerns.states import ClusterState, State
from foundation.accounts.models import Grant, User
from foundation.accounts.roles import roles
from foundation.audit import chain
from foundation.audit.models import AuditLink, AuditRow
from foundation.core import clock
from foundation.core.validators import INVENTED, read_identity
from foundation.notifications.models import DemoMail, Message
from foundation.orgs.enums import Kind
from foundation.orgs.models import Post, Unit
from foundation.outbox.models import OutboxRow
from foundation.worktime.enums import Light
from meetings.models import ActionItem, Decision, Invitation, Meeting, Minutes, Opinion, Review, Topic, WorkReport
from meetings.states.action import ActionState
from meetings.states.topic import TopicState
from members.enums import Industry
from members.models import Application, Employer, Membership, Person, Union
from members.states import ApplicationState
from news.models import Release
from news.states import State as ReleaseState
from tests.unionportal.demo.conftest import AS_OF
from unionportal.demo.accounts import ACCOUNTS

pytestmark = pytest.mark.usefixtures("told")
MORNING = dt.datetime.combine(AS_OF, dt.time(8), clock.SHANGHAI)


def states(rows: Any) -> set[str]:
    return set(rows.order_by().values_list("state", flat=True))


def test_every_state_of_a_concern_occurs() -> None:
    assert states(Concern.objects) == set(State.values)


def test_concerns_read_differently() -> None:
    """A list of like titles tells a clerk nothing: two may agree by chance, not more."""
    titles = Counter(Concern.objects.values_list("title", flat=True))
    assert [title for title, times in titles.items() if times > 2] == []
    assert len(titles) > 0.85 * titles.total()


def test_clusters_are_in_every_state() -> None:
    assert states(Cluster.objects) == set(ClusterState.values)


def test_topics_are_in_every_state_in_which_they_rest() -> None:
    passing = {TopicState.DISCUSSED, TopicState.ARCHIVED}
    assert states(Topic.objects) >= set(TopicState.values) - passing


def test_applications_are_in_every_state_in_which_they_rest() -> None:
    passing = {ApplicationState.DRAFT, ApplicationState.APPROVED}
    assert states(Application.objects) == set(ApplicationState.values) - passing


def test_releases_are_in_every_state() -> None:
    assert states(Release.objects) == set(ReleaseState.values)


def test_action_items_show_every_light() -> None:
    now = MORNING
    assert {action.light(now) for action in ActionItem.objects.all()} == set(Light)
    assert states(ActionItem.objects) >= {
        ActionState.CLOSED, ActionState.LONG_TERM, ActionState.SHELVED, ActionState.REPORTED, ActionState.REWORK,
        ActionState.EXTENSION_REQUESTED, ActionState.RETURN_REQUESTED, ActionState.IN_PROGRESS, ActionState.ACCEPTED,
    }  # fmt: skip


def test_something_is_overdue_due_today_and_due_this_week() -> None:
    with clock.at(MORNING):
        running = Concern.objects.open().running()
        assert running.overdue(MORNING).count() >= 2
        assert running.due_today().count() >= 2
        assert running.filter(
            due_at__gt=MORNING + dt.timedelta(days=1), due_at__lt=MORNING + dt.timedelta(days=3)
        ).exists()


def test_units_streets_and_ledgers_have_the_shape_of_the_district() -> None:
    kinds = Counter(Unit.objects.values_list("kind", flat=True))
    assert (kinds[Kind.STREET_UNION], kinds[Kind.STREET_OFFICE], kinds[Kind.UNION_DEPARTMENT]) == (8, 8, 7)
    government = kinds[Kind.GOVERNMENT] + kinds[Kind.GOVERNMENT_OFFICE] + kinds[Kind.DEPARTMENT]
    assert government + kinds[Kind.UNION_DEPARTMENT] + kinds[Kind.FEDERATION] + kinds[Kind.SERVICE_CENTRE] == 25
    assert (Employer.objects.count(), Union.objects.count()) == (60, 40)
    assert Employer.objects.values("street").distinct().count() == 8
    assert set(Employer.objects.values_list("industry", flat=True)) == set(Industry.values)


def test_accounts_hold_every_role() -> None:
    assert User.objects.count() == len(ACCOUNTS)
    assert set(Grant.objects.values_list("role", flat=True)) == set(roles())


def test_two_meetings_are_held_and_a_third_is_out_for_review() -> None:
    assert list(Meeting.objects.order_by("ordinal").values_list("state", flat=True)) == [
        "supervising", "supervising", "agenda_review",
    ]  # fmt: skip
    assert list(Minutes.objects.order_by("pk").values_list("state", flat=True)) == ["issued", "issued"]
    texts = list(Minutes.objects.order_by("pk").values_list("number__text", flat=True))
    assert texts == ["泉丰工联纪〔2026〕1号", "泉丰工联纪〔2026〕2号"]
    assert Counter(WorkReport.objects.values_list("state", flat=True)) == {"issued": 1, "compiling": 1}
    coming = Meeting.objects.get(state="agenda_review")
    assert list(coming.agenda_versions.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert Review.objects.filter(item__meeting=coming).waiting().exists()
    assert Review.objects.filter(item__meeting=coming).answered().exists()
    assert coming.starts_at > MORNING


def test_the_whole_chain_is_there() -> None:
    """Concern → cluster → topic → decision → action → call-back → minutes → release, closed and followed up."""
    release = Release.objects.get(minutes__isnull=False)
    assert release.state == "published"
    assert release.current is not None
    assert release.current.reviews.values("reviewer").distinct().count() == 3
    closed = ActionItem.objects.filter(state="closed", decision__topic__cluster__isnull=False).first()
    assert closed is not None
    cluster = closed.decision.topic.cluster
    assert cluster.state == ClusterState.FOLLOWED_UP
    assert states(Concern.objects.filter(cluster_link__cluster=cluster)) == {State.CLOSED}
    assert set(Callback.objects.values_list("solved", flat=True)) == {"", "solved", "not_solved"}
    assert Decision.objects.filter(makes_action=False).count() == 1


def test_opinions_are_answered_in_every_way_and_some_are_overdue() -> None:
    answers = set(Opinion.objects.values_list("answer", flat=True))
    assert answers == {"", "agree", "agree_with_changes", "disagree", "no_comment"}
    with clock.at(MORNING):
        assert Opinion.objects.awaited().overdue(MORNING).count() >= 2


def test_the_real_release_is_linked_to_nothing() -> None:
    real = Release.objects.get(origin="imported")
    assert (real.state, real.minutes, real.author) == ("published", None, None)
    assert real.current is not None
    assert (real.current.source, real.current.byline, real.current.title_is_working) == ("", "", True)


def test_nobody_is_without_the_mark() -> None:
    names = [
        *User.objects.values_list("display_name", flat=True),
        *Person.objects.values_list("name", flat=True),
        *Application.objects.values_list("name", flat=True),
        *Invitation.objects.values_list("name", flat=True),
        *filter(None, Invitation.objects.values_list("deputy", flat=True)),
        *Post.objects.values_list("holder_name", flat=True),
        *Meeting.objects.values_list("chair_post", flat=True),
        *filter(None, Meeting.objects.values_list("contact", flat=True)),
        *filter(None, Topic.objects.values_list("presenter", flat=True)),
        *filter(None, (concern.contact_name for concern in Concern.objects.all())),
    ]
    assert [name for name in names if not name.endswith(INVENTED)] == []
    assert [title for title in Employer.objects.values_list("name", flat=True) if not title.endswith(INVENTED)] == []


def test_every_identity_number_is_of_1900_and_every_phone_nobodys() -> None:
    people = [*Person.objects.all(), *Application.objects.all()]
    assert {read_identity(one.id_number).birth_date.year for one in people} == {1900}
    phones = {one.phone for one in people} | {concern.contact_phone for concern in Concern.objects.all()} - {""}
    assert all(phone.startswith("1380000") and len(phone) == 11 for phone in phones)


def test_the_audit_chain_is_whole_and_in_the_story_s_order(tmp_path: Any) -> None:
    verdict = chain.verify(tmp_path / "heads")
    assert verdict.whole
    assert AuditLink.objects.count() == AuditRow.objects.count() > 1000
    times = list(AuditRow.objects.order_by("pk").values_list("at", flat=True))
    assert times == sorted(times)
    assert times[-1] < MORNING


def test_no_notice_is_left_waiting() -> None:
    left = OutboxRow.objects.exclude(state__in=("sent", "cancelled"))
    assert sorted(set(left.values_list("notice", "state", "reason"))) == []
    assert Message.objects.count() > 200
    assert Message.objects.unread().count() > 10
    assert DemoMail.objects.count() > 100


def test_members_have_one_ledger_line_each() -> None:
    assert Membership.objects.count() == Person.objects.count() == 38
    assert all(membership.entries.count() == 1 for membership in Membership.objects.all())


def test_accounts_are_left_for_printing_without_the_password() -> None:
    from unionportal.embedded.places import local_folder

    listed = json.loads((local_folder() / "accounts.json").read_text(encoding="utf-8"))
    assert [one["username"] for one in listed] == [account.username for account in ACCOUNTS if account.first]
    user = User.objects.get(username="chen.quanyi")
    assert user.check_password(json.loads((local_folder() / "password.json").read_text(encoding="utf-8")))
