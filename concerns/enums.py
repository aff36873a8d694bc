"""Words of urgent concerns: channels (D§5.1), urgency (D§5.3), complexity (D§5.4), results of calling back (D§5.5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Through which channel it came."""

    HOTLINE_12351 = "hotline_12351", _("12351职工热线")
    HOTLINE_12345 = "hotline_12345", _("12345转办")
    VISIT = "visit", _("来访")
    LETTER = "letter", _("来信")
    WEB = "web", _("网络、小程序")
    GRASSROOTS = "grassroots", _("基层工会上报")
    FIELD = "field", _("走访调研")
    LEADER = "leader", _("领导批示")
    MEDIA = "media", _("媒体舆情")
    TRANSFER = "transfer", _("人社、法院、检察院移送")
    TRIPARTITE = "tripartite", _("三方机制")


class Urgency(models.TextChoices):
    """特急: life and safety, threat of self-harm, ten and more people acting together. 紧急: arrears before festivals,
    minors, medical. Complexity is another question."""

    CRITICAL = "critical", _("特急")
    URGENT = "urgent", _("紧急")
    NORMAL = "normal", _("一般")


class Complexity(models.TextChoices):
    PLAIN = "plain", _("普通")
    COMPLEX = "complex", _("复杂疑难")


class Part(models.TextChoices):
    """What a unit is to a concern (联办: one lead, any number assisting)."""

    LEAD = "lead", _("主办")
    ASSISTING = "assisting", _("协办")


class Contact(models.TextChoices):
    """How a call-back went; the three are never added up (三率 count them apart)."""

    REACHED = "reached", _("已接通")
    NOT_REACHED = "not_reached", _("未接通")
    REFUSED = "refused", _("拒绝回访")


class Solved(models.TextChoices):
    SOLVED = "solved", _("已解决")
    NOT_SOLVED = "not_solved", _("未解决")


class Satisfaction(models.TextChoices):
    SATISFIED = "satisfied", _("满意")
    FAIRLY = "fairly", _("基本满意")
    UNSATISFIED = "unsatisfied", _("不满意")


COLLECTIVE = 10
"""People from which on a concern counts as collective: leaders are told at once (D§5.3)."""
