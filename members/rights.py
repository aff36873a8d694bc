"""What people may do with employers, unions and members."""

from enum import StrEnum


class Right(StrEnum):
    READ = "members.read"  # employers, unions and members in scope, personal data masked
    REVEAL = "members.reveal"  # one masked value at a time, with a reason
    KEEP_EMPLOYERS = "members.keep_employers"
    APPLY = "members.apply"  # file a joining application for a worker
    REVIEW = "members.review"  # approve or return applications
