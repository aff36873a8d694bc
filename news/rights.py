"""What people of the news desk may do."""

from enum import StrEnum


class Right(StrEnum):
    READ = "news.read"  # releases that are not public yet
    WRITE = "news.write"  # write, paste, edit, submit, recall, correct
    FIRST_REVIEW = "news.first_review"
    SECOND_REVIEW = "news.second_review"
    FINAL_REVIEW = "news.final_review"  # sign off, publish, withdraw


REVIEWS = (Right.FIRST_REVIEW, Right.SECOND_REVIEW, Right.FINAL_REVIEW)
