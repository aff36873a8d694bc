"""The whole chain on one page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from foundation.core.http import reads, signed_in
from foundation.core.partials import render
from unionportal.chain.facts import facts_for, topics_of
from unionportal.chain.geometry import strands, turn
from unionportal.chain.steps import chain_of
from unionportal.chain.strip import KINDS, SEVERAL, sentence_of


@reads
@signed_in
def show(request: HttpRequest, kind: str, reference: str) -> HttpResponse:
    """来龙去脉 of the record `kind`/`reference`, only what the viewer may see; 404 for what she may not."""
    model = KINDS.get(kind)
    if model is None:
        raise Http404
    rows = model._default_manager.visible_to(request.user)  # type: ignore[attr-defined]
    record: Any = get_object_or_404(rows, reference=reference)
    topic, others = None, []
    if isinstance(record, SEVERAL):
        others = topics_of(record, request.user)
        wanted = request.GET.get("topic", "")
        topic = next((t for t in others if t.reference == wanted), next(iter(others), None))
    facts = facts_for(record, request.user, topic)
    if not (facts.topic or facts.cluster or facts.concerns):
        raise Http404
    chain = chain_of(facts)
    sign, sentence = sentence_of(chain)
    rows_drawn = max(len(chain.ends), 1)
    context = {
        "record": record,
        "chain": chain,
        "sign": sign,
        "sentence": sentence,
        "rows": rows_drawn,
        "strands": strands([end.look for end in chain.ends]),
        "turn": turn(rows_drawn),
        "others": others,
        "steps": {step.code: step for step in chain.steps},
    }
    return render(request, "chain/chain.html", context)
