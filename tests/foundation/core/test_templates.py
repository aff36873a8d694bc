"""Tags, filters and components of the shell, rendered without a browser."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from foundation.core import clock
from foundation.core.templatetags import portal
from foundation.core.workflow import Offer

NOON = dt.datetime(2026, 11, 22, 4, 0, tzinfo=dt.UTC)  # 12:00 in Shanghai, a Sunday
TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))


def draw(source: str, context: dict[str, Any] | None = None, path: str = "/", **cookies: str) -> str:
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    template = engines["django"].from_string("{% load portal %}" + source)
    return re.sub(r"\s+", " ", template.render(context or {}, request)).strip()


def test_icon_refers_to_the_sprite() -> None:
    assert draw('{% icon "care" %}') == (
        '<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#i-care"></use></svg>'
    )


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_template_names_only_icons_of_the_sprite(template: Path) -> None:
    sprite = set(re.findall(r'id="i-([a-z-]+)"', (Path(settings.BASE_DIR) / "static/icons.svg").read_text()))
    assert set(re.findall(r'{% icon "([^"]+)" %}', template.read_text())) - sprite == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_template_has_no_inline_style_script_or_handler(template: Path) -> None:
    source = re.sub(r"{% comment %}.*?{% endcomment %}", "", template.read_text(), flags=re.DOTALL)
    scripts = re.findall(r"<script(?![^>]*(?:\bsrc=|application/(?:ld\+)?json))[^>]*>", source)
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=[\"']|hx-on|[\"']js:", source) + scripts == []


def test_status_carries_shape_and_word() -> None:
    drawn = draw('{% status "doing" label %}', {"label": "办理<中"})
    assert drawn == '<span class="status" data-state="doing">办理&lt;中</span>'


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (NOON - dt.timedelta(seconds=20), "刚刚"),
        (NOON - dt.timedelta(minutes=3), "3分钟前"),
        (NOON - dt.timedelta(hours=2), "今天 10:00"),
        (NOON - dt.timedelta(days=1), "昨天 12:00"),
        (NOON - dt.timedelta(days=2), "11月20日"),
        (NOON - dt.timedelta(days=365), "2025年11月22日"),
        (NOON + dt.timedelta(hours=3), "今天 15:00"),
        (NOON + dt.timedelta(days=1), "明天 12:00"),
        (NOON + dt.timedelta(days=5), "11月27日 12:00"),
        (dt.date(2026, 11, 22), "今天"),
        (dt.date(2026, 11, 27), "11月27日"),
        (dt.date(2025, 1, 2), "2025年1月2日"),
        (None, ""),
    ],
)
def test_relative_says_how_long_ago(moment: dt.datetime | dt.date | None, text: str) -> None:
    with clock.at(NOON):
        assert portal.relative(moment) == text


def test_relative_counts_days_on_the_wall_clock_of_shanghai() -> None:
    with clock.at(dt.datetime(2026, 11, 22, 16, 30, tzinfo=dt.UTC)):  # already the 23rd in Shanghai
        assert portal.relative(dt.datetime(2026, 11, 22, 14, 0, tzinfo=dt.UTC)) == "昨天 22:00"


def test_dates_are_written_the_chinese_way() -> None:
    late = dt.datetime(2026, 11, 22, 17, 5, tzinfo=dt.UTC)
    assert (portal.cn_date(late), portal.cn_datetime(late), portal.cn_weekday(late)) == (
        "2026年11月23日",
        "2026年11月23日 01:05",
        "星期一",
    )
    assert (portal.cn_date(None), portal.cn_datetime(None), portal.cn_weekday(None), portal.cn_day(None)) == ("",) * 4


def test_when_gives_machine_form_and_full_date() -> None:
    with clock.at(NOON):
        assert draw("{% when moment %}", {"moment": NOON}) == (
            '<time datetime="2026-11-22T12:00:00+08:00" title="2026年11月22日 12:00">刚刚</time>'
        )


@pytest.mark.parametrize(("number", "text"), [(999, "999"), (1286, "1,286"), (None, "")])
def test_grouped_sets_commas_from_four_digits(number: int | None, text: str) -> None:
    assert portal.grouped(number) == text


@pytest.mark.parametrize(
    ("path", "exact", "current"),
    [("/concerns/", False, True), ("/concerns/FZ-1/", False, True), ("/", False, False), ("/concerns/x/", True, False)],
)
def test_nav_current_marks_the_page_and_what_lies_below(path: str, exact: bool, current: bool) -> None:
    drawn = draw('{% nav_current "/concerns/" exact=exact %}', {"exact": exact}, path)
    assert drawn == ('aria-current="page"' if current else "")


def test_display_choice_is_read_from_cookies() -> None:
    assert draw("{% text_size %} {% theme %}", portal_text="xl", portal_theme="dark") == "xl dark"


def test_display_choice_ignores_what_is_not_on_offer() -> None:
    assert draw("{% text_size %} {% theme %}", portal_text='"><script>', portal_theme="pink") == "md auto"


def test_tab_items_are_the_marked_ones_filled_up_from_the_top() -> None:
    items = [{"label": label, "tab": label in "ce"} for label in "abcdef"]
    nav = [{"label": "", "items": items[:3]}, {"label": "g", "items": items[3:]}]
    assert [item["label"] for item in portal.tab_items(nav)] == ["c", "e", "a", "b"]
    assert portal.tab_items(None) == []


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge，Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Mobile/15E148 Safari/604.1", "Safari，iPhone"),
        ("curl/8", "curl/8"),
    ],
)
def test_device_is_named_as_people_know_it(agent: str, name: str) -> None:
    assert portal.device(agent) == name


def test_page_numbers_leave_out_the_middle() -> None:
    page = Paginator(list(range(100)), 5).page(10)
    assert portal.page_numbers(page) == [1, None, 9, 10, 11, None, 20]


def test_pagination_keeps_the_filter() -> None:
    page = Paginator(list(range(100)), 5).page(2)
    drawn = render_to_string("components/pagination.html", {"page": page, "query": "state=open"})
    assert 'href="?page=3&amp;state=open" rel="next"' in drawn
    assert 'aria-current="page">2</a>' in drawn


def test_actions_draw_what_is_allowed_and_why_the_rest_is_not() -> None:
    offers = [
        Offer("sign", "签收", "/concerns/FZ-1/sign/", tone="primary"),
        Offer("close", "办结", "/concerns/FZ-1/close/", refusal="还没有回访，不能办结。"),
    ]
    drawn = render_to_string("components/actions.html", {"offers": offers})
    assert '<a class="btn primary" href="/concerns/FZ-1/sign/">签收</a>' in drawn
    assert 'aria-disabled="true" aria-describedby="refused-close"' in drawn
    assert '<small class="muted" id="refused-close">还没有回访，不能办结。</small>' in drawn
    assert "/concerns/FZ-1/close/" not in drawn


def test_actions_show_two_buttons_and_keep_the_rest_in_a_menu() -> None:
    names = ["cancel", "agenda", "invite", "send", "sign"]
    tones = {"cancel": "danger", "send": "primary", "sign": "primary"}
    offers = [Offer(name, name, f"/{name}/", tone=tones.get(name, "")) for name in names]

    menu = portal.arranged([*offers, Offer("close", "办结", "/close/", refusal="还没有回访。")])

    assert [offer.verb for offer in menu.shown] == ["send", "sign"]
    assert [offer.verb for offer in menu.more] == ["agenda", "invite", "cancel"]
    assert [offer.verb for offer in menu.refused] == ["close"]
    drawn = render_to_string("components/actions.html", {"offers": offers})
    assert drawn.count('class="btn primary"') == 1
    assert drawn.index("<summary") < drawn.index("/agenda/") < drawn.index("/cancel/")


def test_three_buttons_need_no_menu() -> None:
    offers = [Offer(name, name, f"/{name}/") for name in ("edit", "send", "withdraw")]

    drawn = render_to_string("components/actions.html", {"offers": offers})

    assert [portal.arranged(offers).more, "<details" in drawn] == [[], False]


def test_actions_that_are_all_refused_are_told_in_the_menu() -> None:
    offers = [Offer("close", "办结", "/close/", refusal="还没有回访，不能办结。")]

    drawn = render_to_string("components/actions.html", {"offers": offers})

    assert "1步现在不能办理</summary>" in drawn
    assert "还没有回访，不能办结。" in drawn


def test_clock_draws_used_time_and_words() -> None:
    state = {"tone": "warn", "used": 92, "shape": "", "text": "剩1小时40分", "at": "今天 12:00"}
    drawn = render_to_string("components/clock.html", {"clock": state})
    assert 'data-tone="warn"' in drawn
    assert 'stroke-dasharray="92 100"' in drawn
    assert "<b>剩1小时40分</b><small>今天 12:00</small>" in drawn


class _Form(forms.Form):
    phone = forms.CharField(label="手机号", help_text="用于回访")
    why = forms.ChoiceField(label="事由", choices=[("a", "联系"), ("b", "核对")], widget=forms.RadioSelect)
    note = forms.CharField(label="备注", required=False, widget=forms.Textarea)


def test_field_ties_label_hint_and_error_together() -> None:
    form = _Form({"phone": "", "why": "a"})
    drawn = form["phone"].as_field_group()
    assert '<label for="id_phone">手机号</label>' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_phone_helptext id_phone_error"' in drawn
    assert 'id="id_phone_helptext"' in drawn
    assert 'id="id_phone_error"' in drawn


def test_field_says_what_is_optional_and_groups_choices() -> None:
    form = _Form()
    assert '<span class="req">选填</span>' in form["note"].as_field_group()
    drawn = form["why"].as_field_group()
    assert '<legend class="label">事由</legend>' in drawn
    assert drawn.count('<label class="check">') == 2
    assert "选填" not in drawn


def test_error_summary_counts_and_leads_to_the_fields() -> None:
    form = _Form({})
    form.add_error(None, "这件诉求已经办结。")
    drawn = render_to_string("components/error_summary.html", {"form": form})
    assert "有3处需要修改" in drawn
    assert '<a href="#id_phone">手机号：' in drawn
    assert "<li>这件诉求已经办结。</li>" in drawn
    assert 'role="alert"' in drawn


def test_error_summary_of_a_sound_form_is_empty() -> None:
    assert render_to_string("components/error_summary.html", {"form": _Form({"phone": "1", "why": "a"})}).strip() == ""
