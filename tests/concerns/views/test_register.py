"""Registering on one screen, with and without a script."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from concerns.models import Concern
from concerns.states import State
from foundation.core.fictional import demo_id
from tests.concerns.conftest import page
from tests.factories.concerns import House
from tests.factories.members import EmployerFactory, PersonFactory

FORM = {
    "name": "王职工",
    "phone": "",
    "id_number": "",
    "employer_text": "",
    "category": "01",
    "source": "visit",
    "urgency": "normal",
    "people_count": "1",
    "narrative": "工资没有发。",
    "title": "",
}


def post(house: House, actor: str = "caller", **changes: Any) -> Any:
    return page(getattr(house, actor)).post(reverse("concerns:register"), {**FORM, **changes})


@pytest.mark.parametrize("actor", ["liaison", "leader"])
def test_who_may_not_register_finds_no_page(house: House, actor: str) -> None:
    assert page(getattr(house, actor)).get(reverse("concerns:register")).status_code == 404
    assert post(house, actor).status_code == 404


def test_street_cadre_registers_for_her_street(house: House) -> None:
    post(house, "cadre")

    assert Concern.objects.get().unit == house.street


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"narrative": ""}, "请填写诉求经过。"),
        ({"narrative": f"证件{demo_id(2)}"}, "文字里有身份证号码3505"),
        ({"category": ""}, "请选择类别。"),
        ({"name": ""}, "请填写诉求人的姓名或电话；不愿留名的请勾选"),
        ({"anonymous": "on"}, "匿名的请清空姓名、电话和证件号码"),
        ({"phone": "1380000"}, "还差4位，应为11位数字"),
        ({"id_number": "350503190001010011"}, "最后一位校验码与前17位对不上"),
        ({"people_count": "0"}, "不能小于1。"),
        ({"people_count": str(2**70)}, "不能大于99999。"),
        ({"narrative": "字" * 4001}, "最多4000个字"),
        ({"urgency": "<script>"}, "请从列表中选择。"),
    ],
)
def test_bad_input_is_answered_in_chinese_and_kept(house: House, changes: dict[str, str], sentence: str) -> None:
    answer = post(house, **changes)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert not Concern.objects.exists()
    if "narrative" not in changes:
        assert "工资没有发。" in text


def test_numbers_are_taken_out_before_saving(house: House) -> None:
    answer = post(house, narrative=f"本人{demo_id(2)}，请打13800000001。", scrub="1")

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "本人〔号码已移除〕，请打〔号码已移除〕。" in text
    assert demo_id(2) not in text
    assert not Concern.objects.exists()


def test_known_person_is_found_by_the_plain_button_and_nothing_is_saved(house: House) -> None:
    person = PersonFactory(name="林小满", phone="13900000009", scope=house.federation, employer=None)
    answer = post(house, name="林小", look="1")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert f'name="person" value="{person.key}"' in text
    assert "林**" in text
    assert "139****0009" in text
    assert "13900000009" not in text
    assert 'value="林小"' in text
    assert "工资没有发。" in text
    assert not Concern.objects.exists()


def test_while_typing_htmx_gets_matches_and_open_cases(house: House) -> None:
    employer = EmployerFactory(name="顺迅快递分拨中心（演示）", street=house.street)
    person = PersonFactory(scope=house.federation, employer=employer)
    theirs = house.concern(state=State.HANDLING, reporter=person, contact_name="", contact_phone="")
    house.concern(state=State.CLOSED, reporter=person, contact_name="", contact_phone="")
    client = page(house.caller)

    typed = client.post(reverse("concerns:look"), {"phone": person.phone}).content.decode()
    chosen = client.post(reverse("concerns:look"), {"person": str(person.key)}).content.decode()

    assert str(person.key) in typed
    assert theirs.reference not in typed
    assert [word in chosen for word in (theirs.reference, "在办的诉求1件", str(person.key))] == [True, True, True]
    assert "<html" not in chosen


def test_people_of_another_scope_do_not_exist(house: House) -> None:
    person = PersonFactory(name="林小满")
    client = page(house.cadre)

    assert str(person.key) not in client.post(reverse("concerns:look"), {"name": "林小满"}).content.decode()
    answer = client.post(reverse("concerns:register"), {**FORM, "person": str(person.key)})
    assert (answer.status_code, Concern.objects.count()) == (422, 0)


def test_chosen_person_wins_over_what_is_typed(house: House) -> None:
    person = PersonFactory(scope=house.federation)
    post(house, person=str(person.key), phone="13811112222")

    concern = Concern.objects.get()
    assert (concern.reporter, concern.phone, concern.contact_name) == (person, "13811112222", "")


def test_paper_is_kept_with_the_concern(house: House) -> None:
    post(house, uploads=[SimpleUploadedFile("工资条.txt", "八月".encode())])

    assert Concern.objects.get().files.get().attachment.name == "工资条.txt"


def test_refused_file_leaves_nothing_and_keeps_the_text(house: House) -> None:
    answer = post(house, uploads=[SimpleUploadedFile("工具.exe", b"MZ")])

    assert answer.status_code == 409
    assert "不支持“工具.exe”这类文件" in answer.content.decode()
    assert "工资没有发。" in answer.content.decode()
    assert not Concern.objects.exists()


def test_double_click_registers_twice_but_numbers_differ(house: House) -> None:
    post(house)
    post(house)

    assert len(set(Concern.objects.values_list("reference", flat=True))) == 2
