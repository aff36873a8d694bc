"""Releases taken in from the former site: already public, so that no review rows are needed."""

import datetime as dt
from typing import Any

from bench.data import words
from bench.data.copying import copy, numbers
from bench.data.district import District
from foundation.core import clock
from foundation.core.models import Counter
from news.enums import Origin
from news.models import Column, Release, ReleaseVersion
from news.paragraphs import parse
from news.services.edition import SERIES
from news.states import State

DAYS = 10 * 365
LEADS = (
    "{place}片区职工服务站点揭牌",
    "区总工会走访慰问{trade}行业一线职工",
    "{trade}行业工资集体协商会议召开",
    "{place}街道举办职工技能竞赛",
    "联席会议研究{trade}行业职工权益保障",
)
BODY = """本报讯 {month}月{day}日，{lead}。区总工会、区人社局、区住建局有关负责人参加活动，听取企业和职工代表意见，现场了解生产经营、工资支付和劳动保护情况。
会议指出，要不忘初心，同频共振。各级工会要把服务职工作为第一职责，主动对接职能部门，推动问题在一线发现、在一线解决，让职工有实实在在的获得感。
会议强调，要聚焦重点，精准施策。围绕工资支付、工时休假、高温保护、女职工权益等职工反映集中的事项，建立台账，明确责任单位和完成时限，定期通报办理情况。
会议要求，要协同联动，形成合力。完善政府与工会联席会议制度，健全劳动关系三方协商机制，畅通12351热线等渠道，做到件件有着落、事事有回音。
据悉，今年以来全区已办理职工诉求{count}件，新建服务站点{sites}个，开展法律援助和技能培训{days}场次，惠及{trade}等行业职工{people}人次。"""


def make(district: District) -> dict[str, int]:
    """Releases with their one text, spread over ten years and all columns."""
    made = list(_releases(district))
    counts = {"releases": copy(Release, (release for release, _text in made))}
    counts["texts"] = copy(ReleaseVersion, (text for _release, text in made))
    Counter.objects.create(series=SERIES, value=len(made))  # public pages are kept by edition
    Counter.objects.create(series=f"XW-{clock.today().year}", value=len(made))
    return counts


def _releases(district: District) -> Any:
    rng, today, count = district.rng, clock.today(), district.sizes.releases
    columns, editor = list(Column.objects.all()), district.users["bench.editor"]
    pairs = zip(numbers(Release, count), numbers(ReleaseVersion, count), strict=True)
    for number, (key, text_key) in enumerate(pairs, start=1):
        at = words.working_moment(rng, today - dt.timedelta(days=1 + DAYS * (count - number) // count))
        blanks = {
            "place": rng.choice(words.PLACES),
            "trade": rng.choice(words.TRADES),
            "month": at.month,
            "day": at.day,
            "count": rng.randrange(100, 999),
            "sites": rng.randrange(3, 30),
            "days": rng.randrange(5, 60),
            "people": rng.randrange(1000, 9999),
        }
        lead = rng.choice(LEADS).format(**blanks)
        text = ReleaseVersion(
            pk=text_key,
            release_id=key,
            number=1,
            title=f"{lead}（演示{number}）",
            source="区总工会",
            editor=editor.display_name,
            paragraphs=[paragraph.as_data() for paragraph in parse(BODY.format(lead=lead, **blanks))],
            edited_by=editor,
            submitted_by=editor,
            created_at=at,
            frozen_at=at,
        )
        text.text_hash = text.hashed()
        release = Release(
            pk=key,
            key=words.key(rng),
            reference=f"XW-{at.year}-{number:04d}",
            state=State.PUBLISHED,
            origin=Origin.IMPORTED,
            column=rng.choice(columns),
            unit=district.units["ZGH"],
            author=editor,
            created_by=editor.actor_reference,
            current_id=text_key,
            live_id=text_key,
            published_at=at,
            created_at=at,
        )
        yield release, text
