"""Kinds and sides of units (D§3.4, D§9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """Which of the two hosts of a joint meeting a unit belongs to."""

    UNION = "union", _("工会")
    GOVERNMENT = "government", _("政府")


class Kind(models.TextChoices):
    FEDERATION = "federation", _("区总工会")
    UNION_DEPARTMENT = "union_department", _("区总工会部门")
    SERVICE_CENTRE = "service_centre", _("职工服务中心")
    STREET_UNION = "street_union", _("街道总工会")
    INDUSTRY_UNION = "industry_union", _("行业工会联合会")
    GRASSROOTS_UNION = "grassroots_union", _("基层工会")
    GOVERNMENT = "government", _("区政府")
    GOVERNMENT_OFFICE = "government_office", _("区政府办公室")
    DEPARTMENT = "department", _("政府部门")
    STREET_OFFICE = "street_office", _("街道办事处")
