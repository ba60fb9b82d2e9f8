"""整改处理 (RULEBOOK §5): opened by an issued paper, due by the calendar, followed until it is done."""

from django.conf import settings
from django.db import models

from notices.models.notice import Notice
from records.json import ChineseJSONEncoder
from records.models import StoredFile, VersionedModel
from scoring.models import Month
from units.models import Posting, StaffMember, Unit
from units.models.scoped import UnitScopedQuerySet


class FollowUp(VersionedModel):
    """One 整改处理 of a unit or of one of its people. `causes`: the ids of the events it rests on."""

    class State(models.TextChoices):
        WAITING = "waiting", "申诉复核中"
        PROPOSED = "proposed", "待确认"
        OPEN = "open", "待办理"
        HANDED_IN = "handed_in", "待审核"
        DONE = "done", "已办结"
        ESCALATED = "escalated", "已移送纪检"
        WITHDRAWN = "withdrawn", "已撤销"

    kind = models.CharField("处理方式", max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="handlings", verbose_name="窗口单位")
    person = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="handlings", verbose_name="人员"
    )
    month = models.ForeignKey(Month, models.PROTECT, related_name="handlings", verbose_name="月份")
    rung = models.PositiveSmallIntegerField("第几次通报批评", null=True)
    scope = models.CharField("通报批评累计范围", max_length=7, blank=True)
    """The year (2026) or month (2026-09) inside which the rung is counted (R12)."""
    basis = models.CharField("依据条款", max_length=60)
    handled_by = models.CharField("办理", max_length=40)
    causes = models.JSONField("所据事项", default=list, encoder=ChineseJSONEncoder)
    opened_by = models.ForeignKey(Notice, models.PROTECT, related_name="opened", verbose_name="所据公文")
    opened_at = models.DateTimeField("产生时间")
    arose_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="escalations", verbose_name="由何事项移送"
    )
    ground = models.CharField("事由", max_length=500, blank=True)
    """Of one that arose from another: 拒绝, 逾期未办, or who was chosen, in the words of who recorded it."""
    due_on = models.DateField("办理期限", null=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="决定人", related_name="+"
    )
    decided_at = models.DateTimeField("决定时间", null=True)
    decision = models.CharField("决定及理由", max_length=500, blank=True)

    objects = UnitScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "整改处理"
        ordering = ("due_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "month", "kind", "person"),
                condition=~models.Q(state="withdrawn")
                & models.Q(arose_from__isnull=True, person__isnull=False),
                name="follow_up_of_a_person_once",
                violation_error_message="这名人员本月已有同样的整改处理。",
            ),
            models.UniqueConstraint(
                fields=("unit", "month", "kind"),
                condition=~models.Q(state="withdrawn")
                & models.Q(arose_from__isnull=True, person__isnull=True),
                name="follow_up_of_a_unit_once",
                violation_error_message="这个单位本月已有同样的整改处理。",
            ),
            models.UniqueConstraint(
                fields=("unit", "scope", "rung", "kind"),
                condition=~models.Q(state="withdrawn")
                & models.Q(rung__isnull=False, person__isnull=True, arose_from__isnull=True),
                name="follow_up_rung_once",
                violation_error_message="这一级的整改处理已经产生过。",
            ),
            models.UniqueConstraint(
                fields=("arose_from", "kind"),
                condition=~models.Q(state="withdrawn") & models.Q(person__isnull=True),
                name="follow_up_escalated_once",
                violation_error_message="这件整改处理已经提出移送。",
            ),
            models.UniqueConstraint(
                fields=("arose_from", "kind", "person"),
                condition=~models.Q(state="withdrawn") & models.Q(person__isnull=False),
                name="follow_up_of_a_person_escalated_once",
                violation_error_message="这件整改处理已经为这名人员提出过。",
            ),
        )

    def __str__(self) -> str:
        who = f"（{self.person}）" if self.person else ""
        return f"{self.unit}{self.month}{self.kind}{who}"


class HandedIn(models.Model):
    """整改材料: what a unit or person handed in, once; accepted, or returned with a reason."""

    class State(models.TextChoices):
        WAITING = "waiting", "待审核"
        ACCEPTED = "accepted", "已通过"
        RETURNED = "returned", "已退回"

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="handed_in", verbose_name="整改处理")
    text = models.TextField("内容", max_length=5000)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="handed_in", verbose_name="材料")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="提交人", related_name="+")
    at = models.DateTimeField("提交时间")
    state = models.CharField("审核", max_length=20, choices=State.choices, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="审核人", related_name="+"
    )
    decided_at = models.DateTimeField("审核时间", null=True)
    reason = models.CharField("审核意见", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "整改材料"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("follow_up",),
                condition=models.Q(state="waiting"),
                name="handed_in_one_waiting",
                violation_error_message="已有一份材料正在审核。",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(reason=""),
                name="handed_in_returned_with_a_reason",
                violation_error_message="退回须写明理由。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.follow_up} {self.get_state_display()}"


class Talk(VersionedModel):
    """约谈记录: who spoke with the unit's head, when, where, what was said and demanded."""

    follow_up = models.OneToOneField(FollowUp, models.PROTECT, related_name="talk", verbose_name="整改处理")
    held_at = models.DateTimeField("约谈时间")
    place = models.CharField("约谈地点", max_length=100)
    person = models.CharField("被约谈人", max_length=60)
    led_by = models.CharField("主谈人", max_length=60)
    noted_by = models.CharField("记录人", max_length=60)
    points = models.TextField("约谈要点", max_length=5000)
    answer = models.TextField("被约谈人表态", max_length=3000)
    demands = models.TextField("整改要求", max_length=3000)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="talks", verbose_name="附件")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "约谈记录"

    def __str__(self) -> str:
        return f"{self.follow_up} 约谈记录"


class Removal(models.Model):
    """撤出: the posting that ended and the one that began for it."""

    follow_up = models.OneToOneField(
        FollowUp, models.PROTECT, related_name="removal", verbose_name="整改处理"
    )
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", verbose_name="结束的进驻")
    left_on = models.DateField("撤出日期")
    replacement = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, related_name="+", verbose_name="替换人员"
    )
    starts_on = models.DateField("替换人员进驻日期", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登记人", related_name="+")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "撤出"

    def __str__(self) -> str:
        return f"{self.follow_up} 撤出"
