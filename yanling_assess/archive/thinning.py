"""Which of many backups to keep, by a rule that can be said in one breath (docs/部署.md 五).

Of each of the last 7 days, 8 weeks, 24 months and of every year: the newest. Counted back from the newest
backup, not from today: where backups have stopped coming, or the clock is wrong, nothing is thinned away.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

DAYS, WEEKS, MONTHS = 7, 8, 24
NAME = re.compile(r"yanling-(\d{8}-\d{6})\.tar")
STAMP = "%Y%m%d-%H%M%S"
PART = re.compile(r"\.yanling-\d{8}-\d{6}\.tar\.\d+\.part")
"""What a backup leaves that was cut off by force."""
FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that is known for one of our backups by its name alone."""

    path: Path
    at: datetime


def file_name(at: datetime) -> str:
    """The name of a backup made at this (local) moment."""
    return f"yanling-{at:{STAMP}}.tar"


def backups_in(folder: Path) -> list[Backup]:
    """All backups of a folder by name, newest first; links and anything else are none of ours."""
    found = []
    for path in folder.iterdir():
        match = NAME.fullmatch(path.name)
        if match is None or path.is_symlink() or not path.is_file():
            continue
        try:
            found.append(Backup(path, datetime.strptime(match[1], STAMP)))  # noqa: DTZ007 - local, as in the name
        except ValueError:
            continue
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def forgotten_parts(folder: Path, at: datetime) -> list[Path]:
    """Pieces that a backup cut off by force left behind more than a day ago."""
    old = (at - FORGOTTEN).timestamp()
    return [
        path
        for path in folder.iterdir()
        if PART.fullmatch(path.name) and path.is_file() and path.stat().st_mtime < old
    ]


def kept(moments: Iterable[datetime]) -> dict[datetime, str]:
    """Which moments to keep, and the Chinese word for why; the newest is always among them."""
    newest_first = sorted(moments, reverse=True)
    reasons: dict[datetime, str] = {}
    for why, period, most in PERIODS:
        seen: set[tuple[int, ...]] = set()
        for moment in newest_first:
            if period(moment) in seen or _distance(why, newest_first[0], moment) >= most:
                continue
            seen.add(period(moment))
            reasons.setdefault(moment, why)
    return reasons


def _day(at: datetime) -> tuple[int, ...]:
    return at.year, at.month, at.day


def _week(at: datetime) -> tuple[int, ...]:
    return at.isocalendar()[:2]


def _month(at: datetime) -> tuple[int, ...]:
    return at.year, at.month


def _year(at: datetime) -> tuple[int, ...]:
    return (at.year,)


Period = Callable[[datetime], tuple[int, ...]]
PERIODS: tuple[tuple[str, Period, float], ...] = (
    ("按日", _day, DAYS),
    ("按周", _week, WEEKS),
    ("按月", _month, MONTHS),
    ("按年", _year, float("inf")),
)


def _distance(why: str, newest: datetime, moment: datetime) -> int:
    """How many days, weeks (from Monday) or months a moment's lies before the newest one's."""
    if why == "按日":
        return (newest.date() - moment.date()).days
    if why == "按周":
        monday = [one.date() - timedelta(days=one.weekday()) for one in (newest, moment)]
        return (monday[0] - monday[1]).days // 7
    return (newest.year - moment.year) * 12 + newest.month - moment.month if why == "按月" else 0
