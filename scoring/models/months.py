"""Months and, once closed, their results: copied whole, never changed.

Points are kept in whole half-points (`*_halves`), exact in every database; `scoring.rulebook.points` shows
them.
"""

from django.conf import settings
from django.db import models

from records.json import ChineseJSONEncoder
from records.models import VersionedModel
from scoring.models.guards import MONTH_GUARDS
from scoring.models.immutable import Immutable, ImmutableUnitQuerySet
from units.models import StaffMember, Unit


class Month(VersionedModel):
    """A month that is scored. A reopened one is open again, and closes as the next revision."""

    class State(models.TextChoices):
        OPEN = "open", "录入"
        REVIEW = "review", "核对"
        CLOSED = "closed", "定分"
        PUBLISHED = "published", "通报"
        REOPENED = "reopened", "重新开放"

    month = models.DateField("月份", unique=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.OPEN)
    review_until = models.DateField("申诉截止", null=True, blank=True)
    opening = models.JSONField("期初情况", default=dict, blank=True, encoder=ChineseJSONEncoder)

    guards = MONTH_GUARDS

    class Meta:
        verbose_name = verbose_name_plural = "月份"
        ordering = ("-month",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(month__day=1),
                name="month_is_a_month",
                violation_error_message="月份须是某月1日。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.month.year}年{self.month.month}月"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.OPEN, self.State.REVIEW, self.State.REOPENED)


class MonthResult(Immutable):
    """定分结果: one revision of a closed month, with all it was scored from: replay needs nothing else."""

    month = models.ForeignKey(Month, models.PROTECT, related_name="results", verbose_name="月份")
    revision = models.PositiveIntegerField("版次")
    edition_name = models.CharField("细则版本", max_length=60)
    edition_text = models.TextField("细则全文")
    edition_sha256 = models.CharField("细则SHA-256", max_length=64)
    units = models.JSONField("参评单位", encoder=ChineseJSONEncoder)
    facts = models.JSONField("事实", encoder=ChineseJSONEncoder)
    names = models.JSONField("名称", encoder=ChineseJSONEncoder)
    narratives = models.JSONField("情况", encoder=ChineseJSONEncoder)
    history_before = models.JSONField("此前累计", encoder=ChineseJSONEncoder)
    history_after = models.JSONField("此后累计", encoder=ChineseJSONEncoder)
    corrections = models.JSONField("计入的更正", default=list, encoder=ChineseJSONEncoder)
    digest = models.CharField("摘要", max_length=64)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="定分人", related_name="+"
    )
    closed_at = models.DateTimeField("定分时间")
    reason = models.TextField("说明", blank=True)
    unsettled = models.JSONField("定分时未了事项", default=dict, encoder=ChineseJSONEncoder)

    class Meta:
        verbose_name = verbose_name_plural = "定分结果"
        ordering = ("month", "-revision")
        constraints = (models.UniqueConstraint(fields=("month", "revision"), name="result_revision_once"),)

    def __str__(self) -> str:
        return f"{self.month} 第{self.revision}版"


class UnitScore(Immutable):
    """One unit's scores in one result."""

    result = models.ForeignKey(MonthResult, models.PROTECT, related_name="scores", verbose_name="定分结果")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="scores", verbose_name="窗口单位")
    unit_name = models.CharField("单位名称", max_length=60)
    total_halves = models.IntegerField("总分（半分）")
    overflow_halves = models.IntegerField("溢出加分（半分）", default=0)
    corrected_halves = models.IntegerField("更正（半分）", default=0)
    rank = models.PositiveIntegerField("名次")
    categories = models.JSONField("各类得分", encoder=ChineseJSONEncoder)
    follow_ups = models.JSONField("整改处理", encoder=ChineseJSONEncoder)
    notes = models.JSONField("不计分的情况", default=list, encoder=ChineseJSONEncoder)

    objects = ImmutableUnitQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        verbose_name = verbose_name_plural = "单位得分"
        ordering = ("result", "rank", "unit")
        constraints = (models.UniqueConstraint(fields=("result", "unit"), name="unit_score_once"),)

    def __str__(self) -> str:
        return f"{self.result} {self.unit_name}"


class ScoreLine(Immutable):
    """One line of one unit's result, with the clause's words and its reason as they stood."""

    score = models.ForeignKey(UnitScore, models.PROTECT, related_name="lines", verbose_name="单位得分")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="lines", verbose_name="窗口单位")
    position = models.PositiveIntegerField("次序")
    event = models.ForeignKey(
        "scoring.ScoreEvent", models.PROTECT, null=True, related_name="lines", verbose_name="计分事项"
    )
    happened_on = models.DateField("日期", null=True)
    happened_at = models.TimeField("时间", null=True)
    category = models.PositiveSmallIntegerField("类别")
    clause = models.CharField("条款", max_length=10)
    clause_text = models.TextField("条款原文")
    behaviour = models.CharField("行为", max_length=40)
    person = models.ForeignKey(StaffMember, models.PROTECT, null=True, verbose_name="人员", related_name="+")
    person_name = models.CharField("人员姓名", max_length=40, blank=True)
    window_name = models.CharField("窗口", max_length=60, blank=True)
    fact = models.TextField("发现情况", blank=True)
    source = models.CharField("来源", max_length=20, blank=True)
    substitute_name = models.CharField("替岗人员姓名", max_length=40, blank=True)
    times = models.PositiveIntegerField("次数", default=1)
    measure = models.PositiveIntegerField("数值", null=True)
    measure_unit = models.CharField("数值单位", max_length=10, blank=True)
    status = models.CharField("状态", max_length=20, blank=True)
    points_halves = models.IntegerField("应计（半分）", null=True)
    counted_halves = models.IntegerField("实计（半分）", null=True)
    zeroes = models.BooleanField("清零", default=False)
    why = models.TextField("说明", blank=True)
    covered_by = models.ForeignKey(
        "scoring.ScoreEvent", models.PROTECT, null=True, related_name="+", verbose_name="已扣分事项"
    )
    is_late = models.BooleanField("补记", default=False)
    month_of_tally = models.CharField("累计月份", max_length=7, blank=True)
    evidence = models.JSONField("证明文件", default=list, encoder=ChineseJSONEncoder)
    objections = models.JSONField("申诉", default=list, encoder=ChineseJSONEncoder)
    correction = models.PositiveBigIntegerField("更正编号", null=True)

    objects = ImmutableUnitQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        verbose_name = verbose_name_plural = "得分明细"
        ordering = ("score", "position")
        constraints = (models.UniqueConstraint(fields=("score", "position"), name="line_position_once"),)

    def __str__(self) -> str:
        return f"{self.clause} {self.behaviour}"
