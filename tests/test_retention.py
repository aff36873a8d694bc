"""Every personal column has a purpose, a ground, a term and an end (docs/retention.yaml, quality §4)."""

import re
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from foundation.core.crypto import BlindIndexField, EncryptedTextField
from foundation.search.fields import LexemesField

RETENTION: dict[str, Any] = yaml.safe_load((Path(settings.BASE_DIR) / "docs" / "retention.yaml").read_text("utf-8"))
RULED = [column for rule in RETENTION["rules"].values() for column in rule["columns"]]
WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.GenericIPAddressField,
         models.FileField, ArrayField, LexemesField)  # fmt: skip
SEALED = (EncryptedTextField, BlindIndexField)


def columns_with_words() -> Iterator[tuple[str, "models.Field[Any, Any]"]]:
    """Every column that could say something about a person: text, data, addresses; codes of a list cannot."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SEALED) or (isinstance(field, WORDS) and not field.choices):
                yield f"{model._meta.label_lower}.{field.name}", field


def impersonal(column: str) -> bool:
    return any(fnmatch(column, pattern) for pattern in RETENTION["impersonal"])


def test_every_column_with_words_is_ruled_or_says_nothing_about_people() -> None:
    assert [column for column, _field in columns_with_words() if column not in RULED and not impersonal(column)] == []


def test_what_is_encrypted_is_personal() -> None:
    assert [column for column, field in columns_with_words() if isinstance(field, SEALED) and column not in RULED] == []


@pytest.mark.parametrize("word", ["phone", "email", "id_number", "holder", "contact_name", "narrative", "ip"])
def test_columns_called_like_personal_data_are_ruled(word: str) -> None:
    """Not even a pattern of `impersonal` lets them by."""
    called = [
        column
        for column, _field in columns_with_words()
        if word in column.rpartition(".")[2].split("_") or column.endswith(f".{word}")
    ]
    assert [column for column in called if column not in RULED] == []


def test_every_rule_is_about_a_column_that_exists_once() -> None:
    existing = {column for column, _field in columns_with_words()}
    assert [column for column in RULED if column not in existing] == []
    assert [column for column, times in Counter(RULED).items() if times > 1] == []


def test_patterns_of_the_impersonal_are_used() -> None:
    """A column that went away takes its line with it."""
    free = [column for column, _field in columns_with_words() if column not in RULED]
    assert [
        pattern for pattern in RETENTION["impersonal"] if not any(fnmatch(column, pattern) for column in free)
    ] == []


@pytest.mark.parametrize("name", RETENTION["rules"])
def test_a_rule_is_whole(name: str) -> None:
    rule = RETENTION["rules"][name]
    assert set(rule) == {"purpose", "ground", "keep", "from", "erase", "columns"}
    assert all(isinstance(rule[key], str) and rule[key] for key in ("purpose", "ground", "from"))
    assert rule["keep"] == "permanent" or re.fullmatch(r"P\d+[YMD]", rule["keep"])
    assert rule["erase"] in ("delete", "blank", "anonymise", "keep")
