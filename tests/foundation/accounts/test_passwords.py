"""Which passwords are taken: the rules of GB/T 22239 as assessors read them, and words everybody tries."""

import os
import subprocess
import sys

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from foundation.accounts import services
from tests.factories.accounts import PASSWORD, UserFactory


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("短-9a", "太短"),
        ("abcdefghijkl", "至少要有"),
        ("abcdefgh1234", "至少要有"),
        ("Fengze-2026-Admin", "太容易被猜到"),
        ("P@ssw0rd-2026", "太容易被猜到"),
        ("G0nghui@12345", "太容易被猜到"),
        ("丰泽总工会-20261122", "太容易被猜到"),
        ("Ab-1234567890", "太容易被猜到"),
    ],
)
def test_bad_passwords_are_refused_with_the_reason(password: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        validate_password(password)


@pytest.mark.parametrize("password", [PASSWORD, "木棉花开在四月-2026", "correct-Horse-7-staple", "x7#Kq9-2Qz!5m8"])
def test_good_passwords_are_taken(password: str) -> None:
    validate_password(password)


@pytest.mark.django_db
def test_a_password_like_the_account_is_refused() -> None:
    user = UserFactory(username="linmeihua", display_name="林某（演示）")

    with pytest.raises(ValidationError, match="太相似"):
        validate_password("Linmeihua-2026", user)


@pytest.mark.django_db
def test_the_last_five_passwords_do_not_come_back() -> None:
    user = UserFactory()
    used = [f"刺桐花第{number}季-red" for number in range(6)]
    for password in used:
        services.set_password(user=user, password=password)

    for password in used[1:]:
        with pytest.raises(ValidationError, match="最近5次"):
            validate_password(password, user)
    validate_password(used[0], user)


def asked(rules: str, password: str) -> subprocess.CompletedProcess[str]:
    """The rules in a process of their own, as settings are read once."""
    code = (
        "import django; django.setup()\n"
        "from django.contrib.auth.password_validation import validate_password\n"
        f"validate_password({password!r})"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PASSWORD_RULES": rules},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_rules_are_a_setting() -> None:
    plain = "on the river side of the old town"

    assert "至少要有" in asked("dengbao", plain).stderr
    assert asked("nist", plain).returncode == 0
    assert "只能是 dengbao" in asked("soft", plain).stderr
