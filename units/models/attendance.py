"""考勤: the hall's sign-in times as they were imported, and what was learnt about its file on the way."""

from django.conf import settings
from django.db import models

from records.models import ImportBatch, VersionedModel
from units.models.staff import StaffMember


class AttendanceDay(models.Model):
    """A person's four times on one day; an empty one was not signed. Written by imports alone."""

    person = models.ForeignKey(StaffMember, models.PROTECT, related_name="attendance", verbose_name="人员")
    day = models.DateField("日期")
    morning_in = models.TimeField("上午签到", null=True, blank=True)
    morning_out = models.TimeField("上午签退", null=True, blank=True)
    afternoon_in = models.TimeField("下午签到", null=True, blank=True)
    afternoon_out = models.TimeField("下午签退", null=True, blank=True)
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="attendance", verbose_name="考勤文件")
    place = models.CharField("所在位置", max_length=160, help_text="文件中的工作表和行")

    class Meta:
        verbose_name = verbose_name_plural = "考勤记录"
        ordering = ("day", "person")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "day"),
                name="attendance_once_a_day",
                violation_error_message="这个人这一天已有考勤记录。",
            ),
        )
        indexes = (models.Index(fields=("day",), name="attendance_day"),)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.person}"


class AttendanceLayout(VersionedModel):
    """Which column of the hall's file is what: told once for a header, remembered for the next file."""

    header_digest = models.CharField("表头摘要", max_length=64, unique=True)
    header = models.JSONField("表头")
    columns = models.JSONField("对应关系")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="设定人", related_name="+")
    at = models.DateTimeField("设定时间")

    class Meta:
        verbose_name = verbose_name_plural = "考勤文件格式"

    def __str__(self) -> str:
        return "、".join(str(label) for label in self.header)[:80]


class AttendanceName(models.Model):
    """Whom a name in the hall's file means, where it was doubtful and somebody said; no person: not ours."""

    name = models.CharField("文件中的姓名", max_length=60)
    group = models.CharField("文件中的部门", max_length=60, blank=True)
    person = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, verbose_name="人员", related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="认定人", related_name="+")
    at = models.DateTimeField("认定时间")

    class Meta:
        verbose_name = verbose_name_plural = "考勤姓名对应"
        constraints = (
            models.UniqueConstraint(
                fields=("name", "group"),
                name="attendance_name_once",
                violation_error_message="这个姓名已认定过。",
            ),
        )

    def __str__(self) -> str:
        return self.name
