"""Papers to lay out in tests; every name is invented."""

import datetime as dt

from foundation.documents.paper import (
    Annex,
    Cell,
    Entries,
    Entry,
    Heading,
    Imprint,
    Kind,
    Paper,
    Paragraph,
    Roll,
    Run,
    Signature,
    Table,
)

HOSTILE = '#set text(red) $x$ *粗* _斜_ @ref [a](b) \\ `code` "引" #read("/etc/passwd") <script>&amp;{{7*7}}'


def minutes(*, body: int = 0, **changes: object) -> Paper:
    """Minutes of a joint meeting; `body` adds paragraphs of three full lines each."""
    given: dict[str, object] = {
        "kind": Kind.MINUTES,
        "title": "2026年区政府与区总工会第十八次联席会议纪要",
        "mark": ("丰泽区人民政府　丰泽区总工会", "联席会议纪要"),
        "number": "泉丰工联纪〔2026〕3号",
        "date": dt.date(2026, 9, 3),
        "blocks": (
            Paragraph("2026年8月28日，区长陈某（演示）在区行政中心三楼会议室主持召开联席会议。现将议定事项纪要如下："),
            Heading(1, "关于增设户外劳动者服务站点"),
            Paragraph((Run("会议要求，"), Run("一要摸清底数。", strong=True), Run("由区总工会会同各街道完成摸排。"))),
            Heading(2, "工作安排"),
            Heading(3, "摸排登记"),
            Heading(1, "关于职工子女暑托班场地"),
            *(Paragraph("会" * 26 + "议" * 28 + "定" * 28) for _ in range(body)),
        ),
        "rolls": (
            Roll("出席", tuple(f"区第{number}局郑某（演示）" for number in range(1, 8))),
            Roll("列席", ("各街道总工会负责同志",)),
        ),
        "imprint": Imprint(
            copies="各参会单位，各街道办事处",
            copies_label="分送",
            issuer="丰泽区人民政府办公室",
            issued=dt.date(2026, 9, 3),
        ),
    }
    return Paper(**{**given, **changes})  # type: ignore[arg-type]


def letter(**changes: object) -> Paper:
    """A request for opinions with two annexes."""
    given: dict[str, object] = {
        "kind": Kind.LETTER,
        "title": "关于征求户外劳动者服务站点议题意见的函",
        "mark": ("泉州市丰泽区总工会",),
        "number": "泉丰工函〔2026〕12号",
        "urgency": "加急",
        "salutation": "区城市管理局、区财政局",
        "blocks": (
            Paragraph("现就有关议题征求你单位意见，无意见也请书面回复。"),
            Entries((Entry("反馈截止", "2026年8月14日"), Entry("反馈方式", "登录工作门户填写"))),
        ),
        "attachments": ("议题", "意见反馈表"),
        "signature": Signature(("泉州市丰泽区总工会",), dt.date(2026, 8, 7), sealed=True),
        "imprint": Imprint(copies="区政府办公室"),
        "annexes": (
            Annex("议题", (Heading(1, "基本情况"), Paragraph("近期受理同类诉求7件。"))),
            Annex(
                "意见反馈表",
                (
                    Table(
                        (1, 2, 1, 2),
                        (
                            (Cell("单位", label=True, align="center"), Cell("", span=3)),
                            (Cell("经办人", label=True), "", Cell("电话", label=True), ""),
                        ),
                        row_lines=2,
                    ),
                ),
            ),
        ),
    }
    return Paper(**{**given, **changes})  # type: ignore[arg-type]


def notice(**changes: object) -> Paper:
    """A meeting notice with an unsealed signature."""
    given: dict[str, object] = {
        "kind": Kind.NOTICE,
        "title": "关于召开第十八次联席会议的通知",
        "mark": ("泉州市丰泽区总工会文件",),
        "number": "泉丰工〔2026〕21号",
        "salutation": "区直有关单位",
        "blocks": (Paragraph("经区政府同意，定于8月28日召开会议。"),),
        "attachments": ("参会回执",),
        "signature": Signature(("泉州市丰泽区总工会",), dt.date(2026, 8, 20)),
        "imprint": Imprint(copies="区委办公室", issuer="泉州市丰泽区总工会办公室", issued=dt.date(2026, 8, 20)),
    }
    return Paper(**{**given, **changes})  # type: ignore[arg-type]


def sheet(rows: int = 30) -> Paper:
    """An attendance sheet in landscape."""
    return Paper(
        kind=Kind.TABLE,
        title="第十八次联席会议签到表",
        landscape=True,
        blocks=(
            Table(
                (1, 3, 2, 3),
                tuple((str(number), "区教育局", "许某（演示）", "") for number in range(1, rows + 1)),
                head=("序号", "单位", "姓名", "签名"),
                row_lines=1.4,
            ),
        ),
    )
