"""Personal fields at rest: AES-256-GCM with a key id, bound to its column and row; equality by keyed hash.

Envelope: 1 byte format, 1 byte length of key id, key id, 12 bytes nonce, ciphertext with tag. The associated data is
"<label>:<row key>", so a value moved to another row or column does not open.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django import forms
from django.conf import settings
from django.db import models

FORMAT = 1


@lru_cache(maxsize=16)
def _cipher(key: str) -> AESGCM:
    return AESGCM(base64.b64decode(key))


def seal(text: str, *, context: str) -> bytes:
    """Encrypt `text` under the current key (the first of FIELD_KEYS) for `context`."""
    current = settings.FIELD_KEYS[0]
    name = current["id"].encode()
    nonce = os.urandom(12)
    body = _cipher(current["key"]).encrypt(nonce, text.encode(), context.encode())
    return bytes([FORMAT, len(name)]) + name + nonce + body


def unseal(envelope: bytes, *, context: str) -> str:
    """Open what `seal` made for the same `context`. Raises `InvalidTag` when moved or damaged, KeyError for a lost key."""
    envelope = bytes(envelope)
    length = envelope[1]
    name = envelope[2 : 2 + length].decode()
    nonce, body = envelope[2 + length : 14 + length], envelope[14 + length :]
    keys = {key["id"]: key["key"] for key in settings.FIELD_KEYS}
    return _cipher(keys[name]).decrypt(nonce, body, context.encode()).decode()


def blind(value: str, *, context: str) -> str:
    """A keyed hash (HMAC-SHA-256, 64 hex digits) for finding equal values without storing them.

    Keyed by the oldest field key, which rotation keeps, so that an index stays valid when the current key changes.
    """
    key = base64.b64decode(settings.FIELD_KEYS[-1]["key"])
    return hmac.new(b"blind:" + key, f"{context}:{value}".encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Sealed:
    """A value as it came from the database, still closed."""

    envelope: bytes


class _Opening:
    """Opens a sealed value when it is first asked for: lists that do not show the column never decrypt it."""

    def __init__(self, field: "EncryptedTextField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, Sealed):
            value = unseal(value.envelope, context=self.field.context(instance))
            instance.__dict__[name] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.Field):  # type: ignore[type-arg]
    """Text that is only ever stored encrypted. The model must have a UUID `key` (`core.models.Record`).

    `label` names the column for ever ("members.person.phone"): it is part of the associated data, so it must not
    change when the column is renamed. `QuerySet.update()` on it raises, because a bulk update has no row key.
    """

    description = "encrypted text"
    empty_strings_allowed = True

    def __init__(self, label: str, *args: Any, max_length: int = 500, **kwargs: Any) -> None:
        self.label = label
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        kwargs["max_length"] = max_length
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.label, *args], kwargs

    def get_internal_type(self) -> str:
        return "BinaryField"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opening(self))

    def context(self, instance: models.Model) -> str:
        return f"{self.label}:{instance.key}"  # type: ignore[attr-defined]

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else Sealed(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None and self.null:
            return None
        if isinstance(value, Sealed):
            return value
        return Sealed(seal(str(value or ""), context=self.context(model_instance)))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value is None or isinstance(value, Sealed):
            return None if value is None else value.envelope
        raise TypeError(f"{self.label}: an encrypted column can only be saved through the record, not by update()")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return value.envelope if isinstance(value, Sealed) else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise TypeError(f"{self.label}: an encrypted column cannot be compared; use its blind index")

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": forms.CharField, "max_length": self.max_length, **kwargs})


class BlindIndexField(models.CharField):  # type: ignore[type-arg]
    """The keyed hash of another (encrypted) field, empty when that is empty; `matches()` makes the value to look up.

    `normalise` must be a module-level function: it also runs on what people type into a search. Columns with the same
    `normalise` are comparable with each other (an applicant's number with a member's); its name is therefore part of
    the hash and must not change.
    """

    def __init__(self, *args: Any, of: str = "", normalise: Callable[[str], str] | None = None, **kwargs: Any) -> None:
        self.of, self.normalise = of, normalise
        kwargs.update(max_length=64, blank=True, default="", editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "blank", "default", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "of": self.of}

    def matches(self, value: str) -> str:
        """The stored form of `value`; empty for an empty value, which must never be looked up."""
        value = self.normalise(value) if self.normalise else value
        space = self.normalise.__name__ if self.normalise else self.model._meta.get_field(self.of).label  # type: ignore[union-attr]
        return blind(value, context=space) if value else ""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.matches(getattr(model_instance, self.of) or "")
        setattr(model_instance, self.attname, value)
        return value
