"""Each rule of the tables, broken once; the state machine that holds whoever writes."""

from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.db import DatabaseError, IntegrityError, transaction

from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.db import sentence_for
from foundation.imports.models import ColumnMapping, Import, ImportRow
from tests.foundation.imports.conftest import UNIT_HEADINGS, upload


@pytest.fixture
def job(administrator: User) -> Import:
    return upload(administrator, "units", [UNIT_HEADINGS, ["A", "甲（演示）", "政府部门", "ZGH"]])


def again(job: Import, **changed: Any) -> Import:
    """Another import of the same file."""
    facts = {"kind": job.kind, "unit": job.unit, "file_hash": job.file_hash, "created_by": job.created_by}
    return Import.objects.create(**{"reference": "DR-2", "file_name": "x.csv", **facts, **changed})


def test_a_file_is_under_way_once_per_kind_unit_and_sheet(job: Import) -> None:
    with pytest.raises(IntegrityError, match="import_file_once") as caught, transaction.atomic():
        again(job)
    assert sentence_for(caught.value) == "这个文件的这个工作表已经导入过。"
    assert again(job, kind="posts").pk
    assert again(job, sheet=1, reference="DR-4").pk
    assert again(job, state="undone", reference="DR-3").pk


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"committed_at": clock.now()}, "import_committed_by_someone"),
        ({"state": "applied"}, "import_applied_was_committed"),
    ],
)
def test_what_is_taken_in_was_confirmed_by_somebody(job: Import, changed: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        again(job, file_hash="0" * 64, **changed)


def test_a_line_stands_once_and_what_is_done_has_a_record(job: Import) -> None:
    with pytest.raises(IntegrityError, match="importrow_number_once"), transaction.atomic():
        ImportRow.objects.create(job=job, sheet=0, number=2)
    with pytest.raises(IntegrityError, match="importrow_done_has_target"), transaction.atomic():
        ImportRow.objects.create(job=job, sheet=0, number=9, outcome="created")


def test_a_unit_has_one_mapping_per_kind(job: Import) -> None:
    ColumnMapping.objects.create(kind="units", unit=job.unit)
    with pytest.raises(IntegrityError, match="columnmapping_one_per_unit"), transaction.atomic():
        ColumnMapping.objects.create(kind="units", unit=job.unit)


def test_states_follow_the_table_even_by_hand(job: Import) -> None:
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        Import.objects.filter(pk=job.pk).update(state="undone")


def test_staged_lines_open_only_in_their_own_row(job: Import) -> None:
    row, header = job.rows.get(number=2), job.rows.get(number=1)
    ImportRow.objects.filter(pk=row.pk).update(key="00000000-0000-4000-8000-000000000000")
    assert header.cells == UNIT_HEADINGS
    with pytest.raises(InvalidTag):
        _ = ImportRow.objects.get(pk=row.pk).cells
