"""核对 before each closing, and two units that answered: one upheld in August, one still open in October."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from scoring.models import Objection, ScoreEvent
from scoring.services.objections import decide_objection, file_objection
from scoring.services.review import open_review
from yanling_assess.demo.people import Hall
from yanling_assess.demo.telling import Step
from yanling_assess.demo.timeline import HERE


def _moment(month: int, day: int, hour: int) -> datetime:
    return datetime(2026, month, day, hour, 0, tzinfo=HERE)


REVIEWED = {
    date(2026, 5, 1): (_moment(6, 1, 17), date(2026, 6, 3)),
    date(2026, 6, 1): (_moment(7, 1, 17), date(2026, 7, 3)),
    date(2026, 7, 1): (_moment(8, 3, 9), date(2026, 8, 4)),
    date(2026, 8, 1): (_moment(9, 1, 17), date(2026, 9, 3)),
    date(2026, 9, 1): (_moment(10, 8, 9), date(2026, 10, 8)),
}
"""When each month was shown to its units, and until when they could object."""
OWN_UNIT = "社保中心"


def answering(hall: Hall) -> Iterator[Step]:
    """The reviews, and the two objections."""
    clerk, chief, head = (hall.users[name] for name in ("jingban", "fuzeren", "danwei"))
    for month, (at, until) in REVIEWED.items():
        yield Step(at, _reviewing(month, until, clerk, at))
    mending = "当时电脑故障，正在等维修人员，请复核。"
    delayed = "当日因路口事故绕行，已电话向本单位报备，请复核。"
    filed, decided, later = _moment(9, 2, 10), _moment(9, 3, 11), _moment(10, 20, 9)
    yield Step(filed, lambda: _file(date(2026, 8, 1), mending, head, filed))
    yield Step(decided, lambda: _uphold(chief, decided))
    yield Step(later, lambda: _file(date(2026, 10, 1), delayed, head, later))


def _reviewing(month: date, until: date, clerk: Any, at: datetime) -> Any:
    return lambda: open_review(month=month, until=until, by=clerk, at=at)


def _file(month: date, text: str, head: Any, at: datetime) -> None:
    events = ScoreEvent.objects.filter(unit__name=OWN_UNIT, counts_in=month, status="confirmed")
    event = events.exclude(clause__in=("2.6", "2.7", "4.3")).order_by("id").first()
    if event is not None:
        file_objection(event=event, text=text, by=head, at=at)


def _uphold(chief: Any, at: datetime) -> None:
    for objection in Objection.objects.filter(state=Objection.State.OPEN):
        decide_objection(
            objection=objection,
            expected_version=objection.version,
            state=Objection.State.UPHELD,
            decision="经调看监控并询问当事人，情况属实，维持原认定。",
            by=chief,
            at=at,
        )
