"""Evidence that was taken from a finding: the file stays, and with it who took it away, when and why."""

from django.conf import settings
from django.db import models

from records.models import StoredFile
from scoring.models.findings import Finding
from scoring.models.immutable import Immutable


class RemovedEvidence(Immutable):
    """移除的证明文件. What was evidence once is never deleted: this row holds the file."""

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="removed_evidence", verbose_name="发现情况"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="removals", verbose_name="证明文件")
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="移除人", related_name="+"
    )
    removed_at = models.DateTimeField("移除时间")
    reason = models.CharField("理由", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "移除的证明文件"
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="removed_evidence_has_a_reason",
                violation_error_message="移除证明文件须写明理由。",
            ),
        )

    def __str__(self) -> str:
        return self.file.name
