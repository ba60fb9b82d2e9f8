"""投诉 (2.9, 3.5, 3.6): received, looked into, answered point by point; the complainant is kept apart."""

from django.conf import settings
from django.db import models

from records.encrypted import EncryptedTextField
from records.models import StoredFile, VersionedModel
from units.models import StaffMember, Unit, Window
from units.models.scoped import UnitScopedQuerySet


class Complaint(VersionedModel):
    """One complaint as it came in. `unit` is the one it is against in the first place."""

    class Channel(models.TextChoices):
        PHONE = "phone", "来电"
        VISIT = "visit", "来访"
        LETTER = "letter", "来信"
        WEB = "web", "网上"
        HOTLINE = "hotline", "12345热线"
        DESK = "desk", "大厅投诉台"
        SUPERIOR = "superior", "上级转办"
        OTHER = "other", "其他"

    class State(models.TextChoices):
        OPEN = "open", "待查"
        DECIDED = "decided", "已查结"

    received_at = models.DateTimeField("收到时间")
    happened_on = models.DateField("事发日期")
    channel = models.CharField("渠道", max_length=20, choices=Channel.choices)
    content = models.TextField("投诉内容", max_length=4000)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="complaints", verbose_name="被投诉单位")
    investigator = models.CharField("承办人", max_length=40)
    due_on = models.DateField("办理期限")
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.OPEN)
    reply = models.TextField("答复情况", max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="查结人", related_name="+"
    )
    decided_at = models.DateTimeField("查结时间", null=True)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="complaints", verbose_name="投诉材料")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+"
    )
    recorded_at = models.DateTimeField("登记时间")

    objects = UnitScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投诉"
        ordering = ("-received_at", "-id")

    def __str__(self) -> str:
        return f"投诉{self.pk or ''} {self.content[:20]}"


class Complainant(models.Model):
    """Who complained and how to reach them: encrypted, and of all tables one that can be erased row by row.

    Their lengths (40 and 100) are the form's to check: the column holds what is several times longer.
    """

    complaint = models.OneToOneField(
        Complaint, models.CASCADE, related_name="complainant", verbose_name="投诉"
    )
    name = EncryptedTextField("投诉人", purpose="complainants", blank=True)
    contact = EncryptedTextField("联系方式", purpose="complainants", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "投诉人"

    def __str__(self) -> str:
        return "投诉人"


class ComplaintStep(models.Model):
    """One step of looking into it."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="steps", verbose_name="投诉")
    on = models.DateField("日期")
    text = models.TextField("办理情况", max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "办理步骤"
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.text[:20]}"


class ComplaintPoint(VersionedModel):
    """One point of a complaint: against whom, about what, found true or not and why."""

    class About(models.TextChoices):
        ATTITUDE = "attitude", "服务态度"
        QUARREL = "quarrel", "争吵、争执"
        GRAFT = "graft", "吃拿卡要"
        PHONE = "phone", "电话接听"
        PASSED_ON = "passed_on", "互相推诿"
        TELLING = "telling", "一次性告知"
        DELAY = "delay", "超时办结、办错"
        ONLINE = "online", "网上咨询"
        OTHER = "other", "其他"

    class Result(models.TextChoices):
        OPEN = "open", "待查"
        TRUE = "true", "属实"
        FALSE = "false", "不属实"

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="points", verbose_name="投诉")
    position = models.PositiveSmallIntegerField("序号")
    text = models.CharField("反映的问题", max_length=500)
    about = models.CharField("类别", max_length=20, choices=About.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="窗口单位")
    window = models.ForeignKey(
        Window, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="窗口"
    )
    person = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="人员"
    )
    result = models.CharField("结果", max_length=10, choices=Result.choices, default=Result.OPEN)
    finding_text = models.TextField("查明情况", max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="认定人", related_name="+"
    )
    decided_at = models.DateTimeField("认定时间", null=True)

    objects = UnitScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投诉事项"
        ordering = ("complaint", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("complaint", "position"),
                name="complaint_point_once",
                violation_error_message="这个投诉已有同序号的事项。",
            ),
        )

    def __str__(self) -> str:
        return self.text[:30]
