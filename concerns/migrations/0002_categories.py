"""The category list of practice (D§5.2). Re-running leaves rows an administrator edited alone."""

from typing import Any

from django.db import migrations

ARBITRATION = "申请劳动仲裁的时效为一年，自知道或者应当知道权利被侵害之日起算（劳动争议调解仲裁法第二十七条）"
PAY = "在职期间追索劳动报酬不受一年时效限制，离职的自离职起一年内提出（劳动争议调解仲裁法第二十七条）"
INSPECTION = "超过二年的违法行为劳动保障行政部门不再查处（劳动保障监察条例第二十条）"
INJURY = "单位应在三十日内、职工本人可在一年内申请工伤认定（工伤保险条例第十七条）"
ROWS = [
    ("01", "劳动报酬", "欠薪、加班费、最低工资、农民工工资", PAY),
    ("02", "劳动合同", "未签合同、解除、经济补偿、竞业限制", ARBITRATION),
    ("03", "社会保险", "未缴、少缴、转移、养老、失业", INSPECTION),
    ("04", "工伤与职业病", "", INJURY),
    ("05", "工时休假", "超时、年休假、产假", ARBITRATION),
    ("06", "劳动安全与高温", "防暑、津贴、设施", ""),
    ("07", "女职工和未成年工", "", ""),
    ("08", "医疗大病", "", ""),
    ("09", "子女就学与托管", "就学、托管、助学", ""),
    ("10", "住房", "住房、宿舍、公积金", ""),
    ("11", "就业与技能培训", "", ""),
    ("12", "生活困难", "", ""),
    ("13", "法律援助与劳动争议", "", ""),
    ("14", "心理健康", "", ""),
    ("15", "工会组织与会籍", "建会受阻、入会、会费、经费", ""),
    ("16", "新就业形态权益", "算法、扣罚、职业伤害、接单", ""),
    ("17", "职工福利与服务", "驿站、疗休养、文体", ""),
    ("18", "民主管理与集体合同", "", ""),
    ("19", "意见建议", "", ""),
    ("20", "咨询", "", ""),
    ("99", "其他", "", ""),
]


def add(apps: Any, schema_editor: Any) -> None:
    categories = apps.get_model("concerns", "Category").objects
    for code, name, scope, limitation in ROWS:
        categories.get_or_create(code=code, defaults={"name": name, "scope": scope, "limitation": limitation})


def remove(apps: Any, schema_editor: Any) -> None:
    apps.get_model("concerns", "Category").objects.filter(code__in=[row[0] for row in ROWS]).delete()


class Migration(migrations.Migration):
    dependencies = [("concerns", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
