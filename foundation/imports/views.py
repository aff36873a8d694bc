"""Imports: the list, the file, the columns, the dry run, progress, the way back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import audit
from foundation.core.http import allow, answer, polls, reads, reads_and_writes
from foundation.core.pages import page_of
from foundation.core.partials import render
from foundation.core.policies import refusal_of
from foundation.documents.downloads import as_download
from foundation.imports import services
from foundation.imports.exports import CONTENT_TYPE
from foundation.imports.exports import wrong_rows as wrong_rows_file
from foundation.imports.forms import CommitForm, MapForm, SheetForm, StepForm, UploadForm
from foundation.imports.importer import importers
from foundation.imports.models import Import, ImportRow
from foundation.imports.states import Outcome, Verdict
from foundation.imports.workflow import IMPORT

IMPORTERS = sorted({importer.right for importer in importers().values()})
"""Whoever holds none of the rights importers ask for has no page here; every import is then fetched by its own right."""
SHOWN = {
    "all": gettext_lazy("全部"),
    **{str(code): label for code, label in Verdict.choices},
    **{str(code): label for code, label in Outcome.choices},
}
PREVIEWED = 5


@reads
@allow(*IMPORTERS)
def queue(request: HttpRequest) -> HttpResponse:
    """Imports in scope, newest first."""
    rows = Import.objects.visible_to(request.user).select_related("unit", "created_by")
    context = {"page": page_of(request, rows)}
    return render(request, "imports/queue.html", context, fragment="import-table")


@reads_and_writes
@allow(*IMPORTERS)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file in; what cannot be read is refused with its sentence."""
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)

    def act() -> Import:
        data = form.cleaned_data
        file = data["file"]
        return services.upload(
            kind=data["kind"],
            unit=data["unit"],
            content=file.read(),
            name=file.name,
            by=request.user,  # type: ignore[arg-type]
        )

    return answer(
        request,
        form=form,
        act=act,
        template="imports/upload.html",
        fragment="upload",
        to=lambda job: reverse("imports:map_columns", args=[job.reference]),
        said=lambda job: _("已读取文件，编号 %(reference)s，请核对列的对应关系。") % {"reference": job.reference},
    )


def _get(request: HttpRequest, reference: str) -> Import:
    rows = Import.objects.visible_to(request.user).select_related("unit", "created_by", "committed_by", "undone_by")
    return get_object_or_404(rows, reference=reference)


