"""What was decided of a proposed charge. Proposals themselves are computed from the rows, never stored."""

from django.conf import settings
from django.db import models

from records.json import ChineseJSONEncoder
from scoring.models.findings import Finding
from units.models import StaffMember, Unit
from units.models.scoped import UnitScopedQuerySet


class ProposalDecision(models.Model):
    """A proposal that a person confirmed or dismissed, with what it stood on at that moment."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", "已认定"
        DISMISSED = "dismissed", "不予认定"

    key = models.CharField("编号", max_length=120, unique=True)
    kind = models.CharField("依据种类", max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="窗口单位")
    person = models.ForeignKey(StaffMember, models.PROTECT, null=True, related_name="+", verbose_name="人员")
    happened_on = models.DateField("日期", db_index=True)
    clause = models.CharField("条款", max_length=10)
    behaviour = models.CharField("行为", max_length=40)
    fact = models.TextField("情况")
    basis = models.JSONField("依据", default=list, encoder=ChineseJSONEncoder)
    state = models.CharField("处理", max_length=20, choices=State.choices)
    reason = models.CharField("理由", max_length=300, blank=True)
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, related_name="proposal_decisions", verbose_name="发现情况"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="处理人", related_name="+")
    at = models.DateTimeField("处理时间")

    objects = UnitScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "线索处理"
        ordering = ("-at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="confirmed", finding__isnull=False)
                | (models.Q(state="dismissed", finding__isnull=True) & ~models.Q(reason="")),
                name="proposal_decided_whole",
                violation_error_message="认定的要有登记，不予认定的要写明理由。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.clause} {self.behaviour} {self.get_state_display()}"
