"""The workflow tables of the joint meeting: buttons, services, triggers, diagrams and the test matrix read them."""

from meetings.workflow.action import ACTION
from meetings.workflow.meeting import MEETING
from meetings.workflow.minutes import MINUTES
from meetings.workflow.opinion import OPINION
from meetings.workflow.report import REPORT
from meetings.workflow.topic import TOPIC

__all__ = ["ACTION", "MEETING", "MINUTES", "OPINION", "REPORT", "TOPIC"]
