"""The office's usual limits; every one is data an administrator edits. Re-running leaves edited rows alone."""

from typing import Any

from django.db import migrations

PROPOSED = "本系统默认值，可按本区规定修改"
ROWS = [
    # key, label, urgency, amount, unit, longest extension, basis
    ("sign", "签收", "critical", 30, "minute", 0, PROPOSED),
    ("sign", "签收", "urgent", 4, "hour", 0, PROPOSED),
    ("sign", "签收", "", 1, "working_day", 0, PROPOSED),
    ("contact", "首次联系", "", 24, "hour", 0, PROPOSED),
    ("handle", "办结", "critical", 1, "working_day", 1, PROPOSED),
    ("handle", "办结", "urgent", 3, "working_day", 3, PROPOSED),
    ("handle", "办结", "", 7, "working_day", 7, PROPOSED),
    ("handle-complex", "复杂事项办结", "", 15, "working_day", 15, PROPOSED),
    ("shelved-review", "挂账复核", "", 30, "calendar_day", 0, PROPOSED),
    ("shelved-longest", "挂账最长", "", 180, "calendar_day", 0, PROPOSED),
    ("callback", "回访", "", 3, "working_day", 0, PROPOSED),
    ("opinion", "征求意见", "", 5, "working_day", 5, PROPOSED),
    ("notice", "会议通知提前", "", 5, "working_day", 0, PROPOSED),
    ("papers", "会议材料提前", "", 3, "working_day", 0, PROPOSED),
    ("receipt", "回执截止提前", "", 1, "working_day", 0, PROPOSED),
    ("first-report", "议定事项首次反馈", "", 5, "working_day", 0, "参照政府督查工作通行做法，可修改"),
    ("action", "议定事项办理", "", 30, "working_day", 15, "参照政府督查工作通行做法，可修改"),
    ("transfer", "会籍接转", "", 5, "working_day", 0, PROPOSED),
    ("election-reply", "选举结果批复", "", 15, "calendar_day", 0, "工会基层组织选举工作条例"),
    ("publicity", "公示", "", 5, "working_day", 0, PROPOSED),
    ("letter-reply", "提示函、意见书、建议书回复", "", 15, "calendar_day", 0, PROPOSED),
    ("subject-request", "个人信息权利请求答复", "", 15, "working_day", 0, PROPOSED),
]


def add(apps: Any, schema_editor: Any) -> None:
    limits = apps.get_model("worktime", "TimeLimit").objects
    for key, label, urgency, amount, unit, extension, basis in ROWS:
        facts = {"label": label, "amount": amount, "unit": unit, "extension_days": extension, "basis": basis}
        limits.get_or_create(key=key, category="", urgency=urgency, defaults=facts)


class Migration(migrations.Migration):
    dependencies = [("worktime", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
