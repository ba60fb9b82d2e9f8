"""更正 (RULEBOOK §6): what a line of a closed month should have been; the difference counts in an open month.

A closed month itself never changes. What later open months see of it is kept as revisions of its history.
"""

from django.conf import settings
from django.db import models

from records.json import ChineseJSONEncoder
from records.models import VersionedModel
from scoring.models.findings import ScoreEvent
from scoring.models.immutable import Immutable
from scoring.models.months import Month, MonthResult
from scoring.models.objections import Objection
from units.models import Unit
from units.models.scoped import UnitScopedQuerySet


class Correction(VersionedModel):
    """One corrected fact. `changes`: Fact's fields by name with what they should have been, or nothing where
    the event is cancelled. `effects`: what the corrected month comes to, in words and half-points."""

    class Kind(models.TextChoices):
        CANCELLED = "cancelled", "撤销"
        CHANGED = "changed", "变更"
        NAMED = "named", "查明人员"

    class State(models.TextChoices):
        IN_FORCE = "in_force", "有效"
        WITHDRAWN = "withdrawn", "已撤回"

    result = models.ForeignKey(
        MonthResult, models.PROTECT, related_name="corrected_by", verbose_name="定分结果"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="corrections", verbose_name="窗口单位")
    event = models.ForeignKey(ScoreEvent, models.PROTECT, related_name="corrections", verbose_name="计分事项")
    kind = models.CharField("方式", max_length=20, choices=Kind.choices)
    changes = models.JSONField("应为", default=dict, blank=True, encoder=ChineseJSONEncoder)
    statement = models.CharField("更正内容", max_length=300)
    reason = models.CharField("更正理由", max_length=500)
    objection = models.ForeignKey(
        Objection,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="申诉",
    )
    counts_in = models.DateField("计入月份")
    before_halves = models.IntegerField("原总分（半分）")
    after_halves = models.IntegerField("更正后总分（半分）")
    effects = models.JSONField("影响", default=dict, encoder=ChineseJSONEncoder)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="更正人", related_name="+")
    at = models.DateTimeField("更正时间")
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.IN_FORCE)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="撤回人", related_name="+"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_reason = models.CharField("撤回理由", max_length=300, blank=True)

    objects = UnitScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("event",),
                condition=models.Q(state="in_force"),
                name="correction_one_in_force",
                violation_error_message="这一项已有一件更正，请先撤回再重新更正。",
            ),
            models.CheckConstraint(
                condition=models.Q(counts_in__day=1),
                name="correction_counts_in_a_month",
                violation_error_message="计入月份须是某月1日。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.result.month}{self.unit}更正"

    @property
    def difference_halves(self) -> int:
        """What stands in the open month, in half-points."""
        return self.after_halves - self.before_halves


class HistoryRevision(Immutable):
    """What a closed month leaves behind once corrections are seen; the newest of a result is used."""

    result = models.ForeignKey(
        MonthResult, models.PROTECT, related_name="history_revisions", verbose_name="定分结果"
    )
    history = models.JSONField("此后累计", encoder=ChineseJSONEncoder)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "更正后的累计"
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.result} {self.at:%Y-%m-%d %H:%M}"


class ReplayCheck(Immutable):
    """A result was proven: computed again from its frozen facts, and compared."""

    result = models.ForeignKey(
        MonthResult, models.PROTECT, related_name="replay_checks", verbose_name="定分结果"
    )
    at = models.DateTimeField("时间")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="验证人", related_name="+"
    )
    agrees = models.BooleanField("相符")
    differences = models.JSONField("不符之处", default=list, encoder=ChineseJSONEncoder)

    class Meta:
        verbose_name = verbose_name_plural = "重算验证"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.result} {'相符' if self.agrees else '不符'}"


class LeftAsIs(Immutable):
    """The chief left a later closed month as it is, although an earlier one has changed since: and why."""

    month = models.ForeignKey(Month, models.PROTECT, related_name="left_as_is", verbose_name="月份")
    because_of = models.ForeignKey(
        MonthResult, models.PROTECT, related_name="+", verbose_name="前面月份的定分结果"
    )
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="决定人", related_name="+")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "不重开的决定"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("month", "because_of"),
                name="left_as_is_once",
                violation_error_message="这个月已有不重开的决定。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.month}不重开"
