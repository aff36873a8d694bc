"""Keys and addresses of a clone in the local profile."""

import base64
import json
import secrets
from typing import Any
from urllib.parse import quote

from unionportal.embedded import broker, private_files
from unionportal.embedded.places import Place, here
from unionportal.embedded.trouble import from_os_error


def local_environment() -> dict[str, str]:
    """The variables a server administrator would set, for this clone.

    Makes the keys in `.local/keys.json` (0600) on first use; starts nothing and does not ask whether anything runs.
    Raises Trouble when `.local/` cannot be written.
    """
    place = here()
    try:
        keys = private_files.read_or_make(place.folder / "keys.json", _new_keys)
    except OSError as error:
        raise from_os_error(error) from error
    return {
        "SECRET_KEY": keys["SECRET_KEY"],
        "FIELD_KEYS": json.dumps(keys["FIELD_KEYS"]),
        "DATABASE_URL": database_url(place, "portal_app"),
        "DATABASE_OWNER_URL": database_url(place, "portal_owner"),
        "REDIS_URL": broker.url(place),
    }


def database_url(place: Place, role: str, database: str = "portal") -> str:
    """The address of a database in the services at `place`: by socket, no password, the folder is private."""
    return f"postgresql://{role}@/{database}?host={quote(str(place.sockets), safe='/')}"


def _new_keys() -> dict[str, Any]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "FIELD_KEYS": [{"id": "k1", "key": base64.b64encode(secrets.token_bytes(32)).decode()}],
    }
