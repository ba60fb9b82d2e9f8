"""进驻 of the open month: one handed in without review (6.1), one rotated and passed, one that waits."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from units.models import Posting
from units.services.basics import begin_posting
from units.services.postings import hand_in_posting, review_posting, rotate_posting
from yanling_assess.demo.people import Hall
from yanling_assess.demo.telling import Step
from yanling_assess.demo.timeline import HERE

UNREVIEWED, ROTATED, PLANNED = "社会保障卡窗口#12", "公共就业服务中心#15", "人事考试中心#8"
OPINION = "业务熟练，近两年没有通报批评，同意进驻"


def station_steps(hall: Hall) -> Iterator[Step]:
    """What was done, each with its moment."""
    told = Stations(hall)
    for at, act in (
        (_clock(20, 10), partial(told.begin, UNREVIEWED, "社会保障卡窗口", "20号窗口", date(2026, 10, 19))),
        (_clock(20, 11), told.hand_in),
        (_clock(26, 15), told.rotate),
        (_clock(27, 9), told.review),
        (_clock(27, 16), partial(told.begin, PLANNED, "人事考试中心", "15号窗口", date(2026, 11, 2))),
    ):
        yield Step(at, partial(act, at))


class Stations:
    """The few postings that were begun, moved and reviewed in October."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.clerk, self.chief = hall.users["jingban"], hall.users["fuzeren"]

    def begin(self, key: str, unit: str, window: str, on: date, at: datetime) -> None:
        place = self.hall.windows[unit, window]
        posting = Posting(
            person=self.hall.people[key], unit=place.unit, window=place, post=Posting.Post.B, starts_on=on
        )
        begin_posting(posting=posting, by=self.clerk, at=at)

    def hand_in(self, at: datetime) -> None:
        row = self._row(UNREVIEWED)
        hand_in_posting(
            posting=row, expected_version=row.version, handed_on=row.starts_on, by=self.clerk, at=at
        )

    def rotate(self, at: datetime) -> None:
        row, window = self._row(ROTATED), self.hall.windows["政务服务咨询台", "43号窗口"]
        to = Posting(unit=window.unit, window=window, post=Posting.Post.B, starts_on=date(2026, 11, 2))
        rotate_posting(posting=row, expected_version=row.version, to=to, by=self.clerk, at=at)

    def review(self, at: datetime) -> None:
        row = self._row(ROTATED)
        review_posting(
            posting=row,
            expected_version=row.version,
            approved=True,
            note=OPINION,
            reviewed_on=at.date(),
            by=self.chief,
            at=at,
        )

    def _row(self, key: str) -> Posting:
        return Posting.objects.select_related("person", "unit").get(
            person=self.hall.people[key], ends_on=None
        )


def _clock(day: int, hour: int) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=HERE)
