"""Reading one masked value, for a reason, once."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concerns.models import Concern
from concerns.policies import check_can_reveal
from foundation import audit
from foundation.accounts.models import User
from foundation.core.policies import Refused

REVEALABLE = {
    "name": gettext_lazy("姓名"),
    "phone": gettext_lazy("联系电话"),
    "id_number": gettext_lazy("证件号码"),
}


@transaction.atomic
def reveal(*, concern: Concern, by: User, field: str, reason: str) -> str:
    """The value whole. After: one audit row with field and reason, and nothing else changed.

    Raises `Refused` without the right, without a reason, for an unknown or empty field.
    """
    check_can_reveal(by, concern)
    if field not in REVEALABLE:
        raise Refused(_("没有可以查看的这一项。"))
    if not reason.strip():
        raise Refused(_("请写明查看事由，它会记入日志。"))
    person = concern.reporter
    value = {
        "name": person.name if person else concern.contact_name,
        "phone": concern.phone,
        "id_number": person.id_number if person else "",
    }[field]
    if not value:
        raise Refused(_("这一项没有登记。"))
    audit.record("concern.revealed", by=by, about=concern, unit=concern.unit, field=field, reason=reason.strip()[:100])
    return str(value)
