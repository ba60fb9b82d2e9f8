"""两步验证: whoever switched it on gives a code from their phone after the password."""

from django.db import models

from units.models.accounts import User


class SecondFactor(models.Model):
    """Somebody's second step. `secret` is encrypted; a row without `confirmed_at` is still being set up."""

    user = models.OneToOneField(
        User, models.CASCADE, related_name="second_factor", verbose_name="账号", primary_key=True
    )
    secret = models.CharField("密钥（加密）", max_length=255)
    confirmed_at = models.DateTimeField("开启时间", null=True, blank=True)
    last_step = models.BigIntegerField("最近用过的时段", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "两步验证"

    def __str__(self) -> str:
        return str(self.user)


class RecoveryCode(models.Model):
    """A code on paper for whoever has lost the phone: its digest, usable once."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="codes", verbose_name="两步验证")
    digest = models.CharField("摘要", max_length=64)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "备用码"
        constraints = (
            models.UniqueConstraint(
                fields=("factor", "digest"),
                name="recovery_code_once",
                violation_error_message="备用码重复。",
            ),
        )

    def __str__(self) -> str:
        return f"备用码 {self.pk}"
