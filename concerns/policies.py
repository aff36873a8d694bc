"""Who may do what to a concern, and when. Each raises `Refused` with the sentence shown beside the greyed button."""

from typing import Any

from django.utils.translation import gettext as _

from concerns.enums import Contact
from concerns.models import Assignment, Cluster, Concern
from concerns.rights import Right
from concerns.states import ClusterState, State
from foundation.core.nested import remembered
from foundation.core.policies import Refused

HANDLING_VERBS = ("accept", "report_progress", "report")
TRIES = 3
"""Times nobody answers before a concern may be closed without a word from the worker."""


def in_scope(user: Any, right: str, concern: Concern) -> bool:
    """Whether `right` is granted at the concern's unit or street, or above one of them."""
    units = [unit for unit in (concern.unit, concern.street_unit) if unit is not None]
    return any(user.holds(right, unit=unit) for unit in units)


def lead_of(concern: Concern) -> Assignment | None:
    """The unit whose turn it is; None before the first dispatch."""
    return concern.lead


def handled_by(user: Any, concern: Concern) -> Assignment | None:
    """The current assignment of a unit `user` handles for; the lead one first."""
    paths = user.paths(Right.HANDLE)
    return next((hand for hand in concern.hands if hand.unit.path in paths), None)


def check_can_register(user: Any) -> None:
    if not user.holds(Right.REGISTER):
        raise Refused(_("登记诉求由权益保障部、职工服务中心和各级工会经办，您没有这项权限。"))


def check_can_triage(user: Any, concern: Concern) -> None:
    if not in_scope(user, Right.TRIAGE, concern):
        raise Refused(_("受理审核由区总工会权益保障部办理。"))


def check_can_dispatch(user: Any, concern: Concern) -> None:
    if not in_scope(user, Right.DISPATCH, concern):
        raise Refused(_("派单由区总工会权益保障部办理。"))


def check_can_accept(user: Any, concern: Concern) -> None:
    """Only people of the lead unit sign for it."""
    _check_lead(user, concern, _("签收"))


def check_can_return_order(user: Any, concern: Concern) -> None:
    """At most once per unit; a final assignment (终审指派) not at all (D§5.5, against 退单拉锯)."""
    assignment = _check_lead(user, concern, _("退单"))
    if assignment.final:
        raise Refused(_("本件已由权益保障部终审指派，不得退单。"))
    if concern.assignments.filter(unit=assignment.unit, returned_at__isnull=False).exists():
        raise Refused(_("%(unit)s已退过一次单，同一单位只能退单一次。") % {"unit": assignment.unit.short_name})


def check_can_report_progress(user: Any, concern: Concern) -> None:
    """The lead unit and the assisting ones record what they do."""
    if handled_by(user, concern) is None:
        raise Refused(_not_yours(concern, _("记录进展")))


def check_can_report(user: Any, concern: Concern) -> None:
    _check_lead(user, concern, _("反馈办理结果"))


def check_can_review_report(user: Any, concern: Concern) -> None:
    if not in_scope(user, Right.DISPATCH, concern):
        raise Refused(_("办理结果由派单的权益保障部审核。"))


def check_can_shelve(user: Any, concern: Concern) -> None:
    if not in_scope(user, Right.DISPATCH, concern):
        raise Refused(_("挂账由区总工会权益保障部决定。"))


def check_can_open_callback(user: Any, concern: Concern) -> None:
    """Follows from a decision or a finished action item; nobody opens it by hand."""
    raise Refused(_("回访在会议议定或者督办事项办结后自动开启。"))


def check_can_call_back(user: Any, concern: Concern) -> None:
    """By someone else than those who handled it (D§5.5)."""
    if not in_scope(user, Right.CALL_BACK, concern):
        raise Refused(_("回访由职工服务中心或权益保障部办理。"))
    if _has_handled(user, concern):
        raise Refused(_("回访应由承办人以外的人进行，您办理过本件，请交给同事回访。"))


def _has_handled(user: Any, concern: Concern) -> bool:
    """Reads no more than the page has fetched already."""
    if remembered(concern, "events"):
        return any(one.actor == user.actor_reference and one.verb in HANDLING_VERBS for one in concern.events.all())
    return concern.events.filter(actor=user.actor_reference, verb__in=HANDLING_VERBS).exists()


