"""Scenes from the telephone call to the decision: each is what one person does in one sitting, from her workbench."""

from foundation.core.fictional import demo_id
from tests.e2e.stage import CLUSTER, DECIDED, PDF, SAME, TOPIC, WAGES, Walk, deliver, in_days, number

# --- A concern, and a second like it ------------------------------------------------------------------------------------


def register_a_concern(walk: Walk) -> None:
    """By telephone; the employer is found while typing, the worker is new to the roll."""
    chen = walk["chen"].desk().follow("登记诉求")
    chen.fill("姓名", "王职工").fill("联系电话", "13800000001").fill("证件号码", demo_id(7))
    chen.fill("用人单位", "刺桐快运")
    if walk.scripts:
        chen.sees("台账中的单位")
    else:
        chen.press("在名册和台账中查找").sees("台账中的单位")
    chen.sees("名册中没有这个人，按填写的登记。").tap("刺桐快运分拨中心")
    chen.pick("类别", "劳动报酬").choose("紧急").fill("涉及人数", "12")
    chen.fill("诉求经过", "八月、九月夜间分拣的加班工资没有发，要求按实际工时补发。").fill("事由", WAGES)
    walk.shot(chen, "concern-register")
    chen.press("登记诉求", "已登记FZ-").state("待受理")
    walk.first = chen.path
    chen.sees(WAGES, "受保护信息", "东湖街道", "涉及12人").misses("王职工", "13800000001", demo_id(7))


def triage_and_dispatch(walk: Walk) -> None:
    chen = walk["chen"].take_up(WAGES)
    chen.step("受理", "已受理FZ-").state("待派单")
    chen.follow("派单", within="main").sees("现在派单的期限", "从派单起算，不从签收起算")
    walk.shot(chen, "concern-dispatch")
    chen.pick("主办单位", "区人社局").fill("办理要求", "请核对考勤，督促补发")
    chen.press("派单", "已派给区人社局，经办人已收到通知").state("待签收")
    chen.sees("等待区人社局签收", "个工作日")


def sign_and_report(walk: Walk) -> None:
    """The department signs, works, reports; the federation sees that one department alone cannot solve it."""
    ye = walk["ye"].take_up(WAGES).sees("下一步：签收")
    ye.press("签收", "已签收FZ-").state("已签收")
    ye.fill("办理进展", "已约谈企业，调取考勤记录。").choose("已联系诉求人本人")
    ye.press("记录进展", "已记录办理进展").state("办理中")
    walk.shot(ye, "concern-handling")
    ye.follow("反馈结果", within="main").fill("办理结果", "企业认可欠发，但称上游结算滞后，需多部门会商。")
    ye.attach("佐证材料", "约谈记录.pdf", PDF).press("反馈结果", "已反馈办理结果，等待审核").state("待审核")
    chen = walk["chen"].take_up(WAGES).sees("约谈记录.pdf", "需多部门会商")
    chen.choose("退回重办").fill("审核意见", "继续督促补发；共性问题归并后提请联席会议。")
    chen.press("审核结果", "已退回承办单位重办").state("办理中")


def register_a_second_one(walk: Walk) -> None:
    """At the counter of the service centre, without a name; the same department gets it."""
    cai = walk["cai"].desk().follow("登记诉求")
    cai.choose("匿名，不登记诉求人").pick("类别", "劳动报酬").pick("街道", "东湖街道").pick("来源", "来访")
    cai.fill("诉求经过", "夜班分拣按固定补贴发放，与考勤工时不符，要求按实际工时计发。").fill("事由", SAME)
    cai.press("登记诉求", "已登记FZ-").state("待受理").sees("匿名，不留联系方式")
    walk.second = cai.path
    chen = walk["chen"].take_up(SAME).step("受理", "已受理FZ-")
    chen.follow("派单", within="main").pick("主办单位", "区人社局").press("派单", "已派给区人社局")
    walk["ye"].take_up(SAME).press("签收", "已签收FZ-").state("已签收")


# --- Cluster, topic, opinions, clearance ---------------------------------------------------------------------------------


