"""The workflow tables of the joint meeting: buttons, services, triggers, diagrams and the test matrix read them."""

from meetings.workflow.meeting import MEETING
from meetings.workflow.opinion import OPINION
from meetings.workflow.topic import TOPIC

__all__ = ["MEETING", "OPINION", "TOPIC"]
