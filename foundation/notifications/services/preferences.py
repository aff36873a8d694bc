"""How a person is told besides the inbox."""

from datetime import time
from typing import Any

from foundation.notifications.models import Preference


def prefer(*, by: Any, email: bool, quiet_from: time | None, quiet_until: time | None) -> Preference:
    """Save `by`'s own choice. After: mails not yet sent follow it too, because it is asked at the moment of sending."""
    chosen, _ = Preference.objects.update_or_create(
        user=by, defaults={"email": email, "quiet_from": quiet_from, "quiet_until": quiet_until}
    )
    return chosen
