"""申诉: a unit answers a line; the chief decides with a reason; both stay on record (promise 4)."""

from django.conf import settings
from django.db import models

from records.models import StoredFile, VersionedModel
from scoring.models.findings import ScoreEvent
from units.models import Unit
from units.models.scoped import UnitScopedQuerySet


class Objection(VersionedModel):
    """One objection to one event. Until it is decided the event counts and what it would trigger waits."""

    class State(models.TextChoices):
        OPEN = "open", "待复核"
        UPHELD = "upheld", "维持"
        CHANGED = "changed", "变更"
        CANCELLED = "cancelled", "撤销"
        WITHDRAWN = "withdrawn", "单位撤回"

    event = models.ForeignKey(ScoreEvent, models.PROTECT, related_name="objections", verbose_name="计分事项")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="objections", verbose_name="窗口单位")
    text = models.TextField("申诉理由", max_length=2000)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="objections", verbose_name="申诉材料")
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="申诉人", related_name="+"
    )
    filed_at = models.DateTimeField("申诉时间")
    is_late = models.BooleanField("逾期或定分后提出", default=False)
    state = models.CharField("结果", max_length=20, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="复核人", related_name="+"
    )
    decided_at = models.DateTimeField("复核时间", null=True)
    decision = models.TextField("复核意见", max_length=1000, blank=True)

    objects = UnitScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "申诉"
        ordering = ("-filed_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("event",),
                condition=models.Q(state="open"),
                name="objection_one_open",
                violation_error_message="这一项已有一件申诉正在复核。",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("open", "withdrawn")) | ~models.Q(decision=""),
                name="objection_decided_with_a_reason",
                violation_error_message="复核须写明理由。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.event} 申诉"
