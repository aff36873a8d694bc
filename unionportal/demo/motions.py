"""The topics of the story in their own words (titles as in D§1.2) and what departments said to them."""

from dataclasses import dataclass
from decimal import Decimal

from meetings.enums.topic import Adoption, Answer, Origin, TopicKind


@dataclass(frozen=True, slots=True)
class Word:
    """What a unit answers on the `days`-th working day after it was asked; `days` None: never, it becomes overdue."""

    unit: str
    days: int | None = 2
    answer: str = Answer.AGREE
    text: str = ""
    adoption: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Motion:
    """A topic. `cluster` names the concerns it is raised from; `by` files it."""

    title: str
    by: str
    lead: str
    background: str
    ask: str
    data: str = ""
    basis: str = ""
    assisting: tuple[str, ...] = ()
    kind: str = TopicKind.STUDY
    origin: str = Origin.GRASSROOTS
    money: Decimal | None = None
    money_source: str = ""
    presenter: str = ""
    minutes: int = 15
    cluster: str = ""
    words: tuple[Word, ...] = ()


OFFICE, RIGHTS, ORGANISATION, GOVERNMENT = "zheng.bangong", "chen.quanyi", "wu.zuzhi", "tang.zhengfu"
UNION_LAW = "《中华人民共和国工会法》第三十五条；《福建省实施〈中华人民共和国工会法〉办法》。"
RIGHTS_HEAD, ORGANISATION_HEAD = "权益保障部部长陈思远（演示）", "组织部吴海宁（演示）"

