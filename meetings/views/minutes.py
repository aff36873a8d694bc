"""Minutes: the page with its paper, editing by part, countersigning, signing, issuing, downloads."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from foundation.core.forms import PortalForm
from foundation.core.http import allow, answer, reads, reads_and_writes
from foundation.core.nested import remember
from foundation.core.partials import render
from foundation.core.policies import refusal_of
from foundation.documents import docx, pdf
from foundation.documents.downloads import as_download
from meetings import services
from meetings.exports.minutes import minutes as paper_of
from meetings.exports.preview import preview
from meetings.forms.minutes import CountersignForm, HeadForm, SectionForm, SeenForm
from meetings.forms.topics import ReasonForm, StepForm
from meetings.models import Decision, Minutes, MinutesSection
from meetings.policies import minutes as may
from meetings.rights import READERS, Right
from meetings.states.minutes import MinutesState
from meetings.views.hints import hints
from meetings.workflow import MINUTES

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@reads
@allow(*READERS)
def minutes(request: HttpRequest, reference: str) -> HttpResponse:
    """The minutes of the meeting `reference`: parts to edit beside the paper, signatures, the next step."""
    row = get_object_or_404(_visible(request), meeting__reference=reference)
    return render(request, "meetings/minutes.html", _page(request, row), fragment=("sections", "preview"))


@reads_and_writes
@allow(Right.PREPARE)
def edit_minutes(request: HttpRequest, reference: str) -> HttpResponse:
    """Save title, opening and distribution; a conflict shows both, as with the parts."""
    row = _minutes(request, reference)
    form = HeadForm(request.POST or None, minutes=row)

    def context() -> dict[str, Any]:
        fresh = _minutes(request, reference)
        conflict = form.is_bound and form.is_valid() and form.seen_version not in (None, fresh.version)
        return _page(request, fresh, head=form, head_saved=fresh if conflict else None)

    return answer(
        request,
        form=form,
        act=lambda: services.edit_minutes(minutes=row, by=request.user, version=form.seen_version, **form.facts),  # type: ignore[arg-type]
        template="meetings/minutes.html",
        fragment="sections",
        context=context,
        to=f"{row.get_absolute_url()}#head",
        said=_("已保存"),
    )


@reads_and_writes
@allow(Right.PREPARE)
def edit_section(request: HttpRequest, reference: str, position: int) -> HttpResponse:
    """Save one part. When somebody saved it meanwhile both texts are shown, and the next save answers for both."""
    row = _minutes(request, reference)
    section = get_object_or_404(row.sections, position=position)
    form = SectionForm(request.POST or None, section=section)

    def act() -> MinutesSection:
        return services.edit_section(
            section=section,
            by=request.user,  # type: ignore[arg-type]
            text=form.cleaned_data["text"],
            heading=form.cleaned_data["heading"],
            version=form.seen_version,
        )

    def context() -> dict[str, Any]:
        fresh = _minutes(request, reference)
        saved = fresh.sections.get(position=position)
        conflict = form.is_bound and form.is_valid() and form.seen_version not in (None, saved.version)
        shown = _page(request, fresh, bound={position: form}, conflict={position: saved} if conflict else None)
        return {"record": saved, **shown}  # the first record of the context is what the form answers for from now on

    return answer(
        request,
        form=form,
        act=act,
        template="meetings/minutes.html",
        fragment="sections",
        context=context,
        to=f"{row.get_absolute_url()}#part-{position}",
        said=_("已保存"),
    )


@reads_and_writes
@allow(Right.PREPARE)
def preview_section(request: HttpRequest, reference: str, position: int) -> HttpResponse:
    """The paper with one part as it is being typed; nothing is saved."""
    row = _minutes(request, reference)
    section = get_object_or_404(row.sections, position=position)
    form = SectionForm(request.POST or None, section=section)
    typed = {position: (form["heading"].value() or "", form["text"].value() or "")}
    return render(request, "meetings/minutes.html", _page(request, row, typed=typed), fragment="preview")


@reads_and_writes
@allow(Right.PREPARE)
def send_to_countersign(request: HttpRequest, reference: str) -> HttpResponse:
    row = _minutes(request, reference)
    return _step(
        request,
        row,
        CountersignForm(request.POST or None, minutes=row),
        services.send_to_countersign,
        lead=_("送会签后正文不再改动，各单位同时会签；有一家退回，修改后全部重新会签。"),
        said=_("纪要已送会签"),
    )


@reads_and_writes
@allow(Right.ANSWER)
def countersign(request: HttpRequest, reference: str) -> HttpResponse:
    row = _minutes(request, reference)
    mine = may.open_countersignature(request.user, row)
    lead = (
        _("以%(unit)s名义会签，表示同意纪要现在的正文。") % {"unit": mine.unit.name}
        if mine
        else _("没有等您单位会签的内容。")
    )
    form = SeenForm(request.POST or None, record=row, initial={"seen": services.text_hash(row)})
    return _step(request, row, form, services.countersign, lead=lead, said=_("已会签"))


@reads_and_writes
@allow(Right.PREPARE, Right.ANSWER, Right.SIGN)
def return_minutes(request: HttpRequest, reference: str) -> HttpResponse:
    row = _minutes(request, reference)
    return _step(
        request,
        row,
        ReasonForm(request.POST or None, record=row),
        services.return_minutes,
        lead=_("退回起草人修改，已有的会签作废，修改后重新会签。"),
        said=_("纪要已退回修改"),
    )


@reads_and_writes
@allow(Right.SIGN)
def sign_minutes(request: HttpRequest, reference: str) -> HttpResponse:
    row = _minutes(request, reference)
    return _step(
        request,
        row,
        StepForm(request.POST or None, record=row),
        services.sign_minutes,
        lead=_("签发后正文固定，同时编定文号。"),
        said=lambda done: _("已签发，文号%(number)s") % {"number": done.number.text},
    )


@reads_and_writes
@allow(Right.PREPARE)
def issue_minutes(request: HttpRequest, reference: str) -> HttpResponse:
    row = _minutes(request, reference)
    return _step(
        request,
        row,
        StepForm(request.POST or None, record=row),
        services.issue_minutes,
        lead=_("印发后参会人员和议题涉及的单位都能查阅，议定事项转入督办。"),
        said=_("纪要已印发"),
    )


@reads
@allow(*READERS)
def minutes_docx(request: HttpRequest, reference: str) -> HttpResponseBase:
    row = _minutes(request, reference)
    return as_download(HttpResponse(docx.render(paper_of(row)), content_type=DOCX), _file_name(row, "docx"))


@reads
@allow(*READERS)
def minutes_pdf(request: HttpRequest, reference: str) -> HttpResponseBase:
    row = _minutes(request, reference)
    return as_download(HttpResponse(pdf.render(paper_of(row)), content_type="application/pdf"), _file_name(row, "pdf"))


# --- Inside ----------------------------------------------------------------------------------------------------------


def _visible(request: HttpRequest) -> Any:
    return Minutes.objects.visible_to(request.user).select_related(
        "meeting__union_host", "meeting__government_host__parent", "number", "signed_by"
    )


def _minutes(request: HttpRequest, reference: str) -> Minutes:
    row: Minutes = get_object_or_404(_visible(request), reference=reference)
    return row


def _file_name(row: Minutes, ending: str) -> str:
    return f"{row.number.text if row.number else row.reference} {row.title}.{ending}"


def _step(
    request: HttpRequest, row: Minutes, form: PortalForm, service: Callable[..., Any], *, lead: str, said: Any
) -> HttpResponse:
    action = MINUTES.action(service.__name__)

    def act() -> Any:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return service(minutes=row, by=request.user, version=form.seen_version, **facts)

    def context() -> dict[str, Any]:
        fresh = _minutes(request, row.reference)
        return {
            "record": fresh,
            "back": fresh.get_absolute_url(),
            "title": str(action.label),
            "lead": lead,
            "button": str(action.label),
            "tone": action.tone or "primary",
        }

    return answer(
        request,
        form=form,
        act=act,
        template="meetings/step.html",
        fragment="step",
        context=context,
        to=row.get_absolute_url(),
        said=said,
    )


def _page(
    request: HttpRequest,
    row: Minutes,
    *,
    bound: dict[int, SectionForm] | None = None,
    conflict: dict[int, MinutesSection] | None = None,
    typed: dict[int, tuple[str, str]] | None = None,
    head: HeadForm | None = None,
    head_saved: Minutes | None = None,
) -> dict[str, Any]:
    """`bound`: forms as they were posted, by position; `conflict`: the saved parts they ran into; `typed`: see
    `exports.minutes`."""
    user: Any = request.user
    sections = list(row.sections.order_by("position"))
    remember(row, "sections", sections)
    signatures = list(row.countersignatures.select_related("unit", "signed_by").order_by("pk"))
    remember(row, "countersignatures", signatures)
    decided = list(row.meeting.decisions.order_by().values_list("makes_action", flat=True))
    editable = row.state == MinutesState.DRAFTING and refusal_of(may.check_can_edit_minutes, user, row) is None
    parts = [
        {
            "section": section,
            "saved": (conflict or {}).get(section.position),
            "form": ((bound or {}).get(section.position) or SectionForm(section=section)) if editable else None,
        }
        for section in sections
    ]
    return {
        "minutes": row,
        "meeting": row.meeting,
        "parts": parts,
        "editable": editable,
        "head_saved": head_saved,
        "head": (head or HeadForm(minutes=row)) if editable else None,
        "preview": preview(paper_of(row, typed=typed)),
        "hints": hints(row, sections, untracked=decided.count(False)) if editable else [],
        "offers": MINUTES.offers(user, row) if _takes_part(user, row) else [],
        "countersignatures": signatures,
        "decided": len(decided),
        "tracked": sum(decided),
        "decisions": list(Decision.objects.visible_to(user).filter(meeting=row.meeting_id).order_by("reference")),
    }


def _takes_part(user: Any, row: Minutes) -> bool:
    """Readers of issued minutes are offered nothing."""
    return bool(user.holds(Right.READ_ALL) or may.open_countersignature(user, row))
