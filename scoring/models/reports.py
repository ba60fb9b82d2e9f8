"""来文: hall bulletins, secret visits, media, letters of praise: the document that findings stand on."""

from django.conf import settings
from django.db import models

from records.models import StoredFile, VersionedModel


class Report(VersionedModel):
    """One document that reports several findings (1.5, 2.8) or praises (2.7)."""

    class Kind(models.TextChoices):
        HALL = "hall", "大厅督查通报"
        HALL_ATTENDANCE = "hall_attendance", "大厅考勤通报"
        MONITOR = "monitor", "大厅电子监察通报"
        VISIT = "visit", "上级明查暗访"
        EXPOSURE = "exposure", "新闻媒体曝光"
        MEDIA_PRAISE = "media_praise", "新闻媒体表扬"
        LETTER = "letter", "群众表扬信"
        BANNER = "banner", "锦旗"
        HALL_PRAISE = "hall_praise", "大厅活动通报表扬"

    kind = models.CharField("种类", max_length=20, choices=Kind.choices)
    title = models.CharField("标题", max_length=100)
    number = models.CharField("文号或期号", max_length=40, blank=True)
    issued_by = models.CharField("来文单位", max_length=60, blank=True)
    issued_on = models.DateField("成文日期")
    received_on = models.DateField("收到日期")
    summary = models.TextField("内容摘要", max_length=2000, blank=True)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="reports", verbose_name="原件")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+"
    )
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "来文"
        ordering = ("-issued_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "title", "issued_on"),
                name="report_once",
                violation_error_message="同一天同种类同标题的来文已登记过。",
            ),
        )

    def __str__(self) -> str:
        return self.title
