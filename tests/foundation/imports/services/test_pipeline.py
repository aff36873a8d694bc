"""From file to records and back: verdicts, partial acceptance, wrong lines, undo with its three counts."""

from collections.abc import Callable

import openpyxl
import pytest
from django.db import connection

from foundation.accounts.models import Grant, User
from foundation.audit.models import AuditRow
from foundation.core import clock
from foundation.core.policies import Refused
from foundation.imports import services
from foundation.imports.models import ColumnMapping, Import, ImportRow
from foundation.orgs.models import Unit
from foundation.orgs.services import save_unit
from tests.factories.accounts import UserFactory
from tests.factories.orgs import UnitFactory
from tests.foundation.imports.conftest import (
    UNIT_HEADINGS,
    carry_through,
    lines,
    outcomes,
    take_back,
    take_in,
    try_out,
    upload,
)  # fmt: skip
from tests.foundation.imports.files import saved, workbook

Units = Callable[..., Import]


def test_upload_stages_every_line_encrypted(administrator: User) -> None:
    job = upload(administrator, "units", [["一览表"], UNIT_HEADINGS, ["BGS", "办公室（演示）", "区总工会部门", "ZGH"]])

    assert (job.state, job.header_row, job.sheets[0]["lines"]) == ("uploaded", 2, 3)
    assert job.rows.get(number=3).cells == ["BGS", "办公室（演示）", "区总工会部门", "ZGH"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT raw FROM imports_importrow WHERE number = 3")
        assert "办公室".encode() not in bytes(cursor.fetchone()[0])
    row = AuditRow.objects.get(event="import.uploaded")
    assert (row.actor, row.subject_reference) == (administrator.actor_reference, job.reference)


def test_the_same_file_is_refused_until_it_was_taken_back(administrator: User) -> None:
    content = workbook([UNIT_HEADINGS, ["BGS", "办公室", "区总工会部门", "ZGH"]])
    send = lambda name: services.upload(  # noqa: E731
        kind="units", unit=administrator.unit, content=content, name=name, by=administrator
    )
    first = send("a.xlsx")
    with pytest.raises(Refused, match=f"已经上传过，编号 {first.reference}"):
        send("b.xlsx")
    services.discard(job=first, by=administrator)
    assert send("b.xlsx").state == "uploaded"
    assert not ImportRow.objects.filter(job=first).exists()


def test_each_sheet_of_a_file_comes_in_once(administrator: User) -> None:
    book = openpyxl.Workbook()
    for name, code in (("部门", "A"), ("街道", "B")):
        sheet = book.create_sheet(name)
        sheet.append(UNIT_HEADINGS)
        sheet.append([code, f"{name}（演示）", "区总工会部门", "ZGH"])
    content = saved(book)
    send = lambda: services.upload(  # noqa: E731
        kind="units", unit=administrator.unit, content=content, name="两张表.xlsx", by=administrator
    )
    first = take_in(try_out(send(), administrator), administrator)
    second = send()
    assert (first.sheet, second.sheet, second.sheets[1]["name"]) == (0, 1, "街道")
    with pytest.raises(Refused, match=f"这个工作表已在 {first.reference} 中办理"):
        services.map_columns(
            job=second, sheet=0, header_row=1, mapping={"code": 0, "name": 1, "kind": 2}, by=administrator
        )
    take_in(try_out(second, administrator), administrator)
    assert Unit.objects.filter(code__in="AB").count() == 2
    with pytest.raises(Refused, match="已经上传过"):
        send()


def test_without_the_right_nothing_is_read(security: User) -> None:
    with pytest.raises(Refused, match="没有导入“单位”的权限"):
        upload(security, "units", [UNIT_HEADINGS])


def test_mapping_is_guessed_corrected_and_remembered(administrator: User) -> None:
    rows = [["内部码", "全称", "类型", "上级单位"], ["BGS", "办公室", "区总工会部门", "ZGH"]]
    job = upload(administrator, "units", rows)
    headings = services.headings_of(job, sheet=0, header_row=1)
    guessed = services.guess(job, headings)
    assert guessed == {"name": 1, "kind": 2, "parent": 3}
    with pytest.raises(Refused, match="请指定“编码”在哪一列"):
        services.map_columns(job=job, sheet=0, header_row=1, mapping=guessed, by=administrator)
    with pytest.raises(Refused, match="同一列不能对应两项"):
        services.map_columns(job=job, sheet=0, header_row=1, mapping={**guessed, "code": 1}, by=administrator)

    services.map_columns(job=job, sheet=0, header_row=1, mapping={**guessed, "code": 0}, by=administrator)

    assert ColumnMapping.objects.get().headings["code"] == "内部码"
    again = upload(administrator, "units", [*rows, ["CWB", "财务部", "区总工会部门", "ZGH"]])
    assert services.guess(again, headings) == {"code": 0, **guessed}


def test_a_doubled_heading_is_taken_once(administrator: User) -> None:
    job = upload(administrator, "units", [["编码", "全称", "全称", "类型"], ["A", "甲", "乙", "区总工会部门"]])
    assert services.guess(job, ["编码", "全称", "全称", "类型"])["name"] == 1


def test_each_line_has_its_verdict_and_nothing_is_touched(units: Units, administrator: User) -> None:
    UnitFactory(code="OLD", name="旧名", short_name="旧", parent=administrator.unit)
    UnitFactory(code="EQ", name="同名", short_name="同", parent=administrator.unit)
    before = Unit.objects.count()

    job = units(
        ["NEW", "新部门", "区总工会部门", "ZGH"],
        ["OLD", "新名", "区总工会部门", "ZGH"],
        ["EQ", "同名", "区总工会部门", "区总工会"],
        ["new ", "", "没有的类型"],
        ["NEW", "又一次", "区总工会部门", "ZGH"],
        ["X", "某处", "区总工会部门", "不存在"],
    )

    assert job.state == "checked"
    assert lines(job) == [
        (2, "new", ""),
        (3, "changed", "将更新：全称。"),
        (4, "same", ""),
        (5, "wrong", "“全称”没有填写。“类型”应为：区总工会、区总工会部门、职工服务中心、街道总工会、行业工会联合会、基层工会、"
                     "区政府、区政府办公室、政府部门、街道办事处。"),
        (6, "doubled", "与第2行重复。"),
        (7, "wrong", "上级单位“不存在”没有登记，表中也没有。"),
    ]  # fmt: skip
    assert (Unit.objects.count(), Unit.objects.get(code="OLD").name) == (before, "旧名")
    assert job.lines.get(number=3).change == {"old": {"name": "旧名"}, "new": {"name": "新名"}}


def test_parents_come_before_children_wherever_they_stand(units: Units, administrator: User) -> None:
    job = units(
        ["C", "小组", "基层工会", "B"],
        ["B", "街道工会", "街道总工会", "ZGH"],
        ["D1", "圈一", "基层工会", "D2"],
        ["D2", "圈二", "基层工会", "D1"],
    )
    assert [verdict for _n, verdict, _m in lines(job)] == ["new", "new", "wrong", "wrong"]
    assert "圈" in lines(job)[2][2]

    take_in(job, administrator)

    assert Unit.objects.get(code="C").path == "ZGH/B/C/"


def test_only_what_is_accepted_is_taken_in(units: Units, administrator: User) -> None:
    UnitFactory(code="OLD", name="旧名", short_name="旧", parent=administrator.unit)
    job = units(["NEW", "新部门", "区总工会部门", "ZGH"], ["OLD", "新名", "区总工会部门", "ZGH"], ["", "无编码"])
    with pytest.raises(Refused, match="请选择要导入的行"):
        services.commit(job=job, accepted=["wrong"], by=administrator)

    services.commit(job=job, accepted=["new"], by=administrator)
    job = carry_through(job)

    assert job.state == "applied"
    assert outcomes(job) == [(2, "created"), (3, ""), (4, "")]
    assert Unit.objects.get(code="OLD").name == "旧名"
    done = AuditRow.objects.get(event="import.finished")
    assert (done.facts["created"], done.actor) == (1, administrator.actor_reference)
    assert AuditRow.objects.filter(event="unit.added", actor=administrator.actor_reference).count() == 1


def test_a_line_whose_record_changed_since_the_dry_run_fails_alone(units: Units, administrator: User) -> None:
    old = UnitFactory(code="OLD", name="旧名", short_name="旧", parent=administrator.unit)
    job = units(["OLD", "新名", "区总工会部门", "ZGH"], ["NEW", "新部门", "区总工会部门", "ZGH"])
    Unit.objects.filter(pk=old.pk).update(name="别人改的")

    job = take_in(job, administrator)

    assert outcomes(job) == [(2, "failed"), (3, "created")]
    assert "有变化" in job.lines.get(number=2).message
    assert Unit.objects.get(code="OLD").name == "别人改的"


def test_undo_puts_back_keeps_and_says_what_it_cannot(units: Units, administrator: User) -> None:
    UnitFactory(code="OLD", name="旧名", short_name="旧", parent=administrator.unit)
    job = take_in(
        units(
            ["OLD", "新名", "区总工会部门", "ZGH"],
            ["A", "甲", "区总工会部门", "ZGH"],
            ["B", "乙", "区总工会部门", "ZGH"],
            ["C", "丙", "区总工会部门", "ZGH"],
            ["D", "丁", "区总工会部门", "C"],
        ),
        administrator,
    )  # fmt: skip
    edited = Unit.objects.get(code="A")
    edited.contact = "87654321"
    save_unit(by=administrator, unit=edited)
    UserFactory(unit=Unit.objects.get(code="B"))

    job = take_back(job, administrator)

    assert job.state == "undone"
    assert outcomes(job) == [(2, "put_back"), (3, "kept"), (4, "stuck"), (5, "put_back"), (6, "put_back")]
    assert Unit.objects.get(code="OLD").name == "旧名"
    assert set(Unit.objects.filter(code__in="ABCD").values_list("code", flat=True)) == {"A", "B"}
    facts = AuditRow.objects.get(event="import.undone").facts
    assert (facts["put_back"], facts["kept"], facts["stuck"]) == (3, 1, 1)


def test_pause_keeps_what_was_done_and_resume_finishes(
    units: Units, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foundation.imports.services.applying.BATCH", 2)
    job = units(*[[f"U{n}", f"单位{n}", "区总工会部门", "ZGH"] for n in range(5)])
    services.commit(job=job, accepted=["new"], by=administrator)
    assert services.carry_on(job_pk=job.pk)

    services.pause(job=job, by=administrator)

    assert not services.carry_on(job_pk=job.pk)
    assert job.lines.tally()["created"] == 2
    services.resume(job=job, by=administrator)
    assert carry_through(job).lines.tally()["created"] == 5
    assert Unit.objects.filter(code__startswith="U", parent=administrator.unit).count() == 5


def test_withdrawn_right_pauses_the_import(units: Units, administrator: User) -> None:
    job = units(["A", "甲", "区总工会部门", "ZGH"])
    services.commit(job=job, accepted=["new"], by=administrator)
    Grant.objects.filter(user=administrator).update(starts_on="2020-01-01", ends_on="2020-01-02")

    job = carry_through(job)

    assert (job.state, job.note) == ("paused", "您没有导入“单位”的权限。")
    assert not Unit.objects.filter(code="A").exists()


def test_people_are_taken_in_without_a_role_and_out_again(security: User) -> None:
    rows = [
        ["账号", "姓名", "单位", "职务", "邮箱"],
        ["chen", "陈某某（演示）", "区总工会", "科员", "chen@fengze.example"],
        ["lin", "林某某（演示）", "ZGH", None, "不是邮箱"],
        ["wang", "王某某（演示）", "没有的单位", None, None],
        ["xu", "许某某（演示）", "ZGH", None, None],
    ]
    job = take_in(try_out(upload(security, "people", rows), security), security)

    assert [verdict for _n, verdict, _m in lines(job)] == ["new", "wrong", "wrong", "new"]
    chen = User.objects.get(username="chen")
    assert (chen.unit.code, chen.title, chen.has_usable_password(), chen.grants.count()) == ("ZGH", "科员", False, 0)
    User.objects.filter(username="xu").update(last_login=clock.now())
    assert outcomes(take_back(job, security)) == [(2, "put_back"), (3, ""), (4, ""), (5, "stuck")]
    assert not User.objects.filter(username="chen").exists()


def test_posts_are_found_by_unit_title_and_holder(administrator: User) -> None:
    headings = ["单位", "职务", "姓名", "排序", "任职日期", "离任日期"]
    first = [headings, ["ZGH", "主席", "陈某某（演示）", 1, "2024年3月1日", None]]
    take_in(try_out(upload(administrator, "posts", first), administrator), administrator)
    second = [
        headings,
        ["区总工会", "主席", "陈某某（演示）", 1, "2024-03-01", "2026.11.1"],
        ["区总工会", "主席", "林某某（演示）", 1, "2026/11/02", None],
        ["区总工会", "副主席", "许某某（演示）", 2, "2026-11-02", "2026-11-01"],
    ]
    job = try_out(upload(administrator, "posts", second), administrator)
    assert lines(job) == [
        (2, "changed", "将更新：离任日期。"),
        (3, "new", ""),
        (4, "wrong", "离任日期不能早于任职日期。"),
    ]
    take_in(job, administrator)
    posts = administrator.unit.posts.order_by("pk").values_list("holder_name", "valid_from", "valid_to")
    assert [(name, str(start), str(end)) for name, start, end in posts] == [
        ("陈某某（演示）", "2024-03-01", "2026-11-01"), ("林某某（演示）", "2026-11-02", "None"),
    ]  # fmt: skip
