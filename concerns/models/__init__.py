from concerns.models.assignment import Assignment
from concerns.models.attachment import ConcernAttachment
from concerns.models.callback import Callback
from concerns.models.category import Category
from concerns.models.cluster import Cluster, ClusterConcern
from concerns.models.concern import Concern
from concerns.models.event import ConcernEvent

__all__ = [
    "Assignment",
    "Callback",
    "Category",
    "Cluster",
    "ClusterConcern",
    "Concern",
    "ConcernAttachment",
    "ConcernEvent",
]
