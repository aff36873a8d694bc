"""`{% load meetings %}`: words of topics as papers show them."""

from django import template

register = template.Library()


@register.filter
def lines(text: str) -> list[str]:
    """The lines of a text that say something: one asked decision a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
