"""Scenes from the minutes back to both workers and out to the reader."""

from pathlib import Path

from tests.e2e.stage import DECIDED, PDF, SAME, WAGES, Walk, in_days, number

# --- Minutes ---------------------------------------------------------------------------------------------------------------


def write_the_minutes(walk: Walk) -> None:
    """The record gives the draft; the clerk adds what was pointed out and sees it on paper at once."""
    lin = walk["lin"].open(walk.meeting).step("起草纪要", "纪要初稿已生成").state("起草").sees(DECIDED)
    walk.minutes = lin.path
    lin.fill("内容", "会议指出，快递分拨从业人员多，工资支付关系职工切身利益。", form="会议指出")
    lin.press("保存这一部分", "已保存", of="会议指出", form="会议指出").sees("快递分拨从业人员多", within=".paper")
    walk.shot(lin, "minutes")
    lin.follow("送会签", within="main").press("送会签", "纪要已送会签").state("会签中")


def countersign_and_sign(walk: Walk) -> None:
    """Each unit signs the text; a leader's signature fixes it and takes the number."""
    for name in ("tang", "ye"):
        walk[name].take_up("联席会议纪要").step("会签", "已会签")
    wang = walk["wang"].take_up("联席会议纪要").state("待签发")
    wang.step("签发纪要", "已签发，文号泉丰工联纪〔").state("已签发").sees("签发人", "王启明（演示）")
    lin = walk["lin"].take_up("联席会议纪要").step("印发纪要", "纪要已印发").state("已印发")
    walk.shot(lin, "minutes-issued")
    lin.open(walk.meeting).state("督办中")


def download_the_minutes(walk: Walk) -> tuple[Path, Path]:
    """As DOCX and PDF, by a participant."""
    ye = walk["ye"].open(walk.minutes)
    return ye.download("DOCX", walk.folder), ye.download("PDF", walk.folder)


# --- Action, call-backs ------------------------------------------------------------------------------------------------------


def dispatch_the_action(walk: Walk) -> None:
    du = walk["du"].take_up("督办").sees(DECIDED)
    walk.action, walk.decision = du.path, du.address("YD-")
    du.follow("交办", within="main").fill("完成标准", "印发机制文件，完成首次联合排查。")
    du.choose("区住建局").fill("第一个节点", "印发机制文件").fill("节点时限", in_days(15).isoformat())
    du.press("交办", "已交办，开始计时").state("已交办，待签收").sees("剩", "区住建局", "印发机制文件")


def work_on_it(walk: Walk) -> None:
    """The lead unit signs, reports progress, then the end with evidence: without it the report is refused."""
    ye = walk["ye"].take_up("督办").step("签收", "已签收").state("已签收")
    ye.follow("登记进展", within="main").fill("进展情况", "机制文件已会签。").fill("进度", "60").choose("印发机制文件")
    ye.press("登记进展", "已登记进展").state("办理中").sees("60%")
    ye.follow("反馈办结", within="main").fill("办结情况", "已印发文件，完成首次联合排查，督促补发12人。")
    ye.try_to("反馈办结", "要附佐证材料")
    ye.attach("佐证材料", "排查情况.pdf", PDF).press("反馈办结", "已反馈，等待审核").state("已反馈，待审核")


def close_it(walk: Walk) -> None:
    """The supervisor judges; every concern of the cluster is called back."""
    du = walk["du"].take_up("督办").sees("排查情况.pdf", "督促补发12人")
    walk.shot(du, "action")
    du.follow("销号", within="main").sees("每件诉求转入回访").fill("核实情况", "现场核实，材料齐全。").press(
        "销号", "已销号"
    )
    du.state("销号").open(walk.meeting).state("已办结")


