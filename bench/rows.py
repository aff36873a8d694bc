"""What is measured: the rows of quality §1 that have a page by now, and the addresses behind them on a data set."""

from dataclasses import dataclass
from typing import Any, Final

SEARCHED: Final = "工资"
"""Two characters that stand in a fifth of all concerns: the hard case for an index."""
RARE: Final = "哺乳"
QUERY_BAR: Final = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A page with the bare page beside it. `ratio_bar`: at most so many times the bare page's time."""

    code: str
    label: str
    path: str
    account: str = ""
    shown: int = 20
    ratio_bar: float | None = 3.0
    grows_bar: float | None = None
    htmx: str = ""

    @property
    def bare(self) -> str:
        if not self.account:
            return f"/bench/constant/?like={self.code}"
        return f"/bench/page/?rows={self.shown}&like={self.code}"


def rows(facts: dict[str, Any]) -> list[Row]:
    """`facts` are the references of `bench.probe facts`. Rows without a bar of their own are watched for queries only."""
    rights, office = "bench.rights", "bench.office"
    queue = {"account": rights, "grows_bar": 1.3}
    return [
        Row("release", "新闻页，匿名", facts["release"], ratio_bar=1 / 0.8),
        Row("front", "新闻首页，匿名", "/", ratio_bar=None),
        Row("queue", "诉求列表，我的待办", "/concerns/", **queue),
        Row("queue-all", "诉求列表，全部，第1页", "/concerns/?tab=all", **queue),
        Row("queue-deep", "诉求列表，全部，第50页", "/concerns/?tab=all&page=50", **queue),
        Row("queue-filter", "诉求列表，类别、紧急程度", "/concerns/?tab=all&category=01&urgency=urgent", **queue),
        Row("queue-words", "诉求列表，列表内搜索", f"/concerns/?tab=all&q={RARE}", **queue),
        Row("queue-street", "诉求列表，街道干事", "/concerns/?tab=all", account="bench.street", grows_bar=1.3),
        Row("queue-liaison", "诉求列表，部门联络员", "/concerns/", account="bench.liaison", grows_bar=1.3),
        Row("concern", "诉求详情", facts["concern"], account=rights, ratio_bar=None),
        Row("meeting", "会议页，30项、30件材料、34个单位", facts["meeting"], account=office, shown=30),
        Row("participants", "参会人员，34个单位", f"{facts['meeting']}participants/", office, 34, ratio_bar=None),
        Row("search", f"搜索“{SEARCHED}”", f"/search/?q={SEARCHED}", account=rights),
        Row("search-rare", f"搜索“{RARE}”", f"/search/?q={RARE}", account=rights),
        Row("search-street", f"搜索“{SEARCHED}”，街道干事", f"/search/?q={SEARCHED}", account="bench.street"),
        Row("suggestions", f"搜索建议“{SEARCHED}”", f"/search/suggestions/?q={SEARCHED}", rights, 8, ratio_bar=None),
        Row("desk", "工作台", "/desk/", account=rights, ratio_bar=None),
        Row("inbox", "消息", "/notifications/", account=rights, ratio_bar=None),
        Row("employers", "用人单位", "/members/employers/", account="bench.street", ratio_bar=None),
        Row("person", "人员", facts["person"], account="bench.street", ratio_bar=None),
    ]
