"""Accounts and the seven roles (五、组织实施)."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models

from records.models import VersionedModel


class User(AbstractUser, VersionedModel):
    """An account. `name` is shown wherever the site says who did something."""

    name = models.CharField("姓名", max_length=40)
    first_name = last_name = None  # type: ignore[assignment]
    password_changed_at = models.DateTimeField("密码修改时间", null=True, blank=True, editable=False)
    must_change_password = models.BooleanField("须修改密码", default=False, editable=False)

    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "账号"
        ordering = ("username",)

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class Role(models.TextChoices):
    """Who one is to the site; DESIGN's seven."""

    CLERK = "clerk", "政策法规股经办人"
    CHIEF = "chief", "政策法规股负责人"
    UNIT_HEAD = "unit_head", "窗口单位负责人"
    DISCIPLINE = "discipline", "驻人社局纪检监察组"
    OFFICE = "office", "局办公室"
    LEADER = "leader", "局领导"
    ADMIN = "admin", "系统管理员"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, on: date) -> "MembershipQuerySet":
        """Those that hold on a day, both ends included."""
        return self.filter(
            models.Q(starts_on__isnull=True) | models.Q(starts_on__lte=on),
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=on),
        )


class Membership(VersionedModel):
    """A role of a user, for a unit where the role has one; an acting chief has an end."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="账号")
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name="窗口单位",
    )
    acting = models.BooleanField("代理", default=False)
    starts_on = models.DateField("自", null=True, blank=True)
    ends_on = models.DateField("至", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "角色"
        ordering = ("user", "role", "unit")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(role=Role.UNIT_HEAD, unit__isnull=False)
                | (~models.Q(role=Role.UNIT_HEAD) & models.Q(unit__isnull=True)),
                name="membership_unit_heads_have_a_unit",
                violation_error_message="窗口单位负责人须选定所在单位，其他角色不选单位。",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "unit"),
                name="membership_once_a_unit",
                violation_error_message="这个账号已是这个单位的负责人。",
            ),
            models.UniqueConstraint(
                fields=("user", "role"),
                condition=models.Q(unit__isnull=True),
                name="membership_once",
                violation_error_message="这个账号已有同一角色。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"
