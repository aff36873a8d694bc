"""Template tags of the shell: icons, states, dates, small helpers. `{% load portal %}`.

Dates follow the content rules of the design: 2026年11月22日, with time 2026年11月22日 15:00; moments are shown in local
time. The filters return plain text, so that mails and DOCX use them too; `{% when moment %}` wraps it in `<time>`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import structlog
from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.workflow import Offer

register = template.Library()

WEEKDAYS = "一二三四五六日"
TONE_OF_LEVEL = {"success": "ok", "error": "bad", "warning": "warn", "info": "act", "debug": "mute"}
ICON_OF_TONE = {"ok": "ok", "bad": "alert", "warn": "alert", "act": "info", "plum": "meeting", "mute": "info"}
TEXT_SIZES = ("md", "lg", "xl")
THEMES = ("auto", "light", "dark")
TABS = 4


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite `static/icons.svg`, decoration only: the words stand beside it or in `aria-label`."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#i-{}"></use></svg>', static("icons.svg"), name
    )


@register.simple_tag
def icons_url() -> str:
    """Where the sprite lies, for scripts that draw an icon."""
    return static("icons.svg")


@register.simple_tag
def status(state: str, label: str) -> SafeString:
    """Shape, colour and word of a state; `state` is one of the design's nine (draft, wait, doing, due, …)."""
    return format_html('<span class="status" data-state="{}">{}</span>', state, label)


@register.simple_tag
def portal_name() -> str:
    return str(settings.PORTAL_NAME)


@register.simple_tag
def request_number() -> str:
    """The request's number in the log, as people read it out: the first eight characters of the request id."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))[:8].upper()


@register.simple_tag
def demo_environment() -> bool:
    """True in the local profile, which carries the banner 演示环境."""
    return bool(settings.PORTAL_LOCAL)


# --- Dates -------------------------------------------------------------------------------------------------------


def _local(value: date | datetime) -> date | datetime:
    return clock.local(value) if isinstance(value, datetime) else value


def _day(value: date, *, year: bool) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if year else f"{value.month}月{value.day}日"


@register.filter
def cn_date(value: date | datetime | None) -> str:
    """2026年11月22日; empty for None."""
    return "" if value is None else _day(_local(value), year=True)


@register.filter
def iso_date(value: str | None) -> str:
    """2026-11-02 as 2026年11月2日; what is no date stays empty. For figures frozen as JSON."""
    try:
        return cn_date(date.fromisoformat(value or ""))
    except ValueError:
        return ""


@register.filter
def cn_day(value: date | datetime | None) -> str:
    """11月22日 within this year, else with the year: for tables."""
    if value is None:
        return ""
    local = _local(value)
    return _day(local, year=local.year != clock.today().year)


@register.filter
def cn_weekday(value: date | datetime | None) -> str:
    """星期日."""
    return "" if value is None else f"星期{WEEKDAYS[_local(value).weekday()]}"


@register.filter
def cn_datetime(value: datetime | None) -> str:
    """2026年11月22日 15:00; empty for None."""
    if value is None:
        return ""
    local = clock.local(value)
    return f"{_day(local, year=True)} {local:%H:%M}"


@register.filter
def relative(value: date | datetime | None) -> str:
    """刚刚, 3分钟前, 今天 15:00, 昨天 15:00, 明天 15:00, then the date; a bare date without the time of day."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        passed = (clock.now() - value).total_seconds()
        if 0 <= passed < 60:
            return _("刚刚")
        if 60 <= passed < 3600:
            return _("%(minutes)d分钟前") % {"minutes": passed // 60}
    local = _local(value)
    day = local.date() if isinstance(local, datetime) else local
    near = {-1: _("昨天"), 0: _("今天"), 1: _("明天")}.get((day - clock.today()).days)
    if isinstance(local, datetime) and (near or passed < 0):
        return f"{near or cn_day(value)} {local:%H:%M}"
    return near or cn_day(value)


@register.simple_tag
def when(value: date | datetime | None, style: str = "relative") -> SafeString | str:
    """`<time>` with the machine form and the full date as title; style `relative`, `date`, `day` or `datetime`."""
    if value is None:
        return ""
    styles: dict[str, Callable[[Any], str]] = {
        "relative": relative,
        "date": cn_date,
        "day": cn_day,
        "datetime": cn_datetime,
    }
    full = cn_datetime(value) if isinstance(value, datetime) else cn_date(value)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', _local(value).isoformat(), full, styles[style](value)
    )


@register.filter
def grouped(value: int | None) -> str:
    """1,286: comma from four digits on; empty for None."""
    return f"{value:,}" if isinstance(value, int) else ""


