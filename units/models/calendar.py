"""工作日历: which days are worked and at what hours; everything that is told in working days asks it."""

from django.db import models

from records.models import VersionedModel


class CalendarYear(VersionedModel):
    """A year whose national arrangement of holidays and make-up days was taken over (or typed in)."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    seeded_at = models.DateTimeField("载入时间")
    source = models.CharField("依据", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "日历年度"
        ordering = ("year",)

    def __str__(self) -> str:
        return f"{self.year}年"


class CalendarDay(VersionedModel):
    """A day that differs from the week's rule: a holiday, a make-up day, or the bureau's own change."""

    class Source(models.TextChoices):
        NATIONAL = "national", "国务院安排"
        OWN = "own", "本局调整"

    day = models.DateField(
        "日期", unique=True, error_messages={"unique": "这一天已有安排，请在原来那条上修改。"}
    )
    is_working = models.BooleanField("上班")
    name = models.CharField("名称", max_length=40, blank=True)
    source = models.CharField("来源", max_length=20, choices=Source.choices, default=Source.OWN)

    class Meta:
        verbose_name = verbose_name_plural = "日历调整"
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {'上班' if self.is_working else '休息'}"


class WorkingHours(VersionedModel):
    """作息时间 from a day on, until the next one begins (夏季、冬季)."""

    name = models.CharField("名称", max_length=20)
    starts_on = models.DateField(
        "自何日起", unique=True, error_messages={"unique": "这一天起已有一套作息时间。"}
    )
    morning_start = models.TimeField("上午上班")
    morning_end = models.TimeField("上午下班")
    afternoon_start = models.TimeField("下午上班")
    afternoon_end = models.TimeField("下午下班")

    class Meta:
        verbose_name = verbose_name_plural = "作息时间"
        ordering = ("starts_on",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(morning_start__lt=models.F("morning_end"))
                & models.Q(morning_end__lte=models.F("afternoon_start"))
                & models.Q(afternoon_start__lt=models.F("afternoon_end")),
                name="hours_in_order",
                violation_error_message="四个时间须依次往后：上午上班、上午下班、下午上班、下午下班。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}（{self.starts_on:%Y-%m-%d}起）"
