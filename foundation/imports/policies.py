"""Who may import what; each refusal is a sentence."""

from typing import Any

from django.utils.translation import gettext as _

from foundation.core.policies import Refused


def check_can_import(user: Any, job: Any) -> None:
    """Whoever holds the right its kind asks for, at the unit it belongs to."""
    if not user.holds(job.importer.right, unit=job.unit):
        raise Refused(_("您没有导入“%(kind)s”的权限。") % {"kind": job.importer.label})


def check_can_commit(user: Any, job: Any) -> None:
    """After the dry run, when it left something to take in."""
    check_can_import(user, job)
    tally = job.lines.tally()
    if not (tally["new"] or tally["changed"]):
        raise Refused(_("没有可以导入的行：没有新增，也没有更新。"))
