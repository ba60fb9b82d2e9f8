"""What is being composed, and where the next number comes from."""

from django.conf import settings
from django.db import models

from notices.models.notice import Notice
from records.json import ChineseJSONEncoder
from records.models import VersionedModel


class PaperDraft(VersionedModel):
    """草稿: the words of a paper as edited so far, by kind and what it is of. Numbers are never in here."""

    kind = models.CharField("文种", max_length=20, choices=Notice.Kind.choices)
    key = models.CharField("事由", max_length=40)
    words = models.JSONField("文字", default=dict, encoder=ChineseJSONEncoder)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="保存人", related_name="+"
    )
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = verbose_name_plural = "公文草稿"
        ordering = ("kind", "key")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "key"),
                name="paper_draft_once",
                violation_error_message="这份文件已有草稿。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.key}草稿"


class NumberSeries(models.Model):
    """发文字号: the last number given out, by code and year; taken under a lock: none skipped, none twice."""

    code = models.CharField("机关代字", max_length=20)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "发文字号"
        constraints = (models.UniqueConstraint(fields=("code", "year"), name="number_series_once"),)

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.last}号"