@reads
@allow(*IMPORTERS)
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One import: how far it is, what can be done, its lines by verdict or outcome."""
    job = _get(request, reference)
    tally = job.lines.tally()
    shown = request.GET.get("show", "all")
    shown = shown if shown in SHOWN else "all"
    rows = job.lines.order_by("number")
    if shown in Verdict.values:
        rows = rows.filter(verdict=shown)
    elif shown in Outcome.values:
        rows = rows.filter(outcome=shown)
    page = page_of(request, rows)
    context = {
        "job": job,
        **_progress(job, tally),
        "offers": IMPORT.offers(request.user, job),
        "tabs": [(code, label, tally[code]) for code, label in SHOWN.items() if tally[code]],
        "shown": shown,
        "page": page,
        "lines": [_line(job, row) for row in page],
        "labels": [job.importer.column(name) for name in _mapped(job)],
        "to_hand_back": tally["wrong"] + tally["doubled"] + tally["failed"],
        "happenings": audit.history(job),
    }
    return render(request, "imports/detail.html", context, fragment="row-table")


def _mapped(job: Import) -> list[str]:
    return [column.name for column in job.importer.columns if column.name in job.mapping]


def _line(job: Import, row: ImportRow) -> dict[str, Any]:
    """A staged line as the page shows it: its mapped cells, and what an update replaces."""
    raw = row.cells
    old = row.change.get("old", {}) if row.verdict == Verdict.CHANGED else {}
    cells = []
    for name in _mapped(job):
        place = job.mapping[name]
        cells.append({"text": raw[place] if place < len(raw) else "", "old": _shown(job, name, old)})
    return {"row": row, "cells": cells}


def _shown(job: Import, name: str, old: dict[str, str]) -> str:
    return (job.importer.column(name).show(old[name]) or _("空")) if name in old else ""


def _progress(job: Import, tally: dict[str, int]) -> dict[str, Any]:
    done = {
        "checking": tally["all"] - tally["pending"],
        "applying": tally["created"] + tally["updated"] + tally["failed"],
        "undoing": tally["put_back"] + tally["kept"] + tally["stuck"],
    }
    of = {
        "checking": tally["all"],
        "applying": sum(tally[verdict] for verdict in job.accepted),
        "undoing": tally["created"] + tally["updated"] + done["undoing"],
    }
    state = "applying" if job.state == "paused" else job.state
    return {"tally": tally, "done": done.get(state, 0), "of": of.get(state, 0)}


@polls
@reads
@allow(*IMPORTERS)
def progress(request: HttpRequest, reference: str) -> HttpResponse:
    """Asked again while a worker is at it; once it is over, the page is read anew."""
    job = _get(request, reference)
    context = {"job": job, **_progress(job, job.lines.tally())}
    response = render(request, "imports/progress.html", context, fragment="import-progress")
    if not job.is_running and request.headers.get("HX-Request") == "true":
        response.headers["HX-Refresh"] = "true"
    return response


@reads_and_writes
@allow(*IMPORTERS)
def wrong_rows(request: HttpRequest, reference: str) -> HttpResponse:
    """The lines that were not taken in, as a table with a column of reasons. A POST: it is noted who took them."""
    job = _get(request, reference)
    rows = list(job.lines.to_hand_back())
    if request.method == "POST":
        services.note_download(job=job, by=request.user, lines=len(rows))  # type: ignore[arg-type]
        headings = services.headings_of(job, sheet=job.sheet, header_row=job.header_row)
        response = HttpResponse(wrong_rows_file(job, headings, rows), content_type=CONTENT_TYPE)
        as_download(response, _("%(reference)s有误的行.xlsx") % {"reference": job.reference})
        return response
    return render(request, "imports/wrong_rows.html", {"job": job, "count": len(rows)})


@reads_and_writes
@allow(*IMPORTERS)
def map_columns(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose sheet and headings by GET, the columns by POST."""
    job = _get(request, reference)
    sheet, header_row = _place(request, job)
    headings = services.headings_of(job, sheet=sheet, header_row=header_row)
    guessed = services.guess(job, headings)
    form = MapForm(request.POST or None, job=job, headings=headings, guessed=guessed)

    def act() -> Import:
        return services.map_columns(
            job=job,
            sheet=sheet,
            header_row=header_row,
            mapping=form.mapping,
            by=request.user,  # type: ignore[arg-type]
            version=form.seen_version,
        )

    def context() -> dict[str, Any]:
        fresh = _get(request, reference)
        below = fresh.rows.filter(sheet=sheet, number__gt=header_row or 0).order_by("number")[:PREVIEWED]
        return {
            "job": fresh,
            "sheet_form": SheetForm(job=fresh, initial={"sheet": sheet, "header_row": header_row or 1}),
            "sheet": sheet,
            "header_row": header_row or "",
            "notes": fresh.sheets[sheet]["notes"],
            "headings": headings,
            "preview": [(row.number, [*row.cells, *[""] * (len(headings) - len(row.cells))]) for row in below],
            "refused": refusal_of(IMPORT.action("map_columns").check, request.user, fresh),
        }

    return answer(
        request,
        form=form,
        act=act,
        template="imports/map_columns.html",
        fragment="mapping",
        context=context,
        to=job.get_absolute_url(),
        said=_("已开始试算，试算不改动任何数据。"),
    )


def _place(request: HttpRequest, job: Import) -> tuple[int, int | None]:
    """Sheet and line of headings, as chosen (in the address or the form), else as guessed."""
    chosen = request.POST if request.method == "POST" else request.GET
    form = SheetForm(chosen or None, job=job)
    if form.is_valid():
        sheet = form.cleaned_data["sheet"]
        return sheet, form.cleaned_data["header_row"]
    return job.sheet, job.header_row


def _step(verb: str, said: Any, form_class: type[Any] = StepForm) -> Callable[[HttpRequest, str], HttpResponse]:
    """The page of one verb: what it does, its form, its button; one service call of the same name."""

    @reads_and_writes
    @allow(*IMPORTERS)
    def view(request: HttpRequest, reference: str) -> HttpResponse:
        job = _get(request, reference)
        form = form_class(request.POST or None, job=job)

        def act() -> Import:
            facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
            step: Callable[..., Import] = getattr(services, verb)
            return step(job=job, by=request.user, version=form.seen_version, **facts)

        def context() -> dict[str, Any]:
            fresh = _get(request, reference)
            action = IMPORT.action(verb)
            return {
                "job": fresh,
                "action": action,
                "tally": fresh.lines.tally(),
                "refused": refusal_of(action.check, request.user, fresh),
            }

        return answer(
            request,
            form=form,
            act=act,
            template="imports/step.html",
            fragment="step",
            context=context,
            to=reverse("imports:detail", args=[reference]),
            said=said,
        )

    view.__name__ = verb
    return view


commit = _step("commit", gettext_lazy("已开始导入，可以离开本页，稍后回来查看。"), CommitForm)
pause = _step("pause", gettext_lazy("已暂停，已导入的行保留。"))
resume = _step("resume", gettext_lazy("已继续导入。"))
undo = _step("undo", gettext_lazy("已开始撤销。"))
discard = _step("discard", gettext_lazy("已作废，暂存的内容已删除。"))
