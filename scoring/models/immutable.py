"""Rows that are written once and never changed."""

from typing import Any, NoReturn

from django.db import models

from records.guards.rules import NEVER_CHANGED
from units.models.scoped import UnitScopedQuerySet


def _refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    raise TypeError("定分结果一经写入不得修改或删除")


class ImmutableQuerySet(models.QuerySet[Any]):
    """Rows that are written once: many at a time can neither be changed nor deleted."""

    update = bulk_update = delete = update_or_create = _refuse


class ImmutableUnitQuerySet(UnitScopedQuerySet):
    """The same for rows of a unit."""

    update = bulk_update = delete = update_or_create = _refuse


class Immutable(models.Model):
    """A row that is written once. Editing or deleting it through the model is refused."""

    objects = ImmutableQuerySet.as_manager()
    guards = NEVER_CHANGED

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{self._meta.verbose_name}一经写入不得修改")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(f"{self._meta.verbose_name}一经写入不得删除")