def call_back(walk: Walk) -> None:
    """By somebody who did not handle it. One is not solved and opens again; the other is solved and closed."""
    cai = walk["cai"].take_up(WAGES).state("待回访")
    cai.choose("已接通", "未解决", "不满意").fill("职工原话", "只补了一个月，九月的还没有发。")
    cai.press("登记回访", "已登记回访，诉求重新办理").state("已重开")
    cai.take_up(SAME).state("待回访").choose("已接通", "已解决", "满意")
    cai.press("登记回访", "已登记回访，诉求办结").state("已办结")
    walk["ye"].desk(WAGES).open(walk.first).sees("只补了一个月，九月的还没有发。")


# --- Report and release --------------------------------------------------------------------------------------------------------


def report_to_the_next_meeting(walk: Walk) -> None:
    """Every decision of the last meeting, once, with what became of it."""
    lin = walk["lin"].open("/meetings/").follow("筹备会议", within="main")
    day = in_days(80).isoformat()
    lin.fill("会议名称", "区政府与区总工会第2次联席会议（演示）").fill("开始时间", f"{day}T15:00").fill(
        "结束时间", f"{day}T17:00"
    )
    lin.fill("地点", "区行政中心第一会议室").fill("主持人", "区人民政府区长方正行（演示）")
    lin.press("建立会议", "已建立第2次联席会议LX-").sees("通报第1次联席会议议定事项落实情况")
    lin.follow("汇编工作通报", within="main").press("汇编工作通报", "已汇编工作通报").state("汇编中")
    walk.report = lin.path
    lin.sees("共1项，已完成1项，每项只出现一次", "1份佐证")
    walk.shot(lin, "report")
    lin.step("定稿", "工作通报已定稿").state("已定稿")


def write_the_release(walk: Walk) -> None:
    """From the signed minutes: nothing in it that is not in them. Found at the news desk."""
    huang = walk["huang"].desk().follow("新闻发布", within=".sidenav").sees("可起草新闻稿的会议纪要", "泉丰工联纪〔")
    huang.follow("起草新闻稿", within="main").press("生成草稿", "已存为草稿").state("草稿").sees(DECIDED)
    walk.release = huang.path
    huang.follow("送审", within="main").press("送初审", "已送初审").state("待初审")


def review_three_times(walk: Walk) -> None:
    """Three people, one text."""
    steps = (
        ("zhuang", "提交初审意见", "待复审"),
        ("lyu", "提交复审意见", "待终审"),
        ("wang", "提交终审意见", "已发布"),
    )
    for name, button, state in steps:
        reviewer = walk[name].take_up("审阅稿件")
        walk.shot(reviewer, f"release-{name}")
        reviewer.press(button).state(state)


def read_it_in_public(walk: Walk) -> None:
    """By somebody who is not signed in."""
    reader = walk.reader.open("/").sees("联席会议")
    walk.shot(reader, "front")
    reader.open(f"/news/{number(walk.release)}/").sees(DECIDED)
    walk.shot(reader, "release")


def look_back_along_the_chain(walk: Walk) -> None:
    """From every record the same chain, done as far as it is done; one worker is not content, so it is not over."""
    wang = walk["wang"]
    for record in (walk.first, walk.second, walk.cluster, walk.topic, walk.decision, walk.action, walk.release):
        stops = wang.open(record).stops()
        assert [name for name, state in stops.items() if state == "done"] == [
            "诉求", "归并", "议题", "意见", "审定", "议定", "督办", "公开",
        ], (record, stops)  # fmt: skip
    wang.follow("看全程", within="main").sees("2件诉求，1件已解决", WAGES, SAME, "区人社局 同意", "区住建局 改后同意")
    walk.shot(wang, "chain")


def find_nothing_as_a_stranger(walk: Walk) -> None:
    """A cadre of another street: none of it exists for her, except what is public."""
    ding = walk["ding"]
    for record in (
        walk.first,
        walk.cluster,
        walk.topic,
        walk.meeting,
        walk.minutes,
        walk.decision,
        walk.action,
        walk.report,
    ):
        ding.refused(record)
    ding.open(walk.release).sees(DECIDED)
