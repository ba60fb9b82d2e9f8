"""窗口工作人员 and where they stand (进驻)."""

from datetime import date

from django.conf import settings
from django.db import models

from records.models import VersionedModel
from units.models.unit import Unit, Window


class StaffMember(VersionedModel):
    """窗口工作人员. Where the person belongs on a day is answered by postings, never stored here."""

    class Uniform(models.TextChoices):
        ISSUED = "issued", "已配"
        ON_ORDER = "on_order", "申领中"

    class Kind(models.TextChoices):
        ESTABLISHED = "established", "在编"
        CONTRACT = "contract", "编外"

    name = models.CharField("姓名", max_length=40, db_index=True)
    pinyin = models.CharField("拼音", max_length=120, blank=True, help_text="供检索：全拼和首字母，可修改")
    number = models.CharField(
        "工号", max_length=20, unique=True, error_messages={"unique": "已有同一工号的人员。"}
    )
    party_member = models.BooleanField("党员", default=False)
    uniform = models.CharField("工装", max_length=20, choices=Uniform.choices, default=Uniform.ISSUED)
    kind = models.CharField("身份", max_length=20, choices=Kind.choices, default=Kind.ESTABLISHED)

    class Meta:
        verbose_name = verbose_name_plural = "窗口工作人员"
        ordering = ("number",)

    def __str__(self) -> str:
        return self.name


class PostingQuerySet(models.QuerySet["Posting"]):
    def on(self, day: date) -> "PostingQuerySet":
        """Postings that hold on a day, both ends included."""
        return self.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day), starts_on__lte=day)


class Posting(VersionedModel):
    """进驻: a person at a unit (and window) from a day to a day (六、窗口工作人员进驻管理)."""

    class Post(models.TextChoices):
        A = "A", "A岗"
        B = "B", "B岗"
        SUBSTITUTE = "substitute", "替岗"

    person = models.ForeignKey(StaffMember, models.PROTECT, related_name="postings", verbose_name="人员")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings", verbose_name="窗口单位")
    window = models.ForeignKey(
        Window, models.PROTECT, null=True, blank=True, related_name="postings", verbose_name="窗口"
    )
    post = models.CharField("岗位", max_length=20, choices=Post.choices, default=Post.A)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="审查人",
        related_name="+",
    )
    reviewed_on = models.DateField("审查日期", null=True, blank=True)
    review_note = models.CharField("审查意见", max_length=200, blank=True)
    handed_on = models.DateField("递交大厅日期", null=True, blank=True)
    starts_on = models.DateField("进驻日期")
    ends_on = models.DateField("离开日期", null=True, blank=True)
    end_reason = models.CharField("离开原因", max_length=100, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "进驻"
        ordering = ("-starts_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="posting_in_order",
                violation_error_message="离开日期不能早于进驻日期。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.unit}"
