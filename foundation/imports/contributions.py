"""How the events of imports are called in the audit log."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "import.uploaded": _("上传导入文件"),
    "import.mapped": _("对照列并试算"),
    "import.committed": _("确认导入"),
    "import.paused": _("暂停导入"),
    "import.resumed": _("继续导入"),
    "import.finished": _("完成导入"),
    "import.undo_started": _("撤销导入"),
    "import.undone": _("完成撤销"),
    "import.discarded": _("作废导入"),
    "import.wrong_rows_downloaded": _("下载有误的行"),
    "unit.removed": _("撤销登记单位"),
    "user.removed": _("撤销开设账号"),
    "post.added": _("登记职务"),
    "post.saved": _("修改职务"),
    "post.removed": _("撤销登记职务"),
}
