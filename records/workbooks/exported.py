"""The line under a title: what it is, and when it was taken from the site."""

from datetime import datetime

from django.utils import timezone


def exported(at: datetime, *about: str) -> str:
    """“…　导出时间：2026年10月8日 12:00”; empty parts are left out."""
    moment = timezone.localtime(at)
    parts = [part for part in about if part]
    return "　".join([*parts, f"导出时间：{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"])
