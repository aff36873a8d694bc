"""How an action item and its course read in lists."""

from meetings.models import ActionEntry, ActionItem


def test_an_item_is_told_by_the_first_sentence_decided() -> None:
    assert ActionItem(text="建立欠薪线索联办台账。每月通报一次。").task == "建立欠薪线索联办台账"
    assert ActionItem(text="建立台账").task == "建立台账"


def test_a_long_sentence_is_cut_to_fit_a_row() -> None:
    task = ActionItem(text="在" + "三个商圈" * 20 + "设站。").task
    assert len(task) == 44
    assert task.endswith("…")


def test_what_is_no_special_step_looks_like_progress() -> None:
    assert ActionEntry(verb="report_progress").look == ("act", "edit")
    assert ActionEntry(verb="send_back").look == ("bad", "return")