def check_can_close(user: Any, concern: Concern) -> None:
    """Without the worker's word only after a refusal or three tries that reached nobody."""
    if not in_scope(user, Right.CALL_BACK, concern):
        raise Refused(_("办结由职工服务中心或权益保障部办理。"))
    contacts = [callback.contact for callback in concern.callbacks.all()]
    if Contact.REFUSED not in contacts and contacts.count(Contact.NOT_REACHED) < TRIES:
        raise Refused(_("还没有回访结果。职工拒绝回访，或者%(tries)d次未接通，才能不经回访办结。") % {"tries": TRIES})


def check_can_reopen(user: Any, concern: Concern) -> None:
    if not in_scope(user, Right.TRIAGE, concern):
        raise Refused(_("重开由区总工会权益保障部办理。"))


def check_can_merge(user: Any, concern: Concern) -> None:
    check_can_triage(user, concern)
    check_not_before_meeting(concern)


def check_can_withdraw(user: Any, concern: Concern) -> None:
    """At the worker's wish, recorded by whoever took the concern in or decides on it."""
    if not (in_scope(user, Right.TRIAGE, concern) or in_scope(user, Right.REGISTER, concern)):
        raise Refused(_("撤诉由受理单位登记。"))


def check_can_reveal(user: Any, concern: Concern) -> None:
    """Reading masked data: in scope, or handling it."""
    if not user.holds(Right.REVEAL) or not (
        in_scope(user, Right.REVEAL, concern) or handled_by(user, concern) is not None
    ):
        raise Refused(_("您没有查看受保护信息的权限，请联系受理单位。"))


def check_can_attach(user: Any, concern: Concern) -> None:
    if not in_scope(user, Right.REGISTER, concern) and handled_by(user, concern) is None:
        raise Refused(_("上传附件由受理单位和承办单位办理。"))


def check_not_before_meeting(concern: Concern) -> None:
    """Raised with its cluster and not decided: nothing may end it but the worker herself."""
    cluster = concern.cluster
    if cluster is not None and cluster.state == ClusterState.RAISED:
        raise Refused(
            _("本件已随%(cluster)s提请联席会议研究（议题%(topic)s），待会议议定后再办。")
            % {"cluster": cluster.reference, "topic": cluster.topic_reference}
        )


# --- Clusters --------------------------------------------------------------------------------------------------------


def check_can_cluster(user: Any, cluster: Cluster | None = None) -> None:
    held = user.holds(Right.CLUSTER) if cluster is None else user.holds(Right.CLUSTER, unit=cluster.unit)
    if not held:
        raise Refused(_("归并同类诉求由区总工会权益保障部办理。"))


def check_can_change_cluster(user: Any, cluster: Cluster) -> None:
    check_can_cluster(user, cluster)
    if cluster.state != ClusterState.GATHERING:
        raise Refused(_("已提请上会，组成已冻结，不能再增减诉求。"))


def check_can_join(concern: Concern) -> None:
    """What is over, merged or already elsewhere cannot be grouped."""
    if concern.state in (State.MERGED, State.WITHDRAWN, State.REJECTED):
        raise Refused(
            _("%(reference)s%(state)s，不能归并。")
            % {"reference": concern.reference, "state": concern.get_state_display()}
        )


def check_by_meeting(user: Any, cluster: Cluster) -> None:
    """Follows from the topic and its decision; nobody sets it by hand."""
    raise Refused(_("提请上会以后的进展随议题和议定事项自动更新。"))


# --- Inside ----------------------------------------------------------------------------------------------------------


def _check_lead(user: Any, concern: Concern, verb: str) -> Assignment:
    held = handled_by(user, concern)
    lead = lead_of(concern)
    if lead is None or held is None or held.pk != lead.pk:
        raise Refused(_not_yours(concern, verb, lead))
    return lead


def _not_yours(concern: Concern, verb: str, lead: Assignment | None = None) -> str:
    lead = lead or lead_of(concern)
    if lead is None:
        return _("本件没有承办单位，不能%(verb)s，请先派单。") % {"verb": verb}
    return _("本件由%(unit)s承办，由该单位%(verb)s。") % {"unit": lead.unit.short_name, "verb": verb}
