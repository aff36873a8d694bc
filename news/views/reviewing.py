"""Reviews and what follows them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import PortalForm
from foundation.core.http import allow, answer, reads_and_writes
from news import services
from news.enums import Decision, Step
from news.forms import ReasonForm, ReviewForm, VerbForm
from news.models import Release
from news.rights import REVIEWS, Right
from news.views.desk import facts_of, find, posted


@reads_and_writes
@allow(*REVIEWS)
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """One step of 三审三校: 通过 or 退回, bound to the text that was read."""
    release = find(request, reference)
    initial = {"text_hash": release.current.text_hash, "decision": Decision.APPROVED}  # type: ignore[union-attr]
    final = release.step == Step.FINAL
    form = ReviewForm(posted(request), record=release, initial=initial, final=final)
    label = Step(release.step).label if release.step else _("审核")

    def act() -> Release:
        facts = {**form.cleaned_data}
        version = facts.pop("version")
        return services.review(release=release, by=request.user, version=version, **facts)

    def context() -> dict[str, Any]:
        return facts_of(request, find(request, reference), form)

    def said(changed: Release) -> str:
        word = _("已退回") if form.cleaned_data["decision"] == Decision.RETURNED else _("已通过")
        return f"{label}{word}：{changed.title}"

    return answer(
        request,
        form=form,
        act=act,
        template="news/detail.html",
        fragment="release-panel",
        context=context,
        to=release.desk_url,
        said=said,
    )


def _verb(
    *,
    act: Callable[..., Release],
    label: str | Promise,
    text: str | Promise,
    said: str | Promise,
    tone: str = "primary",
    reason: str | Promise = "",
) -> Callable[[HttpRequest, str], HttpResponse]:
    """A page with one button, and with a reason where readers or auditors will want one."""

    def view(request: HttpRequest, reference: str) -> HttpResponse:
        release = find(request, reference)
        kind: type[PortalForm] = ReasonForm if reason else VerbForm
        form = kind(posted(request), record=release)
        if reason:
            form.fields["reason"].label = str(reason)

        def run() -> Release:
            extra = {"reason": form.cleaned_data["reason"]} if reason else {}
            return act(release=release, by=request.user, version=form.seen_version, **extra)

        return answer(
            request,
            form=form,
            act=run,
            template="news/verb.html",
            fragment="verb-form",
            context=lambda: {"release": find(request, reference), "label": label, "text": text, "tone": tone},
            to=release.desk_url,
            said=said,
        )

    return view


recall = reads_and_writes(
    allow(Right.WRITE)(
        _verb(
            act=services.recall,
            label=_("撤回修改"),
            text=_("撤回后回到草稿，已有的审核意见随本稿保存，修改后须重新三审。"),
            said=_("已撤回，可以修改"),
        )
    )
)
publish = reads_and_writes(
    allow(Right.FINAL_REVIEW)(
        _verb(
            act=services.publish,
            label=_("立即发布"),
            text=_("不再等到定时，现在就在本站公开。"),
            said=_("已发布"),
        )
    )
)
correct = reads_and_writes(
    allow(Right.WRITE)(
        _verb(
            act=services.correct,
            label=_("开始更正"),
            text=_("原文继续公开，更正稿经三审后替换，更正说明随稿件公开。"),
            said=_("已生成更正稿，请修改"),
            reason=_("更正说明"),
        )
    )
)
drop_correction = reads_and_writes(
    allow(Right.WRITE)(
        _verb(
            act=services.drop_correction,
            label=_("放弃更正"),
            text=_("公开的原文不变，更正稿留在修订记录里。"),
            said=_("已放弃更正"),
        )
    )
)
withdraw = reads_and_writes(
    allow(Right.WRITE, Right.FINAL_REVIEW)(
        _verb(
            act=services.withdraw,
            label=_("撤稿"),
            text=_("撤稿后不再公开，原网址会说明稿件已撤下，不能恢复。"),
            said=_("已撤稿"),
            tone="danger",
            reason=_("撤稿原因"),
        )
    )
)