def group_them(walk: Walk) -> None:
    chen = walk["chen"].open("/concerns/?tab=all")
    walk.shot(chen, "concerns")
    for address in (walk.first, walk.second):
        chen.tick(f"选择{number(address)}")
    chen.follow_button("归并为同类诉求").fill("主题", CLUSTER).fill(
        "共性问题", "企业按固定补贴发放夜班加班费，未按实际工时计算。"
    )
    chen.press("归并选中的诉求", "已归并为JL-").state("汇集中").sees(WAGES, SAME, "去标识化情况", "2件", "13人")
    walk.cluster = chen.path
    walk.shot(chen, "cluster")


def raise_it(walk: Walk) -> None:
    """The cluster becomes a topic: its number frozen, its facts without a name."""
    chen = walk["chen"].open(walk.cluster).follow("提请上会", within="main")
    chen.fill("议题标题", TOPIC).fill("拟请议定事项", "由区人社局牵头，建立快递分拨行业工时与加班费联合排查机制。")
    chen.pick("拟主办单位", "人力资源和社会保障局").press("提请上会", "已提请上会，议题YT-").state("已提交")
    walk.topic = chen.path
    chen.sees("由2件诉求汇总，已去标识").misses("刺桐快运", "王职工")
    chen.open(walk.cluster).state("已提请上会").sees("已冻结")
    chen.open(walk.first).sees("已提请联席会议，等待议定")


def ask_two_departments(walk: Walk) -> None:
    lin = walk["lin"].take_up(TOPIC).follow("初筛", within="main")
    lin.press("登记初筛结论", "初筛结论：初筛").follow("征求意见", within="main")
    lin.choose("区住建局").fill("答复期限", "5").fill("请重点研究", "排查机制由谁牵头、多久一次")
    lin.press("发出征求意见", "已向2个单位征求意见").state("征求意见").sees("已答复0/2")
    walk.shot(lin, "topic-consulting")


def answer(walk: Walk) -> None:
    """One agrees, the other wants a word changed; the office says what became of it."""
    ye = walk["ye"].take_up(TOPIC).follow("答复", within="main")
    ye.choose("同意").press("答复意见", "已答复：同意")
    gong = walk["gong"].take_up(TOPIC).follow("答复", within="main")
    walk.shot(gong, "opinion")
    gong.choose("同意但有修改").try_to("答复意见", "意见内容：请写明具体内容")
    gong.fill("意见内容", "建议排查每季度一次。").press("答复意见", "已答复：同意但有修改")
    lin = walk["lin"].open(walk.topic).sees("已答复2/2", "建议排查每季度一次。")
    lin.follow("登记采纳情况", within="#opinions").choose("采纳").press("登记采纳情况", "已登记：采纳")
    lin.step("汇总意见", "意见已汇总，可以报两家审定").state("意见已汇总")


def clear_by_both_hosts(walk: Walk) -> None:
    walk["lin"].step("报两家审定", "已报区总工会分管领导审定")
    wang = walk["wang"].take_up(TOPIC).follow("工会审定", within="main").sees("工会一方审定", "意见汇总")
    wang.choose("同意").press("登记审定结论", "审定已登记：区政府办会商")
    tang = walk["tang"].take_up(TOPIC).follow("区政府办审定", within="main").sees("政府一方审定")
    tang.choose("同意").press("登记审定结论", "审定已登记：审定通过").state("审定通过")
    walk.shot(tang, "topic-cleared")


# --- Agenda and review -----------------------------------------------------------------------------------------------------


def prepare_the_meeting(walk: Walk) -> None:
    """The agenda begins with the last meeting's decisions; there was none, and it says so."""
    lin = walk["lin"].open("/meetings/").follow("筹备会议", within="main")
    day = in_days(20).isoformat()
    lin.fill("会议名称", "区政府与区总工会第1次联席会议（演示）").fill("开始时间", f"{day}T15:00").fill(
        "结束时间", f"{day}T17:00"
    )
    lin.fill("地点", "区行政中心第一会议室").fill("主持人", "区人民政府区长方正行（演示）")
    lin.press("建立会议", "已建立第1次联席会议LX-").state("筹备").sees("本次为首次会议，没有上一次联席会议议定事项。")
    walk.meeting = lin.path
    lin.follow("编排议程", within="main").press("列入", "已列为第2项", of=TOPIC)
    lin.follow("编排议程", within="main").sees(TOPIC)
    walk.shot(lin, "agenda")


def send_for_review(walk: Walk) -> None:
    lin = walk["lin"].open(walk.meeting).follow("议程送审", within="main").sees("方正行", "谢云帆")
    lin.press("议程送审", "议程A稿已送审").state("议程待审")


