"""What people may do around the joint meeting."""

from enum import StrEnum


class Right(StrEnum):
    FILE = "meetings.file"  # draft and submit topics for one's own unit, see what becomes of them
    RAISE = "meetings.raise"  # raise a cluster of concerns as a topic
    READ_ALL = "meetings.read_all"  # the hosts: every topic and meeting
    READ_MINUTES = "meetings.read_minutes"  # the news desk: signed minutes and the meeting they record, nothing else
    SCREEN = "meetings.screen"  # union office: screen, consult, consolidate, present
    PREPARE = "meetings.prepare"  # union office: meetings, agendas, review
    ANSWER = "meetings.answer"  # a unit's liaison: give its written opinion
    CLEAR_UNION = "meetings.clear_union"  # clear for the federation
    CLEAR_GOVERNMENT = "meetings.clear_government"  # clear for the government
    REVIEW = "meetings.review"  # official who reviews an agenda item by item
    SIGN = "meetings.sign"  # sign minutes
    ACT = "meetings.act"  # a unit's liaison: sign for, work on and report its action items
    SUPERVISE = "meetings.supervise"  # dispatch, judge and close action items; never those of one's own unit


READERS = tuple(Right)
"""Whoever holds any right of the joint meeting may open its pages; what is on them is cut by `visible_to`."""
