"""Administrators look at seats, decisions and minutes; nobody's reasons are shown to them."""

from typing import Any

from meetings import services
from tests.factories.accounts import UserFactory
from tests.meetings.stories import again, issued, notified, page


def test_lists_and_records_open_without_a_save_button(story: Any) -> None:
    issued(story)
    client = page(UserFactory(username="sysadmin", unit=story.federation, roles=["system_admin"]))
    for name in ("invitation", "decision", "minutes", "actionitem"):
        url = f"/admin/meetings/{name}/"
        row = client.get(url).context["cl"].result_list[0]
        shown = client.get(f"{url}{row.pk}/change/").content.decode()
        assert 'name="_save"' not in shown, name
        assert "deletelink" not in shown, name


def test_reason_of_leave_stays_with_the_office(story: Any) -> None:
    seat = notified(story)
    services.reply(invitation=seat, by=story.liaison, reply="leave", reason="身体不适，需住院。")
    in_admin = page(UserFactory(username="sysadmin", unit=story.federation, roles=["system_admin"]))

    assert "身体不适" not in in_admin.get(f"/admin/meetings/invitation/{seat.pk}/change/").content.decode()
    assert "身体不适" in page(story.clerk).get(f"/meetings/{story.meeting.reference}/participants/").content.decode()
    assert again(seat).reply == "leave"
