"""Rows of a unit, narrowed to what an actor may see: one queryset for page, export, PDF and count alike."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db import models


class Seeing(Protocol):
    """What of an actor (units.access) decides which rows are seen."""

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units headed."""

    @property
    def sees_all_units(self) -> bool:
        """Whether every unit's rows are."""


class UnitScopedQuerySet(models.QuerySet[Any]):
    """Rows that belong to a unit through their `unit` column."""

    unit_path = "unit"

    def visible_to(self, actor: Seeing) -> "UnitScopedQuerySet":
        """Only the rows that the actor may see."""
        if actor.sees_all_units:
            return self
        return self.of_units(actor.unit_ids)

    def of_units(self, unit_ids: Iterable[int]) -> "UnitScopedQuerySet":
        ids = tuple(unit_ids)
        return self.filter(**{f"{self.unit_path}__in": ids}) if ids else self.none()
