"""What a concern is about: the code list of D§5.2, kept by the system administrator."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerns.querysets import CategoryQuerySet


class Category(models.Model):
    """Closed by date, never deleted: old concerns keep it. `limitation` reminds of a statutory limit beside the case."""

    code = models.CharField(
        _("代码"), max_length=4, unique=True, validators=[RegexValidator(r"^\d{2,4}$", _("代码是2至4位数字。"))]
    )
    name = models.CharField(_("名称"), max_length=30, unique=True)
    scope = models.CharField(_("包括"), max_length=120, blank=True)
    limitation = models.CharField(
        _("法定时效提示"), max_length=120, blank=True, help_text=_("在诉求页上提醒经办人，如：申请仲裁的时效为一年")
    )
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("诉求类别")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name=""),
                name="concern_category_named",
                violation_error_message=_("类别要有代码和名称。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
