"""Tags that draw what other apps contribute to a record."""

from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

from foundation.core.contributions import offers_for, panels_for

register = template.Library()


@register.simple_tag(takes_context=True)
def offers(context: dict[str, Any], record: Any) -> list[Any]:
    """`{% offers record as more %}`: other apps' buttons on `record`."""
    return offers_for(context["request"].user, [record]).get(record.pk, [])


@register.simple_tag(takes_context=True)
def panels(context: dict[str, Any], record: Any) -> SafeString:
    """`{% panels record %}`: other apps' blocks on `record`, drawn one after the other."""
    request = context["request"]
    found = panels_for(request.user, [record]).get(record.pk, [])
    drawn = [render_to_string(panel.template, {**panel.context, "record": record}, request) for panel in found]
    return mark_safe("".join(drawn))  # nosec B308 B703 - each part was rendered with autoescape on


@register.simple_tag(takes_context=True)
def chain(context: dict[str, Any], record: Any) -> SafeString:
    """`{% chain record %}`: the strip 来龙去脉, drawn by the one module that joins every feature (`CHAIN_STRIP`)."""
    draw = import_string(settings.CHAIN_STRIP)
    return draw(context["request"], record)