@register.filter
def page_numbers(page: Page[Any]) -> list[int | None]:
    """Numbers for the pager, None for a gap: 1 … 7 8 9 … 42."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


# --- Shell -------------------------------------------------------------------------------------------------------


def _choice(context: template.Context, cookie: str, allowed: Sequence[str]) -> str:
    request = context.get("request")
    value = request.COOKIES.get(cookie, "") if request is not None else ""
    return value if value in allowed else allowed[0]


@register.simple_tag(takes_context=True)
def text_size(context: template.Context) -> str:
    """md, lg or xl: the reader's choice, kept in a cookie so that it also holds before sign-in."""
    return _choice(context, "portal_text", TEXT_SIZES)


@register.simple_tag(takes_context=True)
def theme(context: template.Context) -> str:
    """auto, light or dark."""
    return _choice(context, "portal_theme", THEMES)


@register.simple_tag(takes_context=True)
def nav_current(context: template.Context, url: str, exact: bool = False) -> SafeString | str:
    """`aria-current="page"` when the page is `url` or, unless `exact`, lies below it."""
    request = context.get("request")
    path = request.path if request is not None else ""
    here = path == url or (not exact and path.startswith(url))
    return SafeString('aria-current="page"') if here else ""


@register.filter
def tab_items(nav: Iterable[Any] | None) -> list[Any]:
    """The four entries of the phone's bottom bar: those with `tab` set, filled up from the top."""
    items = [item for group in nav or () for item in _get(group, "items", ())]
    chosen = [item for item in items if _get(item, "tab", False)]
    others = [item for item in items if item not in chosen]
    return (chosen + others)[:TABS]


def _get(thing: Any, name: str, default: Any) -> Any:
    return thing.get(name, default) if isinstance(thing, dict) else getattr(thing, name, default)


BROWSERS = (
    ("Edg", "Edge"), ("QQBrowser", "QQ浏览器"), ("360SE", "360浏览器"), ("MicroMessenger", "微信"), ("Firefox", "Firefox"),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (("HarmonyOS", "鸿蒙"), ("Android", "安卓"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip


@register.filter
def device(user_agent: str) -> str:
    """Chrome，Windows: the first name a user agent is known by, the whole string when none is."""
    found = [next((name for mark, name in names if mark in user_agent), "") for names in (BROWSERS, SYSTEMS)]
    return "，".join(name for name in found if name) or user_agent


@register.filter
def initial(name: str) -> str:
    """The one character of an avatar."""
    return name.strip()[:1]


@register.filter
def tone(level: str) -> str:
    """The design's tone for a message level of Django."""
    return TONE_OF_LEVEL.get(level, "act")


@register.filter
def tone_icon(tone_name: str) -> str:
    return ICON_OF_TONE.get(tone_name, "info")


# --- Actions -----------------------------------------------------------------------------------------------------

SHOWN = 2


@dataclass(frozen=True, slots=True)
class Menu:
    """The offers of a record as they are drawn: `shown` as buttons, `more` and `refused` in the menu behind them."""

    shown: list[Offer]
    more: list[Offer]
    refused: list[Offer]

    @property
    def primary(self) -> Offer | None:
        """The one filled button."""
        return next((offer for offer in self.shown if offer.tone == "primary"), None)


@register.filter
def arranged(offers: Iterable[Offer]) -> Menu:
    """Two buttons at most: what is primary first, what cannot be taken back last; a lone third needs no menu."""
    offers = list(offers)
    weight = {"primary": 0, "danger": 2}
    live = sorted((offer for offer in offers if not offer.refusal), key=lambda offer: weight.get(offer.tone, 1))
    refused = [offer for offer in offers if offer.refusal]
    shown = SHOWN if refused or len(live) > SHOWN + 1 else SHOWN + 1
    return Menu(live[:shown], live[shown:], refused)


# --- Forms -------------------------------------------------------------------------------------------------------


@register.filter
def error_lines(form: forms.BaseForm) -> list[tuple[str, str]]:
    """(id to jump to, sentence) for each error, in the order of the fields; the id is empty for the whole form."""
    return list(_error_lines(form))


def _error_lines(form: forms.BaseForm) -> Iterator[tuple[str, str]]:
    for error in form.non_field_errors():
        yield "", str(error)
    for field in form:
        label = str(field.label)
        for error in field.errors:
            sentence = str(error)
            anchor = "" if field.is_hidden else field.auto_id
            yield anchor, sentence if field.is_hidden or label in sentence else f"{label}：{sentence}"
