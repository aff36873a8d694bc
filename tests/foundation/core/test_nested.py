"""Rows of a relation read in the row they belong to: the same rows as a prefetch gives, without its query."""

from typing import Any

import pytest
from django.db.models import OuterRef

from concerns.models import Callback, Concern, ConcernEvent
from foundation.core.nested import nested, remember, remembered, unnest
from tests.factories.concerns import House

pytestmark = pytest.mark.django_db


def test_nested_rows_are_those_of_the_relation(django_assert_num_queries: Any) -> None:
    house = House()
    concern = house.concern(state="callback")
    for contact in ("not_reached", "refused"):
        Callback.objects.create(concern=concern, called_by=house.caller, contact=contact)
    calls = Callback.objects.filter(concern=OuterRef("pk")).order_by("pk")

    with django_assert_num_queries(1):
        row = Concern.objects.annotate(calls=nested(calls, called_by=("display_name",))).get(pk=concern.pk)
        unnest(row, "callbacks", row.calls)
        found = list(row.callbacks.all())
        names = [(call.called_by.display_name, call.concern) for call in found]

    assert found == list(Callback.objects.filter(concern=concern).order_by("pk"))
    assert [call.called_at for call in found] == list(
        Callback.objects.order_by("pk").values_list("called_at", flat=True)
    )
    assert names == [(house.caller.display_name, row)] * 2


def test_foreign_key_that_is_empty_stays_empty(django_assert_num_queries: Any) -> None:
    concern = House().concern()
    ConcernEvent.objects.create(concern=concern, verb="triage", actor="system:test", actor_name="某某", summary="审核")
    events = ConcernEvent.objects.filter(concern=OuterRef("pk"))

    row = Concern.objects.annotate(story=nested(events, unit=("short_name",))).get(pk=concern.pk)
    unnest(row, "events", row.story)

    with django_assert_num_queries(0):
        assert [event.unit for event in row.events.all()] == [None]


def test_subquery_that_was_not_asked_means_no_rows() -> None:
    concern = House().concern()
    row = Concern.objects.annotate(calls=nested(Callback.objects.none())).get(pk=concern.pk)

    unnest(row, "callbacks", row.calls)

    assert (list(row.callbacks.all()), remembered(row, "callbacks")) == ([], True)


def test_what_is_remembered_is_not_asked_again(django_assert_num_queries: Any) -> None:
    concern = House().concern()
    before = remembered(concern, "events")

    with django_assert_num_queries(0):
        remember(concern, "events", [])
        assert (before, list(concern.events.all())) == (False, [])
