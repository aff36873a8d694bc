"""The one role table (D§9.4): code, name, sentence, rights. Who may do what is read here and nowhere else."""

from django.utils.translation import gettext_lazy as _

from concerns.rights import Right as Concerns
from foundation.accounts.rights import Right as Accounts
from foundation.accounts.roles import Role
from meetings.rights import Right as Meetings
from members.rights import Right as Members
from news.rights import Right as News

ADMINISTRATORS = frozenset({"system_admin", "security_admin", "audit_admin"})


def _administrator(code: str, label: object, sentence: object, right: str) -> Role:
    return Role(
        code,
        label,  # type: ignore[arg-type]
        sentence,  # type: ignore[arg-type]
        frozenset({right}),
        excludes=ADMINISTRATORS - {code},
        admin=True,
        second_step=True,
    )


ROLES = [
    _administrator(
        "system_admin",
        _("系统管理员"),
        _("维护单位、日历、时限、栏目等基础数据，处理发送失败的通知。"),
        Accounts.ADMINISTER_SYSTEM,
    ),
    _administrator("security_admin", _("安全管理员"), _("开设账号、授予和收回角色。"), Accounts.ADMINISTER_SECURITY),
    _administrator("audit_admin", _("审计管理员"), _("查阅审计日志，核验日志链。"), Accounts.ADMINISTER_AUDIT),
    Role(
        "union_leader",
        _("区总工会领导"),
        _("查看全区工作，审签议题、纪要和稿件。"),
        frozenset(
            {
                Concerns.SEE,
                Concerns.BE_ALERTED,
                News.READ,
                News.FINAL_REVIEW,
                Members.READ,
                Meetings.READ_ALL,
                Meetings.CLEAR_UNION,
                Meetings.SIGN,
            }
        ),
        second_step=True,
    ),
    Role(
        "office_clerk",
        _("区总工会办公室"),
        _("筹备联席会议，管理议题、议程、文号和督办。"),
        frozenset({Meetings.FILE, Meetings.READ_ALL, Meetings.SCREEN, Meetings.PREPARE, Meetings.SUPERVISE}),
    ),
    Role("organisation_clerk", _("组织部经办"), _("办理建会、会员发展和会籍。"), frozenset({*Members, Meetings.FILE})),
    Role(
        "rights_clerk",
        _("权益保障部经办"),
        _("登记、审核和派发急难愁盼诉求，归并同类诉求并提请上会。"),
        frozenset(
            {*(set(Concerns) - {Concerns.BE_ALERTED}), Members.READ, Members.REVEAL, Meetings.FILE, Meetings.RAISE}
        ),
    ),
    Role(
        "service_clerk",
        _("职工服务中心"),
        _("登记诉求，办理帮扶，回访职工。"),
        frozenset(
            {
                Concerns.SEE,
                Concerns.REGISTER,
                Concerns.HANDLE,
                Concerns.CALL_BACK,
                Concerns.REVEAL,
                Members.READ,
                Members.REVEAL,
            }
        ),
    ),
    Role("editor", _("宣教编辑"), _("撰写和整理新闻稿件。"), frozenset({News.READ, News.WRITE, Meetings.READ_MINUTES})),
    Role("first_reviewer", _("稿件初审"), _("核对文字、格式和事实。"), frozenset({News.READ, News.FIRST_REVIEW})),
    Role("second_reviewer", _("稿件复审"), _("把关依据、价值和敏感内容。"), frozenset({News.READ, News.SECOND_REVIEW})),
    Role("final_reviewer", _("稿件终审"), _("把关导向，决定是否发布。"), frozenset({News.READ, News.FINAL_REVIEW})),
    Role(
        "liaison",
        _("成员单位联络员"),
        _("签收和办理本单位的诉求、征求意见和督办事项。"),
        frozenset({Concerns.HANDLE, Concerns.REVEAL, Meetings.ANSWER, Meetings.ACT}),
    ),
    Role(
        "gov_office_liaison",
        _("区政府办联络员"),
        _("代表区政府办会商议题、审定议程、会签纪要、督查落实。"),
        frozenset(
            {
                Meetings.FILE,
                Meetings.READ_ALL,
                Meetings.ANSWER,
                Meetings.CLEAR_GOVERNMENT,
                Meetings.SIGN,
                Meetings.SUPERVISE,
            }
        ),
    ),
    Role("reviewing_official", _("审阅领导"), _("逐项审阅本人参加的会议议程。"), frozenset({Meetings.REVIEW})),
    Role(
        "supervisor",
        _("督查员"),
        _("督办会议议定事项，审核销号。"),
        frozenset({Concerns.SEE, Meetings.READ_ALL, Meetings.SUPERVISE}),
    ),
    Role(
        "street_cadre",
        _("街道总工会干事"),
        _("登记和办理本街道的诉求，指导建会和会员发展。"),
        frozenset({Concerns.SEE, Concerns.REGISTER, Concerns.HANDLE, Concerns.REVEAL, *Members, Meetings.FILE}),
    ),
    Role(
        "grassroots_cadre",
        _("基层工会管理员"),
        _("办理本工会的会员和诉求。"),
        frozenset({Concerns.SEE, Concerns.REGISTER, Concerns.REVEAL, Members.READ, Members.APPLY, Members.REVIEW}),
    ),
    Role("statistics_reader", _("只读统计"), _("查看统计数字，不看个案。"), frozenset()),
]
