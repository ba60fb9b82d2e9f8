"""Moments as a raw cursor gives them: SQLite keeps none of the zone, which is UTC."""

from datetime import UTC, datetime

from django.utils import timezone


def aware(moment: datetime | None) -> datetime | None:
    """A moment with its zone."""
    return timezone.make_aware(moment, UTC) if moment and timezone.is_naive(moment) else moment


def day_of(moment: datetime) -> str:
    """The day here, 2026-09-03."""
    return timezone.localdate(aware(moment)).isoformat()
