"""Typography of headlines. `{% load news %}`"""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Phrase ends of a headline, where a line may break: behind 与, 和, 、 and before the verb.
AFTER = re.compile(r"(?<=[与和及、，：])(?=[^、，：])")
BEFORE = re.compile(r"(?<=.)(?=(?:召开|举行|举办|开展|启动|部署|通报|签订|新增|开始|开工|慰问|走访|调研))")


@register.filter
def phrases(title: str) -> SafeString:
    """A headline with `<wbr>` at phrase ends (the design sets headlines `keep-all`)."""
    parts = [piece for part in AFTER.split(title) for piece in BEFORE.split(part) if piece]
    return mark_safe("<wbr>".join(escape(part) for part in parts))  # nosec B308 B703 - every part is escaped
