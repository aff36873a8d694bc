from meetings.models.action import ActionEntry, ActionEvidence, ActionHelp, ActionItem, Milestone
from meetings.models.agenda import AgendaItem, AgendaVersion, Review
from meetings.models.clearance import Clearance
from meetings.models.decision import Decision, ItemResult
from meetings.models.invitation import Invitation
from meetings.models.meeting import Meeting
from meetings.models.minutes import Countersignature, Minutes, MinutesSection
from meetings.models.opinion import Opinion, OpinionAnswer
from meetings.models.report import ReportLine, WorkReport
from meetings.models.topic import Topic, TopicPaper, TopicVersion

__all__ = [
    "ActionEntry",
    "ActionEvidence",
    "ActionHelp",
    "ActionItem",
    "AgendaItem",
    "AgendaVersion",
    "Clearance",
    "Countersignature",
    "Decision",
    "Invitation",
    "ItemResult",
    "Meeting",
    "Milestone",
    "Minutes",
    "MinutesSection",
    "Opinion",
    "OpinionAnswer",
    "ReportLine",
    "Review",
    "Topic",
    "TopicPaper",
    "TopicVersion",
    "WorkReport",
]
