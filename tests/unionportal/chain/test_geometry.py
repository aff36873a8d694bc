"""The picture's lines, against coordinates measured in the design."""

from unionportal.chain.geometry import strands, turn


def test_five_strands_join_and_untie_as_designed() -> None:
    paths = [line.path for line in strands(["ok", "todo", "todo", "hid", "todo"])]

    assert paths[0] == "M80 367C28 367 56 74 7 74M11 70l-5 4 5 4"
    assert paths[4] == "M80 383C28 383 56 474 7 474M11 470l-5 4 5 4"
    assert paths[5] == paths[6] == "M0 28C52 28 24 117 80 117"
    assert paths[-1] == "M0 428C52 428 24 133 80 133"


def test_turn_is_one_line_a_strand_around_the_meeting() -> None:
    paths = [line.path for line in turn(5)]

    assert paths[0] == "M0 117H16A64 64 0 0 1 80 181V319A64 64 0 0 1 16 383H0"
    assert paths[2] == "M0 125H16A56 56 0 0 1 72 181V319A56 56 0 0 1 16 375H0"
    assert len(paths) == 5


def test_one_concern_is_one_strand_through_the_middle() -> None:
    assert [line.look for line in strands(["todo"])] == ["todo", "halo", ""]
    assert turn(1)[0].path.startswith("M0 125H16")