def review_on_the_phone(walk: Walk) -> None:
    """同意 is one tap an item. The deputy has a word to say; after the change only that item comes back."""
    fang = walk["fang"].take_up("审阅议程").sees("第1项")
    walk.shot(fang, "review")
    fang.on_the_bar("同意").sees(TOPIC).on_the_bar("同意").sees("2项都已审阅")
    xie = walk["xie"].take_up("审阅议程").on_the_bar("同意").sees(TOPIC)
    xie.choose("意见", form="本项审阅结论").fill("意见内容", "请汇报人压缩到十分钟。", form="本项审阅结论").on_the_bar(
        "保存，下一项"
    )
    xie.sees("2项都已审阅", "请汇报人压缩到十分钟。")
    lin = walk["lin"].open(f"{walk.meeting}agenda/").follow("修改", of="第2项", within="main")
    lin.fill("时长", "10").press("修改议程项", "已保存").open(walk.meeting).sees("议程在送审之后有改动")
    lin.step("议程送审", "议程B稿已送审")
    for name in ("fang", "xie"):
        again = walk[name].take_up("审阅议程").sees("您表态之后，这一项有改动")
        again.on_the_bar("同意").sees("2项都已审阅")


def clear_and_freeze(walk: Walk) -> None:
    for name, host in (("wang", "工会一方审定"), ("tang", "政府一方审定")):
        leader = walk[name].open(walk.meeting).follow("审定议程", within="main").sees(host)
        leader.choose("同意").press("登记审定结论", "已登记对B稿的审定")
    walk["lin"].open(walk.meeting).step("议程定稿", "议程B稿已定稿").sees("已定稿")


# --- The meeting -----------------------------------------------------------------------------------------------------------


def give_notice(walk: Walk) -> None:
    """Seats, the notice with its date for the calendar, a reply."""
    lin = walk["lin"].open(walk.meeting).follow("参会名单", within="main")
    for name in ("方正行", "叶佳宁", "龚明轩"):
        lin.pick("门户账号", name).press("列入名单", f"{name}（演示）已列入参会名单")
    lin.pick("单位", "丰泽区总工会（演示）").fill("职务", "主席").fill("姓名", "王启明（演示）")
    lin.press("列入名单", "王启明（演示）已列入参会名单").sees("没有账号，书面通知")
    walk.shot(lin, "participants")
    lin.open(walk.meeting).follow("发会议通知", within="main").sees("参会名单4人，其中3人收到站内通知")
    lin.press("发会议通知", "会议通知已发出").state("已通知")
    deliver()
    ye = walk["ye"].open("/notifications/").follow("会议通知", within="#feed")
    ye.open(f"{walk.meeting}reply/").choose("参加").press("提交回执", "回执已登记：参加")


def hold_the_meeting(walk: Walk) -> None:
    """Item by item: heard, decided, with a unit and a day."""
    lin = walk["lin"].open(walk.meeting).step("开会", "会议开始").sees("通报上次联席会议议定事项落实情况")
    lin.press("签到", of="叶佳宁（演示）")
    lin.press("开始审议", of="通报上次联席会议议定事项落实情况")
    lin.choose("知悉", form="登记会议结论").press("登记结论，进入第2项", "第1项：知悉", form="登记会议结论")
    lin.fill("议定内容", DECIDED, form="记录议定事项").pick("牵头单位", "人力资源和社会保障局", form="记录议定事项")
    lin.fill("完成时限", in_days(40).isoformat(), form="记录议定事项")
    lin.press("记录议定事项", "已记录议定事项YD-", form="记录议定事项").sees(DECIDED)
    walk.shot(lin, "session")
    live = walk["ye"].open(f"{walk.meeting}live/").sees(TOPIC, "审议中")
    walk.shot(live, "live")
    lin.choose("原则同意", form="登记会议结论").press("登记结论", "第2项：原则同意", form="登记会议结论")
    lin.open(walk.meeting).follow("结束会议", within="main").sees("1项议定事项即告生效")
    lin.press("结束会议", "会议结束").state("已结束")
    walk["chen"].open(walk.topic).state("原则同意")
    walk["chen"].open(walk.first).state("办理中").sees("联席会议议定，YD-", DECIDED)