# fmt: off
WAGES = Motion(
    "关于建立在建工程项目工资支付联合排查机制的议题", RIGHTS, "ZJJ",
    "今年以来，12351热线和基层工会集中反映在建项目工资层层转付、专户未用、考勤不实等问题，同一总包单位的几个项目先后发生拖欠，单件督办治标不治本。",
    "一、由区住建局牵头，每季度会同人社、工会对在建项目工资专户、实名制考勤开展联合排查并通报；二、由区人社局牵头建立欠薪线索双向移送机制，工会受理的线索2个工作日内移送。",
    "涉及诉求由系统归并生成，见“诉求汇总”。抽查9个在建项目，工资专户使用率67%，实名制考勤与工资表一致的5个。",
    "《保障农民工工资支付条例》第二十六条、第二十八条、第三十一条。", ("RSJ",), presenter=RIGHTS_HEAD, cluster="wages",
    words=(
        Word("RSJ", 3, Answer.AGREE_WITH_CHANGES, "建议将“2个工作日内移送”改为“即时移送、2个工作日内反馈受理情况”。", Adoption.ADOPTED),
        Word("ZJJ", 4), Word("CZJ", 2, Answer.NO_COMMENT),
    ),
)
STATIONS = Motion(
    "关于将工会户外劳动者服务站点纳入年度为民办实事项目的议题", OFFICE, "GXSW",
    "全区环卫、快递、外卖、网约车等户外劳动者约2.6万人，现有工会驿站31处，多集中在机关和银行网点，商圈和工业片区空白较多，“歇脚难、喝水难、如厕难”反映强烈。",
    "同意将新建20处户外劳动者服务站点列入年度为民办实事项目，由区工信商务局牵头选址，区城管局配合协调沿街公共用房，每处建成验收后由工会经费补助5000元。",
    "按每平方公里不少于1处测算，尚缺22处；参照外地做法每处一次性建设约1.8万元。", UNION_LAW, ("CGJ", "CZJ"),
    TopicKind.SUPPORT, Origin.DELEGATES, Decimal("36.00"), "区财政与工会经费各承担50%", "办公室主任林晓岚（演示）",
    words=(Word("CGJ", 2), Word("CZJ", 5, Answer.AGREE_WITH_CHANGES, "建议财政承担部分从下一年度预算列支。", Adoption.ADOPTED)),
)
TRIPARTITE = Motion(
    "关于健全区协调劳动关系三方委员会工作机制的议题", RIGHTS, "RSJ",
    "区级三方委员会成立以来以会议为主，街道一级尚未全覆盖，重大劳动关系矛盾预警信息不共享。",
    "由区人社局牵头，完善三方委员会季度会商和信息通报制度，推动8个街道建立三方工作组。",
    "已建街道三方工作组3个；上年度区级三方联合调解案件46件，调解成功率82.6%。", "《中华人民共和国工会法》第三十五条第二款。",
    ("GXSW",), presenter=RIGHTS_HEAD, words=(Word("GXSW", 3), Word("RSJ", 1)),
)
RIDERS = Motion(
    "关于关爱新就业形态劳动者、补齐商圈服务站点短板的议题", RIGHTS, "CGJ",
    "骑手、快递员集中反映商圈午间等单无处歇脚、停车难、申诉难。上一批站点建成后机关周边改善明显，商圈片区仍是短板。",
    "一、由区城管局牵头，在东湖、泉秀、东海三个商圈各协调不少于2处公共用房设站，划定配送车辆临时停放点；二、由区工信商务局牵头，推动平台站点公布人工申诉渠道。",
    "见“诉求汇总”。三个商圈日均等单骑手约1100人，现有站点2处。", "《关于维护新就业形态劳动者劳动保障权益的指导意见》。",
    ("GXSW",), money=Decimal("12.50"), money_source="工会经费", presenter=RIGHTS_HEAD, cluster="rest",
    words=(
        Word("CGJ", 4, Answer.AGREE_WITH_CHANGES, "东湖商圈可用公共用房仅1处，建议表述为“不少于1处，其余利用沿街网点共建”。", Adoption.PARTLY,
             "采纳沿街网点共建的意见；数量要求保留，不足部分由街道协助落实。"),
        Word("GXSW", 2), Word("SJJ", None),
    ),
)
CHILDCARE = Motion(
    "关于举办职工子女假期托管班的议题", RIGHTS, "JYJ",
    "双职工家庭假期托管需求集中，社会托管收费高、质量参差，职工希望有就近、普惠、放心的去处。",
    "由区教育局在假期托管工作中统筹，利用6所学校场地开办职工子女托管班，工会补贴师资和餐费，纳入年度常规工作。",
    "见“诉求汇总”。问卷回收412份，有托管需求的占71%。", "《教育部办公厅关于支持探索开展暑期托管服务的通知》。", ("CZJ", "WJJ"),
    money=Decimal("48.00"), money_source="工会经费30万元，学校课后服务经费18万元", presenter=RIGHTS_HEAD, cluster="care",
    words=(Word("JYJ", 3), Word("WJJ", 2, Answer.NO_COMMENT), Word("CZJ", 4)),
)
PRIVATE_UNIONS = Motion(
    "关于加强非公企业工会组建和会员发展工作的议题", ORGANISATION, "GXSW",
    "职工25人以上未建会的非公企业尚有217家，部分企业负责人以“没有党组织、没有场地”为由推迟，建会工作需行业主管部门同向发力。",
    "一、由区工信商务局牵头，把建会情况纳入企业服务走访清单；二、由区人社局在劳动用工备案环节提示建会义务，每月共享名单。",
    "今年以来新建工会6家，新发展会员占年度任务58%。", "《中华人民共和国工会法》第十一条。", ("RSJ",), presenter=ORGANISATION_HEAD,
    words=(Word("GXSW", 2), Word("RSJ", 5)),
)
CHECKUP = Motion(
    "关于开展企业劳动用工“法治体检”的议题", RIGHTS, "RSJ",
    "中小企业劳动合同、工时、社保不规范问题反复发生，争议多在离职时爆发。外地以律师团上门“体检”出具建议书，效果较好。",
    "由区人社局牵头，工会、司法参与，年内对60家企业开展劳动用工“法治体检”，在建项目由区住建局同步组织。",
    "近一年劳动争议案件涉中小企业占83%。", "《工会劳动法律监督办法》。", ("SFJ", "ZJJ"), money=Decimal("9.00"), money_source="工会经费",
    presenter=RIGHTS_HEAD, words=(Word("RSJ", 3, Answer.AGREE_WITH_CHANGES, "建议首批数量调整为40家，视力量逐步扩大。", Adoption.PARTLY,
                                      "首批40家、年内完成60家，分两批实施。"), Word("SFJ", None), Word("ZJJ", 2)),
)
PALACE = Motion(
    "关于推进区工人文化宫建设的议题", OFFICE, "WLJ",
    "区级没有独立的工人文化宫，职工文体活动借用学校和社区场地，时间难保证。",
    "请研究区工人文化宫选址、立项和资金筹措方案。", "意向地块两处，用地性质调整尚未完成。", UNION_LAW, ("FGJ", "CZJ"),
    TopicKind.SUPPORT, Origin.PROPOSAL, Decimal("6800.00"), "待研究", "办公室主任林晓岚（演示）", 20,
    words=(Word("FGJ", None), Word("CZJ", 5, Answer.DISAGREE, "项目未列入政府投资年度计划，资金来源未落实，建议先行开展可行性研究。", Adoption.NOT_ADOPTED,
                                     "提请会议研究资金渠道，是否立项由会议决定。")),
)
SCHOLARSHIP = Motion(
    "关于金秋助学工作情况的通报", OFFICE, "JYJ", "本年度金秋助学已受理申请，发放在即，需教育部门配合核对学籍。",
    "听取通报；请区教育局配合核对受助学生学籍，按期发放到位。", "受理86人，初审通过79人，拟发放23.7万元。", UNION_LAW, ("MZJ",),
    TopicKind.REPORT, money=Decimal("23.70"), money_source="上级帮扶资金", presenter="职工服务中心蔡清源（演示）", minutes=10,
    words=(Word("JYJ", 1), Word("MZJ", None)),
)
MODEL_WORKERS = Motion(
    "关于提高劳模疗休养和困难补助标准的议题", OFFICE, "CZJ", "现行区级劳模困难补助标准执行多年，与物价水平不相适应。",
    "将区级劳模年度困难补助上限由5000元提高到8000元，疗休养每年安排一批。", "全区各级劳模183人，符合困难补助条件的21人。", UNION_LAW, (),
    TopicKind.SUPPORT, Origin.DELEGATES, Decimal("16.80"), "区财政", "办公室主任林晓岚（演示）", 10,
    words=(Word("CZJ", 4, Answer.DISAGREE, "标准由市级统一制定，区级不宜自行提高。", Adoption.NOT_ADOPTED, "提请会议研究能否以工会经费补足差额。"),),
)
HEAT = Motion(
    "关于落实高温天气劳动保护和高温津贴的议题", RIGHTS, "RSJ",
    "高温季节户外班组集中反映高温天气照常出工、津贴发放不一，已出现中暑情况，涉及建筑、环卫、配送等行业。",
    "一、由区人社局牵头，会同应急、卫健、工会开展高温劳动保护专项检查；二、明确高温津贴发放时段和标准，列入集体合同示范条款。",
    "见“诉求汇总”。抽查17家单位，按标准足额发放的6家。", "《防暑降温措施管理办法》第八条、第十七条。", ("YJJ", "WJJ"),
    presenter=RIGHTS_HEAD, cluster="heat", words=(Word("WJJ", 3), Word("RSJ", 2), Word("YJJ", None)),
)
HARDSHIP = Motion(
    "关于推进城市困难职工精准帮扶的议题", OFFICE, "MZJ",
    "在档困难职工中因病致困占比上升，家庭经济状况核对耗时较长，救助政策衔接不够。",
    "由区民政局牵头，建立困难职工与社会救助对象信息比对机制，核对时限压缩到10个工作日。",
    "在档困难职工74户，其中因病致困39户；核对平均用时18个工作日。", "《社会救助暂行办法》。", ("WJJ", "CZJ"), money=Decimal("30.00"),
    money_source="帮扶专项资金", presenter="职工服务中心蔡清源（演示）", words=(Word("MZJ", None), Word("WJJ", 4), Word("CZJ", 3)),
)
DOCTORS = Motion(
    "关于开展家庭医生进企业服务的议题", OFFICE, "WJJ", "园区职工看病不便、慢性病管理缺位，社区卫生服务中心有服务能力，缺少对接机制。",
    "由区卫健局牵头，组织社区卫生服务中心与30家企业签约，每季度上门服务一次。", "两处园区职工9300人，三年内体检异常率41%。", UNION_LAW,
    ("GXSW",), presenter="女职工部邱静姝（演示）", words=(Word("WJJ", 3), Word("GXSW", 2)),
)
REFORM = Motion(
    "关于深化产业工人队伍建设改革试点的议题", ORGANISATION, "RSJ", "鞋服、水暖卫浴企业技能等级与薪酬挂钩的试点取得初步成效，需要政策支持扩面。",
    "扩大技能等级自主评价试点，落实技能提升补贴。", "试点企业5家，新增高级工126人。", "《新时期产业工人队伍建设改革方案》。", ("GXSW",), presenter=ORGANISATION_HEAD,
)
MINDS = Motion(
    "关于建设职工心理健康服务网络的议题", OFFICE, "WJJ", "心理类诉求逐年增加，区级心理服务力量分散。",
    "由区卫健局牵头，整合精神卫生、社区和工会心理服务资源，设立职工心理热线转介通道。", "今年受理心理类诉求31件，同比增长48%。", UNION_LAW,
)
COMMUTE = Motion(
    "关于优化工业片区职工通勤公交的议题", "yan.beifeng", "ZJJ", "北峰工业片区夜班职工下班后无公交可乘，多骑电动车，安全隐患突出。",
    "请研究开通定制公交或延长末班时间。", "片区夜班职工约3400人，22时后无公交线路。",
)
NURSERY = Motion(
    "关于推动园区母婴设施建设的议题", RIGHTS, "WJJ", "园区女职工集中，母婴室缺口大。", "由区卫健局牵头，女职工200人以上园区年内建成母婴室。",
    "应建12处，已建4处。", "《女职工劳动保护特别规定》第十条。",
    words=(Word("WJJ", 4), Word("JYJ", 4), Word("CZJ", 1, Answer.NO_COMMENT), Word("GXSW", 5)),
)
NURSERY_TWIN = Motion(
    "关于在商圈设置母婴室的议题", "guo.quanxiu", "GXSW", "泉秀商圈女职工和顾客反映没有母婴室。", "在两处商场设置母婴室。",
)
PARKING = Motion(
    "关于解决配送车辆充电难的议题", "shi.fengze", "CGJ", "配送电动车集中充电设施不足，飞线充电时有发生。", "新增配送车辆集中充换电点15处。",
    "现有充换电柜42组，缺口约30组。", words=(Word("CGJ", 2), Word("GXSW", None), Word("YJJ", None)),
)
SKILLS = Motion(
    "关于举办全区职工技能竞赛的议题", ORGANISATION, "RSJ", "拟办电工、养老护理、直播销售等8个项目。", "同意由区政府与区总工会联合主办。",
    "上年度参赛1280人。", UNION_LAW, ("GXSW", "WLJ"), TopicKind.SUPPORT, Origin.LEADER, Decimal("25.00"), "区财政与工会经费",
    words=(Word("GXSW", 3), Word("RSJ", 2), Word("CZJ", 1, Answer.NO_COMMENT)),
)
DRIVERS = Motion(
    "关于规范货运信息部收费行为的议题", RIGHTS, "SJJ", "货车司机反映信息部收取“信息费”“押金”标准不一、退还困难。", "由区市监局牵头开展专项整治。",
    "今年受理相关诉求9件。", words=(Word("SJJ", None), Word("GXSW", 3)),
)
FUND = Motion(
    "关于健全工会经费税务代收协作机制的议题", OFFICE, "CZJ", "代收名册与用工实际不一致，小微企业返还到账慢。", "建立季度名册比对机制。",
    "上年度代收户数1460户，名册不一致187户。", "《中华人民共和国工会法》第四十三条。", words=(Word("CZJ", 2), Word("RSJ", 3)),
)
LIBRARY = Motion(
    "关于在产业园区设立职工书屋的议题", "ke.donghai", "WLJ", "东海片区园区没有公共阅读空间。", "由区文旅局配送图书，园区提供场地。",
    words=(Word("GXSW", 1),),
)
PENSION = Motion(
    "关于灵活就业人员参保补贴的议题", GOVERNMENT, "RSJ", "灵活就业人员参保意愿低，补贴政策知晓率不高。", "研究扩大参保补贴宣传和经办网点。",
    "登记灵活就业人员1.9万人，参保率36%。", origin=Origin.GOVERNMENT, words=(Word("CZJ", 2), Word("RSJ", 2)),
)
HOUSING = Motion(
    "关于增加蓝领公寓供给的议题", OFFICE, "ZJJ", "外来务工职工租房支出占收入三成以上。", "研究利用存量厂房改建蓝领公寓。",
    "问卷显示有合租需求的占64%。", words=(Word("ZJJ", 4), Word("FGJ", None)),
)
# fmt: on
