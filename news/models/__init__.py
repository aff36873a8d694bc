"""Columns, releases, their versions and reviews."""

from news.models.columns import Column
from news.models.releases import Release, ReleaseVersion, Review

__all__ = ["Column", "Release", "ReleaseVersion", "Review"]
