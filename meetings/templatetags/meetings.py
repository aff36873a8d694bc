"""`{% load meetings %}`: words of topics as papers show them."""

from datetime import date

from django import template

from foundation.core.templatetags.portal import cn_date

register = template.Library()


@register.filter
def lines(text: str) -> list[str]:
    """The lines of a text that say something: one asked decision a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@register.filter
def iso_date(value: str | None) -> str:
    """2026-11-02 as 2026年11月2日; what is no date stays empty. For figures frozen as JSON."""
    try:
        return cn_date(date.fromisoformat(value or ""))
    except ValueError:
        return ""
