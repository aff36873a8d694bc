"""Every notice of the portal has its words, a known channel and an icon that exists."""

import sys
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.template.loader import select_template

from foundation.outbox.enums import Channel
from foundation.outbox.notice import Notice

TONES = {"act", "ok", "warn", "bad", "plum", "mute"}


def declared() -> list[tuple[str, Notice]]:
    """(app label, notice) of everything in an installed app's `notices.py`."""
    modules = [(config.label, sys.modules.get(f"{config.name}.notices")) for config in apps.get_app_configs()]
    return [
        (label, thing)
        for label, module in modules
        if module is not None
        for thing in vars(module).values()
        if isinstance(thing, Notice)
    ]


def test_every_notice_has_words() -> None:
    wordless = []
    for label, notice in declared():
        try:
            source = select_template(notice.templates(label)).template.source  # type: ignore[attr-defined]
        except Exception:  # noqa: BLE001 - missing and broken alike belong on the list
            wordless.append(notice.code)
            continue
        lines = source.strip().splitlines()
        if len(lines) < 3 or lines[1].strip():
            wordless.append(notice.code)
    assert wordless == []


def test_every_notice_uses_known_channels_tones_and_icons() -> None:
    sprite = (Path(settings.BASE_DIR) / "static" / "icons.svg").read_text()
    wrong = [
        notice.code
        for _, notice in declared()
        if not set(notice.channels) <= set(Channel.values)
        or notice.tone not in TONES
        or f'id="i-{notice.icon}"' not in sprite
    ]
    assert wrong == []


def test_code_names_its_template() -> None:
    notice = Notice("test.topic.returned", "议题退回（样例）")
    assert notice.templates("meetings") == [
        "meetings/notices/test_topic_returned.txt",
        "meetings/notices/returned.txt",
    ]
