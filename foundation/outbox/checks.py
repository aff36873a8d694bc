"""`manage.py check`: the handler of the outbox exists."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.module_loading import import_string


def outbox_handler_exists(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        import_string(settings.OUTBOX_HANDLER)
    except (ImportError, AttributeError) as error:
        return [Error(f"OUTBOX_HANDLER does not name a handler: {error}", id="outbox.E001")]
    return []
