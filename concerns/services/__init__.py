"""Everything that changes a concern or a cluster, one function per verb."""

from concerns.services.attachments import attach
from concerns.services.callback import call_back, close, open_callback
from concerns.services.cluster import (
    add_to_cluster,
    cluster_facts,
    dissolve,
    group_into_cluster,
    remove_from_cluster,
    suggest_clusters,
)
from concerns.services.dispatch import dispatch, reassign, return_order
from concerns.services.handling import accept, report, report_progress, resume, review_report, shelve
from concerns.services.register import register
from concerns.services.reveal import REVEALABLE, reveal
from concerns.services.topics import open_callbacks, pause_for_topic, receive_decision, resume_after_withdrawal
from concerns.services.triage import answer, merge, refer_out, reject, reopen, triage, withdraw

__all__ = [
    "REVEALABLE",
    "accept",
    "add_to_cluster",
    "answer",
    "attach",
    "call_back",
    "close",
    "cluster_facts",
    "dispatch",
    "dissolve",
    "group_into_cluster",
    "merge",
    "open_callback",
    "open_callbacks",
    "pause_for_topic",
    "reassign",
    "receive_decision",
    "refer_out",
    "register",
    "reject",
    "remove_from_cluster",
    "reopen",
    "report",
    "report_progress",
    "resume",
    "resume_after_withdrawal",
    "return_order",
    "reveal",
    "review_report",
    "shelve",
    "suggest_clusters",
    "triage",
    "withdraw",
]
