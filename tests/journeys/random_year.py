"""A year lived at random: late events, waivers, objections, corrections, reopenings, people moving."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from records.errors import Refusal
from scoring.models import Correction, Month, MonthResult, Objection, ScoreEvent
from scoring.periods import next_month
from scoring.selectors.month import earliest_not_closed
from scoring.services.corrections import correct_event, withdraw_correction
from scoring.services.data import ChargeData, FindingData
from scoring.services.editing import name_person
from scoring.services.findings import record_finding
from scoring.services.months import close_month
from scoring.services.objections import decide_objection, file_objection
from scoring.services.reopening import reopen_month
from scoring.services.settling import confirm_event, dismiss_event, reopen_event, waive_event
from units.models import Posting, StaffMember, Unit, User
from units.services.basics import begin_posting, end_posting

HERE = ZoneInfo("Asia/Shanghai")
START = date(2026, 1, 5)
CHARGES = (
    ("1.1", "迟到"),
    ("1.1", "迟到"),
    ("1.2", "脱岗半天及以上"),
    ("1.5", "因考勤被大厅通报"),
    ("2.8", "大厅督查通报"),
    ("2.9", "投诉属实"),
    ("2.9", "投诉属实且争吵"),
    ("4.3", "中午提前上岗"),
    ("4.5", "接打手机"),
    ("5.1", "混装"),
)


@dataclass
class Year:
    """The bureau on its way through the year; every deed is tried, and may be refused."""

    randomly: Random
    units: list[Unit]
    people: list[StaffMember]
    clerk: User
    chief: User
    today: date = START
    kept: dict[int, str] = field(default_factory=dict)
    """Digest of every result as it was when it was stored."""
    done: int = 0

    @property
    def at(self) -> datetime:
        return datetime.combine(self.today, time(16), tzinfo=HERE)

    def live(self, days: int) -> None:
        """So many days, each with a few deeds."""
        deeds: list[Callable[[], object]] = [
            *[self.record] * 8,
            *[self.settle] * 6,
            *[self.object] * 2,
            self.decide,
            self.correct,
            self.take_back,
            self.reopen,
            self.move,
            self.name,
            *[self.close] * 3,
        ]
        for _ in range(days):
            self.today += timedelta(days=self.randomly.choice((1, 2, 5, 9)))
            for _ in range(3):
                self._try(self.randomly.choice(deeds))

    def _try(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except (Refusal, IndexError):
            return
        self.done += 1

    def record(self) -> None:
        """Something seen today, or found out weeks after; often of one problem with another."""
        on = self.today - timedelta(days=self.randomly.choice((0, 0, 0, 3, 20, 45)))
        unit = self.randomly.choice(self.units)
        clause, behaviour = self.randomly.choice(CHARGES)
        charge = ChargeData(
            unit=unit,
            clause=clause,
            behaviour=behaviour,
            person=self.randomly.choice([None, *self.people]),
            problem_title=self.randomly.choice(("", "", "甲问题", "乙问题")),
            criticised=self.randomly.random() < 0.1,
            verified=self.randomly.random() < 0.6,
        )
        finding = FindingData(happened_on=max(on, START), unit=unit, fact="所见", proof="已附")
        record_finding(by=self.clerk, at=self.at, finding=finding, charges=[charge])

    def settle(self) -> None:
        event = self._event()
        deed = self.randomly.choice((confirm_event, confirm_event, dismiss_event, waive_event, reopen_event))
        more = {"reason": "理由"} if deed in (dismiss_event, waive_event) else {}
        deed(event=event, expected_version=event.version, by=self.chief, at=self.at, **more)

    def object(self) -> None:
        file_objection(event=self._event(), text="不同意", by=self.clerk, at=self.at)

    def decide(self) -> None:
        objection = self.randomly.choice(list(Objection.objects.filter(state="open")))
        state = self.randomly.choice(("upheld", "cancelled", "changed"))
        changes = {"times": 2} if state == "changed" else {}
        decide_objection(
            objection=objection,
            expected_version=objection.version,
            state=state,
            decision="复核",
            changes=changes,
            by=self.chief,
            at=self.at,
        )

    def correct(self) -> None:
        changes = self.randomly.choice(({}, {"times": 3}, {"person": self.randomly.choice(self.people).pk}))
        correct_event(
            event=self._event(), changes=changes, statement="更正", reason="有误", by=self.chief, at=self.at
        )

    def take_back(self) -> None:
        one = self.randomly.choice(list(Correction.objects.filter(state="in_force")))
        withdraw_correction(
            correction=one, expected_version=one.version, reason="有误", by=self.chief, at=self.at
        )

    def reopen(self) -> None:
        month = self.randomly.choice(list(Month.objects.filter(state__in=("closed", "published"))))
        if self.randomly.random() < 0.4:
            reopen_month(month=month.month, by=self.chief, at=self.at, reason="漏记")

    def name(self) -> None:
        event = self._event()
        person = self.randomly.choice(self.people)
        name_person(event=event, expected_version=event.version, person=person, by=self.clerk, at=self.at)

    def move(self) -> None:
        """A person leaves one unit for another, and is called otherwise from now on."""
        person = self.randomly.choice(self.people)
        posting = Posting.objects.filter(person=person, ends_on=None).first()
        if posting is None or posting.starts_on >= self.today:
            raise IndexError
        end_posting(posting=posting, ends_on=self.today, reason="轮换", by=self.clerk, at=self.at)
        begins = self.today + timedelta(days=1)
        unit = self.randomly.choice(self.units)
        begin_posting(posting=Posting(person=person, unit=unit, starts_on=begins), by=self.clerk, at=self.at)
        StaffMember.objects.filter(pk=person.pk).update(name=f"{person.name[:1]}{self.done}")

    def close(self) -> None:
        month = earliest_not_closed()
        if next_month(month) > self.today:
            raise IndexError
        result = close_month(month=month, by=self.chief, at=self.at, reason="按期定分")
        self.kept[result.pk] = result.digest

    def _event(self) -> ScoreEvent:
        events = ScoreEvent.objects.select_related("finding", "unit", "person", "problem")
        return self.randomly.choice(list(events.order_by("-id")[:15]))


def newest() -> list[MonthResult]:
    """The newest result of every month that was ever closed."""
    found = {row.month_id: row for row in MonthResult.objects.select_related("month").order_by("revision")}
    return sorted(found.values(), key=lambda row: row.month.month)
