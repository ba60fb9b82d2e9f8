"""Issued papers: frozen content, bytes and digest. A paper is never edited, only replaced by a new one."""

from django.conf import settings
from django.db import models

from notices.models.numbers import number_words
from records.json import ChineseJSONEncoder
from scoring.models import Month, MonthResult
from scoring.models.immutable import Immutable
from units.models import Unit


class Reading(models.TextChoices):
    """The three readings of one paper and number."""

    NAMED = "named", "实名本"
    UNIT = "unit", "分单位本"
    PUBLIC = "public", "公开本"


class Notice(Immutable):
    """一份发出的公文."""

    class Kind(models.TextChoices):
        BULLETIN = "bulletin", "督查通报"
        CORRECTION = "correction", "更正通报"
        PERIOD = "period", "季度（年度）通报"
        COMMENDATION = "commendation", "表彰通报"
        MEND = "mend", "限期整改通知书"
        TALK = "talk", "约谈通知书"
        REMOVAL = "removal", "撤出人员通知书"
        REFERRAL = "referral", "移送函"

    kind = models.CharField("文种", max_length=20, choices=Kind.choices)
    key = models.CharField("事由", max_length=40)
    """What it is of: 2026-09 (a bulletin), 2026-09/1 (its month's first 更正), 2026-Q3, a follow-up's id."""
    code = models.CharField("机关代字", max_length=20)  # empty: the paper carries an issue number
    year = models.PositiveSmallIntegerField("年份")
    sequence = models.PositiveIntegerField("顺序号")
    by_hand = models.BooleanField("按登记簿取号", default=False)
    title = models.CharField("标题", max_length=120)
    addressee = models.CharField("主送", max_length=200, blank=True)
    month = models.ForeignKey(Month, models.PROTECT, null=True, related_name="notices", verbose_name="月份")
    result = models.ForeignKey(
        MonthResult, models.PROTECT, null=True, related_name="notices", verbose_name="定分结果"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="notices", verbose_name="收文单位")
    content = models.JSONField("内容", encoder=ChineseJSONEncoder)
    due_on = models.DateField("办理期限", null=True)
    issued_on = models.DateField("成文日期")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="签发人", related_name="+"
    )
    issued_at = models.DateTimeField("签发时间")
    anchor = models.CharField("此前的操作记录", max_length=60, blank=True)
    """How far the log's chain had come; the PDF's keywords say the same."""
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name="替代"
    )

    class Meta:
        verbose_name = verbose_name_plural = "公文"
        ordering = ("-year", "-issued_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("code", "year", "sequence"),
                name="notice_number_once",
                violation_error_message="这个发文字号已经用过。",
            ),
            models.UniqueConstraint(
                fields=("kind", "result"),
                condition=models.Q(kind="bulletin"),
                name="notice_once_a_result",
                violation_error_message="这个月的定分结果已经发过通报。",
            ),
            models.UniqueConstraint(
                fields=("kind", "key"),
                condition=models.Q(replaces__isnull=True),
                name="notice_first_once",
                violation_error_message="这份文件已经签发过。",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=("bulletin", "correction")) | models.Q(result__isnull=False),
                name="notice_of_a_result_names_it",
                violation_error_message="督查通报和更正通报须写明所依据的定分结果。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        return number_words(self.code, self.year, self.sequence)


class NoticePaper(Immutable):
    """One reading of a paper (for the 分单位本, one a unit): its PDF bytes and their digest."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="papers", verbose_name="公文")
    reading = models.CharField("文本", max_length=20, choices=Reading.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="papers", verbose_name="窗口单位")
    pdf = models.BinaryField("PDF")
    sha256 = models.CharField("SHA-256", max_length=64)
    pages = models.PositiveSmallIntegerField("页数")

    class Meta:
        verbose_name = verbose_name_plural = "公文文本"
        ordering = ("notice", "reading", "unit")
        constraints = (
            models.UniqueConstraint(fields=("notice", "reading", "unit"), name="paper_once_a_unit"),
            models.UniqueConstraint(
                fields=("notice", "reading"),
                condition=models.Q(unit__isnull=True),
                name="paper_once_a_reading",
            ),
            models.CheckConstraint(
                condition=models.Q(reading="unit", unit__isnull=False)
                | (~models.Q(reading="unit") & models.Q(unit__isnull=True)),
                name="paper_by_unit_names_its_unit",
            ),
        )

    def __str__(self) -> str:
        return f"{self.notice.number} {self.get_reading_display()}"
