"""The walk: one worker's concern, a second like it, the joint meeting, and the way back. Scene by scene, by many hands."""

from collections.abc import Callable

from tests.e2e.stage import Walk
from tests.e2e.way_back import (
    call_back,
    close_it,
    countersign_and_sign,
    dispatch_the_action,
    download_the_minutes,
    find_nothing_as_a_stranger,
    look_back_along_the_chain,
    read_it_in_public,
    report_to_the_next_meeting,
    review_three_times,
    work_on_it,
    write_the_minutes,
    write_the_release,
)
from tests.e2e.way_there import (
    answer,
    ask_two_departments,
    clear_and_freeze,
    clear_by_both_hosts,
    give_notice,
    group_them,
    hold_the_meeting,
    prepare_the_meeting,
    raise_it,
    register_a_concern,
    register_a_second_one,
    review_on_the_phone,
    send_for_review,
    sign_and_report,
    triage_and_dispatch,
)

STORY: tuple[Callable[[Walk], object], ...] = (
    register_a_concern, triage_and_dispatch, sign_and_report, register_a_second_one,
    group_them, raise_it, ask_two_departments, answer, clear_by_both_hosts,
    prepare_the_meeting, send_for_review, review_on_the_phone, clear_and_freeze, give_notice, hold_the_meeting,
    write_the_minutes, countersign_and_sign, download_the_minutes,
    dispatch_the_action, work_on_it, close_it, call_back,
    report_to_the_next_meeting, write_the_release, review_three_times,
    read_it_in_public, look_back_along_the_chain, find_nothing_as_a_stranger,
)  # fmt: skip
"""The scenes in their order."""
