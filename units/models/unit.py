"""窗口单位 and its 窗口."""

from datetime import date

from django.db import models

from records.models import VersionedModel


class UnitQuerySet(models.QuerySet["Unit"]):
    def in_service(self, month: date) -> "UnitQuerySet":
        """Units that were in service on at least one day of the month (RULEBOOK §1: else not scored)."""
        after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        return self.filter(
            models.Q(in_service_from__isnull=True) | models.Q(in_service_from__lt=after),
            models.Q(in_service_to__isnull=True) | models.Q(in_service_to__gte=month),
        )


class Unit(VersionedModel):
    """窗口单位: what is scored."""

    name = models.CharField(
        "单位名称", max_length=60, unique=True, error_messages={"unique": "已有同名的窗口单位。"}
    )
    short_name = models.CharField("简称", max_length=20, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    head = models.CharField("负责人", max_length=40, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    in_service_from = models.DateField("启用日期", null=True, blank=True)
    in_service_to = models.DateField("停用日期", null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "窗口单位"
        ordering = ("order", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(in_service_to__isnull=True)
                | models.Q(in_service_from__isnull=True)
                | models.Q(in_service_to__gte=models.F("in_service_from")),
                name="unit_service_in_order",
                violation_error_message="停用日期不能早于启用日期。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def is_in_service(self, month: date) -> bool:
        """Whether it is scored in a month; the same question as `UnitQuerySet.in_service`."""
        after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        return (self.in_service_from or month) < after and (self.in_service_to or month) >= month


class Window(VersionedModel):
    """窗口: a counter of a unit; `number` is written as in the hall, “3号窗口”."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="windows", verbose_name="窗口单位")
    number = models.CharField("窗口号", max_length=20)
    name = models.CharField("窗口名称", max_length=60, blank=True)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "窗口"
        ordering = ("unit", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "number"),
                name="window_number_once",
                violation_error_message="这个单位已有同号的窗口。",
            ),
        )

    def __str__(self) -> str:
        return self.number
