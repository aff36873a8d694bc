"""Reading the audit log."""

from django.db import models


class AuditRowQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Rows in the order they were written."""

    def about(self, record: models.Model) -> "AuditRowQuerySet":
        """Everything noted about one record."""
        return self.filter(subject_label=record._meta.label_lower, subject_pk=str(record.pk)).order_by("pk")

    def by(self, actor_reference: str) -> "AuditRowQuerySet":
        """Everything one actor did ("user:12", "system:deadline")."""
        return self.filter(actor=actor_reference).order_by("pk")
