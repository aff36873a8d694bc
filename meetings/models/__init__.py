from meetings.models.agenda import AgendaItem, AgendaVersion, Review
from meetings.models.clearance import Clearance
from meetings.models.meeting import Meeting
from meetings.models.opinion import Opinion, OpinionAnswer
from meetings.models.topic import Topic, TopicPaper, TopicVersion

__all__ = [
    "AgendaItem",
    "AgendaVersion",
    "Clearance",
    "Meeting",
    "Opinion",
    "OpinionAnswer",
    "Review",
    "Topic",
    "TopicPaper",
    "TopicVersion",
]
