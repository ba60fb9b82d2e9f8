"""Findings (what was seen) and score events (whom it charges, under which clause).

One happening can charge several people or units (3.6), and facts outside every clause are kept and printed at
0: hence two records. Clause and behaviour are kept as text, so that no later edition can break the past.
"""

from django.conf import settings
from django.db import models

from records.models import StoredFile, VersionedModel
from scoring.models.complaints import ComplaintPoint
from scoring.models.guards import EVENT_GUARDS
from scoring.models.inspections import Inspection
from scoring.models.reports import Report
from units.models import StaffMember, Unit, Window
from units.models.scoped import UnitScopedQuerySet


class Source(models.TextChoices):
    """Where it became known."""

    INSPECTION = "日常抽查", "日常抽查"
    HALL = "大厅通报", "大厅通报"
    MONITOR = "电子监察", "电子监察"
    SUPERIOR = "上级明查暗访", "上级明查暗访"
    MEDIA = "新闻媒体", "新闻媒体"
    COMPLAINT = "群众投诉", "群众投诉"
    ATTENDANCE = "考勤", "考勤"
    APPLICATION = "窗口申报", "窗口申报"
    PRAISE = "群众表扬", "群众表扬"
    CASES = "办件系统", "办件系统"
    PLATFORM = "网上平台", "网上平台"
    PHONE = "电话回访", "电话回访"


class Finding(VersionedModel):
    """What was seen, where, by whom it was brought, with evidence; 0 or more events charge it."""

    happened_on = models.DateField("日期", db_index=True)
    happened_at = models.TimeField("时间", null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="findings", verbose_name="窗口单位")
    window = models.ForeignKey(
        Window, models.PROTECT, null=True, blank=True, verbose_name="窗口", related_name="+"
    )
    source = models.CharField("来源", max_length=20, choices=Source.choices, default=Source.INSPECTION)
    fact = models.TextField("发现情况", max_length=2000)
    is_good = models.BooleanField("好的做法", default=False)
    statement = models.TextField("当事人说明", max_length=2000, blank=True)
    proof = models.CharField("证明材料", max_length=200, blank=True)
    evidence = models.ManyToManyField(
        StoredFile, blank=True, related_name="findings", verbose_name="证明文件"
    )
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="督查"
    )
    complaint_point = models.ForeignKey(
        ComplaintPoint,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name="投诉事项",
    )
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="来文"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+"
    )
    recorded_at = models.DateTimeField("登记时间")
    imported_as = models.CharField(
        "导入行摘要", max_length=64, null=True, blank=True, unique=True, editable=False
    )
    import_place = models.CharField("导入位置", max_length=160, blank=True, editable=False)

    objects = UnitScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "发现情况"
        ordering = ("-happened_on", "-id")

    def __str__(self) -> str:
        return f"{self.happened_on:%Y-%m-%d} {self.fact[:30]}"


class Problem(models.Model):
    """同一违纪问题: what several events of one unit are about (2.8: not deducted twice)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="problems", verbose_name="窗口单位")
    title = models.CharField("问题", max_length=100)

    objects = UnitScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "同一违纪问题"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "title"),
                name="problem_title_once",
                violation_error_message="这个单位已有同名的问题。",
            ),
        )

    def __str__(self) -> str:
        return self.title


class ScoreEvent(VersionedModel):
    """计分事项: one charge or award of one unit under one clause."""

    class Status(models.TextChoices):
        PENDING = "pending", "待核实"
        CONFIRMED = "confirmed", "已核实"
        DISMISSED = "dismissed", "不予认定"
        WAIVED = "waived", "免予扣分"

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="events", verbose_name="发现情况")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="events", verbose_name="窗口单位")
    window = models.ForeignKey(
        Window, models.PROTECT, null=True, blank=True, verbose_name="窗口", related_name="+"
    )
    person = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="人员"
    )
    substitute = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, verbose_name="替岗人员", related_name="+"
    )
    clause = models.CharField("条款", max_length=10)
    behaviour = models.CharField("行为", max_length=40)
    times = models.PositiveIntegerField("次数", default=1)
    measure = models.PositiveIntegerField("数值", null=True, blank=True)
    problem = models.ForeignKey(
        Problem, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="同一问题"
    )
    bulletin = models.CharField("所在通报", max_length=100, blank=True)
    criticised = models.BooleanField("通报批评", default=False)
    accountable = models.BooleanField("被问责", default=False)
    serious = models.BooleanField("情节特别严重", default=False)
    concerns = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="disproved_by",
        verbose_name="所涉及的加分事项",
    )
    exempt_reason = models.CharField("不计理由（口径）", max_length=200, blank=True)
    choice_reason = models.CharField("条款选择理由", max_length=200, blank=True)
    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.PENDING)
    counts_in = models.DateField("计入月份")
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="核定人",
        related_name="+",
    )
    settled_at = models.DateTimeField("核定时间", null=True, blank=True)
    settled_reason = models.CharField("核定理由", max_length=300, blank=True)

    objects = UnitScopedQuerySet.as_manager()
    guards = EVENT_GUARDS

    class Meta:
        verbose_name = verbose_name_plural = "计分事项"
        ordering = ("id",)
        indexes = (
            models.Index(
                fields=("counts_in", "status", "unit", "clause", "person", "problem"), name="event_month"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(counts_in__day=1),
                name="event_counts_in_a_month",
                violation_error_message="计入月份须是某月1日。",
            ),
            models.CheckConstraint(
                condition=models.Q(times__gte=1, times__lte=999),
                name="event_times_sensible",
                violation_error_message="次数须在1到999之间。",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="waived") | ~models.Q(settled_reason=""),
                name="event_waiver_has_a_reason",
                violation_error_message="免予扣分须写明理由。",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="dismissed") | ~models.Q(settled_reason=""),
                name="event_dismissal_has_a_reason",
                violation_error_message="不予认定须写明理由。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.clause} {self.behaviour}"
