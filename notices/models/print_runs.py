"""Long printing: what was asked for, how far it is, what came of it; and the processes that carry it out.

The run is its own job: a runner takes it by one conditional update, so that no two ever carry out one
(docs/decisions/jobs.md).
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from scoring.models import MonthResult

SILENT = timedelta(seconds=settings.PAPER_SECONDS + 60)
"""A run that has not been heard of for longer has lost its process: one paper may take PAPER_SECONDS."""
KEPT = timedelta(days=7)
"""How long the printed bytes are kept; they can be printed again at any time."""


class PrintRun(models.Model):
    """成批打印: all unit sheets of one month's result as one PDF and one zip."""

    class Kind(models.TextChoices):
        SHEETS = "sheets", "全部得分单"

    class State(models.TextChoices):
        QUEUED = "queued", "等待打印"
        RUNNING = "running", "正在打印"
        DONE = "done", "已打印"
        FAILED = "failed", "没有打印成功"
        EXPIRED = "expired", "已清理"

    kind = models.CharField("种类", max_length=20, choices=Kind.choices, default=Kind.SHEETS)
    result = models.ForeignKey(
        MonthResult, models.PROTECT, related_name="print_runs", verbose_name="定分结果"
    )
    with_ranks = models.BooleanField("印名次", default=False)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.QUEUED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="打印人", related_name="+"
    )
    asked_at = models.DateTimeField("提出时间")
    total = models.PositiveIntegerField("份数", default=0)
    done = models.PositiveIntegerField("已打印份数", default=0)
    attempt = models.PositiveIntegerField("第几次", default=1)
    runner = models.CharField("打印进程", max_length=100, blank=True)
    heard_at = models.DateTimeField("最近进展", null=True)
    finished_at = models.DateTimeField("完成时间", null=True)
    failure = models.TextField("没有成功的原因", blank=True)
    pdf = models.BinaryField("合订PDF", null=True)
    pdf_sha256 = models.CharField("合订PDF的SHA-256", max_length=64, blank=True)
    zip = models.BinaryField("压缩包", null=True)
    zip_sha256 = models.CharField("压缩包的SHA-256", max_length=64, blank=True)
    expires_at = models.DateTimeField("保留至", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "成批打印"
        ordering = ("-asked_at", "-id")
        indexes = (models.Index(fields=("state", "asked_at"), name="print_run_waiting"),)
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "result", "with_ranks"),
                condition=models.Q(state__in=("queued", "running", "done")),
                name="print_run_once_while_valid",
                violation_error_message="这一版的得分单已经在打印，或已打印好。",
            ),
            models.CheckConstraint(
                condition=models.Q(state="done", pdf__isnull=False, zip__isnull=False)
                | (~models.Q(state="done") & models.Q(pdf__isnull=True, zip__isnull=True)),
                name="print_run_keeps_all_or_nothing",
                violation_error_message="没有打印完的不得留下文件。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.result} {self.get_kind_display()}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    def is_silent(self, now: datetime) -> bool:
        """Whether its process has died: it runs, and nothing has been heard of it for too long."""
        return self.state == self.State.RUNNING and (self.heard_at is None or self.heard_at < now - SILENT)

    def is_past(self, now: datetime) -> bool:
        """Whether its bytes have been kept long enough."""
        return self.expires_at is not None and self.expires_at <= now


class JobRunner(models.Model):
    """打印服务进程: a process that carries out runs, and when it was last heard of."""

    name = models.CharField("进程", max_length=100, unique=True)
    started_at = models.DateTimeField("启动时间")
    heard_at = models.DateTimeField("最近活动")

    class Meta:
        verbose_name = verbose_name_plural = "打印服务进程"
        ordering = ("-heard_at",)

    def __str__(self) -> str:
        return self.name
