"""Channels a notice may take, and why a row did not go out."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    INBOX = "inbox", _("站内信")
    EMAIL = "email", _("电子邮件")


class Reason(TextChoices):
    """Codes, not exception texts: an SMTP server's answer may quote an address."""

    # cancelled: nobody needs it any more
    WITHDRAWN = "withdrawn", _("事项已变化，发送前撤回")
    NOT_DUE = "not_due", _("事项已办理，不再需要提醒")
    NOT_VISIBLE = "not_visible", _("收件人已无权查看该事项")
    RECIPIENT_GONE = "recipient_gone", _("收件人账号已停用")
    SWITCHED_OFF = "switched_off", _("收件人已关闭该提醒方式")
    NO_ADDRESS = "no_address", _("收件人未登记电子邮箱")
    # failed, or the last trouble of a row that will be tried again
    REFUSED = "refused", _("对方邮件服务器拒收")
    UNREACHABLE = "unreachable", _("邮件服务器无法连接或未按时应答")
    UNKNOWN_NOTICE = "unknown_notice", _("通知类型未登记")
    UNKNOWN_OBJECT = "unknown_object", _("通知所指的事项类型不存在")
    TEMPLATE = "template", _("通知模板缺失或有误")
    WORKER_LOST = "worker_lost", _("发送进程多次中断")
    ERROR = "error", _("发送时出错，详见运行日志")
