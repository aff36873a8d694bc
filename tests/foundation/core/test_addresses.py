"""Addresses that PostgreSQL could not even look up."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/%00/", "/concerns/FZ-2026-0001%00/", "/meetings/topics/%00/", "/livez/%00"])
def test_path_with_a_nul_is_404(path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["q=%00", "q=a%00b", "%00=1"])
def test_query_with_a_nul_is_a_bad_request_in_chinese(query: str) -> None:
    answer = Client().get(f"/livez/?{query}")
    assert answer.status_code == 400
    assert 'lang="zh' in answer.content.decode()
