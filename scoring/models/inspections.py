"""督查: who walked the hall when, which units were drawn and visited, what was looked at."""

from django.conf import settings
from django.db import models

from records.models import StoredFile, VersionedModel
from units.models import Unit
from units.models.scoped import UnitScopedQuerySet


class InspectionDraw(models.Model):
    """A random draw for 不定期抽查: the pool with its weights, the seed, and what came out; never changed."""

    at = models.DateTimeField("抽取时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="抽取人", related_name="+")
    wanted = models.PositiveSmallIntegerField("抽取个数")
    seed = models.CharField("随机种子", max_length=64)
    pool = models.JSONField("候选单位和权重")
    chosen = models.JSONField("抽中单位")

    class Meta:
        verbose_name = verbose_name_plural = "随机抽取"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} 抽{self.wanted}个单位"


class Inspection(VersionedModel):
    """One round. `key` is made on the device, so that what is sent twice is kept once."""

    class Kind(models.TextChoices):
        ROUND = "round", "日常巡查"
        SPOT = "spot", "不定期抽查"
        SPECIAL = "special", "专项检查"

    key = models.UUIDField("设备编号", unique=True)
    kind = models.CharField("方式", max_length=20, choices=Kind.choices, default=Kind.ROUND)
    started_at = models.DateTimeField("开始时间")
    sent_at = models.DateTimeField("提交时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="督查人", related_name="+")
    companions = models.CharField("同行人员", max_length=100, blank=True)
    draw = models.ForeignKey(
        InspectionDraw,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inspections",
        verbose_name="随机抽取",
    )
    note = models.TextField("备注", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "督查"
        ordering = ("-started_at", "-id")

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d} {self.get_kind_display()}"


class InspectionVisit(models.Model):
    """One unit visited in a round. `checks`: {"在岗": "正常" | "有问题" | "未查", …}."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="visits", verbose_name="督查")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="visits", verbose_name="窗口单位")
    visited_at = models.DateTimeField("到达时间")
    checks = models.JSONField("检查项目", default=dict)
    note = models.CharField("备注", max_length=300, blank=True)

    objects = UnitScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "督查到访"
        ordering = ("inspection", "visited_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("inspection", "unit"),
                name="visit_once_a_round",
                violation_error_message="一次督查中一个单位只记一次到访。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.visited_at:%Y-%m-%d}"


class DeviceUpload(models.Model):
    """A photo sent from a device under the device's own key: sent twice, it is kept once."""

    key = models.UUIDField("设备编号", primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="上传人", related_name="+")
    at = models.DateTimeField("上传时间")
    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="device_uploads", verbose_name="文件")

    class Meta:
        verbose_name = verbose_name_plural = "设备上传"

    def __str__(self) -> str:
        return str(self.key)
