"""Giving out 文号: gap-free within committed numbers, never twice (D§1.5)."""

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from foundation import audit
from foundation.audit.services import reference_of
from foundation.core import clock
from foundation.core.actors import Actor
from foundation.core.policies import Refused
from foundation.documents.models import IssuedNumber, NumberCounter, NumberSeries
from foundation.documents.validators import number_text


def take_number(*, series: str, by: Actor, year: int | None = None, about: models.Model | None = None) -> IssuedNumber:
    """Give out the next number of a series.

    Before: a transaction is open and every other row it needs is locked already: this locks the counter until commit,
    and everybody else who numbers in this series waits. Call it at 签发, never while drafting.
    After: one `IssuedNumber` (its `.text` is the 文号), the counter one higher, one audit row about `about`. Rolled
    back, the number was never given out and the next caller gets it.
    Errors: `Refused` for a series that does not exist or is used up; `TransactionManagementError` outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("take_number needs the transaction of what it numbers")
    year = year or clock.today().year
    found = NumberSeries.objects.filter(code=series).first()
    if found is None:
        raise Refused(_("还没有设置文号序列“%(code)s”，请系统管理员在“文号序列”中添加。") % {"code": series})
    NumberCounter.objects.bulk_create([NumberCounter(series=found, year=year)], ignore_conflicts=True)
    counter = NumberCounter.objects.select_for_update(no_key=True).get(series=found, year=year)
    if counter.last >= 99999:
        raise Refused(_("“%(prefix)s”%(year)s年的序号已用完。") % {"prefix": found.prefix, "year": year})
    counter.last += 1
    counter.save(update_fields=["last"])
    issued = IssuedNumber.objects.create(
        series=found,
        year=year,
        number=counter.last,
        text=number_text(found.prefix, year, counter.last),
        subject_reference=reference_of(about),
        issued_by=by.actor_reference,
    )
    audit.record("number.issued", by=by, about=about or issued, number=issued.text)
    return issued
