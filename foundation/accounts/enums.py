"""Codes of sign-in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Counted(models.TextChoices):
    """What tries are counted against (settings.TRY_LIMITS has a limit for each)."""

    ACCOUNT = "account", _("账号")  # a name typed at sign-in, whether such an account exists or not
    ADDRESS = "address", _("来源地址")
    SECOND_STEP = "second_step", _("两步验证")
    MAIL = "mail", _("重置邮件的收件地址")
    MAIL_ADDRESS = "mail_address", _("重置邮件的来源地址")
