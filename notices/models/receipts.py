"""签收: a unit confirms that it has received a paper."""

from django.conf import settings
from django.db import models

from notices.models.notice import Notice
from scoring.models.immutable import Immutable
from units.models import Unit


class Receipt(Immutable):
    """One unit's confirmation of one paper."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="receipts", verbose_name="公文")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="receipts", verbose_name="窗口单位")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="签收人", related_name="+")
    at = models.DateTimeField("签收时间")

    class Meta:
        verbose_name = verbose_name_plural = "签收"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("notice", "unit"),
                name="receipt_once_a_unit",
                violation_error_message="本单位已经签收过这份文件。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.notice.number}"
