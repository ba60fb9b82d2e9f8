"""细则版本: the rule book as it is stored. In force, it is frozen."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models

from records.models import VersionedModel
from scoring.models.guards import EDITION_GUARDS

FROZEN = "施行中的细则版本不得修改或删除"
MOVES = frozenset({"state", "version"})
"""What alone may change of an edition in force: it can be withdrawn, whole."""


class RuleEditionQuerySet(models.QuerySet["RuleEdition"]):
    """Editions in force can neither be changed nor deleted, many at a time or one."""

    def in_force(self, month: date) -> "RuleEdition | None":
        """The edition that holds in a month: the newest in force from then or earlier."""
        return (
            self.filter(state=RuleEdition.State.IN_FORCE, effective_from__lte=month)
            .order_by("-effective_from", "-id")
            .first()
        )

    def update(self, **changes: Any) -> int:
        if not MOVES.issuperset(changes):
            self.refuse_frozen()
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        self.refuse_frozen()
        return super().delete()

    def refuse_frozen(self) -> None:
        """TypeError where any of these rows is in force."""
        if self.filter(state=RuleEdition.State.IN_FORCE).exists():
            raise TypeError(FROZEN)


class RuleEdition(VersionedModel):
    """One edition: its whole TOML text, from which month it holds. Never edited once in force."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        IN_FORCE = "in_force", "施行"

    name = models.CharField("版本名称", max_length=60)
    text = models.TextField("全文（TOML）")
    sha256 = models.CharField("SHA-256", max_length=64)
    effective_from = models.DateField("自何月施行")
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.DRAFT)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="拟定人", related_name="+"
    )
    created_at = models.DateTimeField("拟定时间")

    objects = RuleEditionQuerySet.as_manager()
    guards = EDITION_GUARDS

    class Meta:
        verbose_name = verbose_name_plural = "细则版本"
        ordering = ("-effective_from", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(effective_from__day=1),
                name="edition_holds_from_a_month",
                violation_error_message="施行月份须填该月1日。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            type(self).objects.filter(pk=self.pk).refuse_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        type(self).objects.filter(pk=self.pk).refuse_frozen()
        return super().delete(*args, **kwargs)
