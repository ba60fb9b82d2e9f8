"""S1, a county: 20 units, 200 staff, 400 events a month, twelve months; the same rows at every run."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from scoring.models import Finding, Month, Problem, RuleEdition, ScoreEvent
from scoring.models.findings import Source
from scoring.periods import months_between
from scoring.rulebook import Behaviour, shipped_edition, shipped_text
from units.models import Bureau, Membership, Posting, Role, StaffMember, Unit, User, Window

UNITS, STAFF, EVENTS = 20, 200, 400
FIRST, LAST = date(2024, 1, 1), date(2024, 12, 1)
MONTHS = tuple(months_between(FIRST, LAST))
AT = datetime(2025, 1, 8, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
OFTEN = {"迟到": 6, "延时服务": 6, "未佩戴胸牌": 4, "接打手机": 4, "空岗": 4, "群众表扬信": 3}
SELDOM = ("empty",)
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
FACT = "日常检查中发现，{who}{name}，窗口当时有群众等候，经提醒后已改正。"


@dataclass(frozen=True)
class Rows:
    """What the benchmarks ask for by name."""

    chief: User
    units: list[Unit]


@dataclass(frozen=True)
class _Place:
    unit: Unit
    window: Window
    staff: list[StaffMember]


def load_rows() -> Rows:
    """Write a year of S1 into the empty database."""
    random = Random(20240101)
    chief = User.objects.create_user(username="bench", name="负责人", password=None)
    Membership.objects.create(user=chief, role=Role.CHIEF)
    Bureau.objects.create(id=1, first_month=FIRST)
    edition = shipped_edition()
    RuleEdition.objects.create(
        name=edition.name,
        text=shipped_text(),
        sha256=edition.sha256,
        effective_from=FIRST,
        state=RuleEdition.State.IN_FORCE,
        created_at=AT,
    )
    Month.objects.bulk_create(Month(month=month) for month in MONTHS)
    places = _people(random)
    for month in MONTHS:
        _month(month, places, chief, random)
    return Rows(chief, [place.unit for place in places])


def _people(random: Random) -> list[_Place]:
    units = Unit.objects.bulk_create(Unit(name=f"第{n}窗口单位", order=n) for n in range(1, UNITS + 1))
    windows = Window.objects.bulk_create(Window(unit=unit, number=f"{unit.order}号窗口") for unit in units)
    staff = StaffMember.objects.bulk_create(
        StaffMember(name=_name(random), number=f"{n:04}") for n in range(STAFF)
    )
    each = STAFF // UNITS
    places = [
        _Place(unit, window, staff[n * each : (n + 1) * each])
        for n, (unit, window) in enumerate(zip(units, windows, strict=True))
    ]
    Posting.objects.bulk_create(
        Posting(person=person, unit=place.unit, window=place.window, starts_on=FIRST)
        for place in places
        for person in place.staff
    )
    return places


def _name(random: Random) -> str:
    return random.choice(SURNAMES) + "".join(random.choices(GIVEN, k=random.choice((1, 2, 2))))


def _month(month: date, places: list[_Place], by: User, random: Random) -> None:
    """400 findings with an event each: every behaviour of the paper, common ones more often."""
    behaviours = [b for b in shipped_edition().entered if b.effect != "note"]
    weights = [0.1 if b.effect in SELDOM else OFTEN.get(b.name, 1) for b in behaviours]
    problems = {
        place.unit.pk: Problem.objects.create(unit=place.unit, title=f"{month:%Y-%m}同一问题")
        for place in places
    }
    pairs = [
        _pair(month, random.choice(places), behaviour, by, problems, random)
        for behaviour in random.choices(behaviours, weights, k=EVENTS)
    ]
    Finding.objects.bulk_create(finding for finding, _ in pairs)
    ScoreEvent.objects.bulk_create(event for _, event in pairs)


def _pair(
    month: date, place: _Place, behaviour: Behaviour, by: User, problems: dict[int, Problem], random: Random
) -> tuple[Finding, ScoreEvent]:
    person = random.choice(place.staff) if behaviour.needs_person or random.random() < 0.5 else None
    measure = behaviour.measure
    finding = Finding(
        happened_on=month + timedelta(days=random.randrange(28)),
        happened_at=time(random.randrange(8, 18), random.randrange(60)) if random.random() < 0.7 else None,
        unit=place.unit,
        window=place.window,
        source=random.choice((Source.INSPECTION, Source.HALL, Source.MONITOR)),
        fact=FACT.format(who=person.name if person else "本窗口", name=behaviour.name),
        proof="登记簿" if behaviour.proof else "",
        recorded_by=by,
        recorded_at=AT,
    )
    status, reason = random.choices((*_STATES,), weights=(93, 3, 2, 2))[0]
    event = ScoreEvent(
        finding=finding,
        unit=place.unit,
        window=place.window,
        person=person,
        clause=behaviour.clause,
        behaviour=behaviour.name,
        times=1 if random.random() < 0.9 else random.randrange(2, 4),
        measure=measure.limit + random.randrange(-1, 20) if measure else None,
        problem=problems[place.unit.pk] if random.random() < 0.04 else None,
        criticised=random.random() < 0.01,
        serious=random.random() < 0.005,
        status=status,
        settled_reason=reason,
        counts_in=month,
    )
    return finding, event


_STATES = (
    (ScoreEvent.Status.CONFIRMED, ""),
    (ScoreEvent.Status.PENDING, ""),
    (ScoreEvent.Status.WAIVED, "情况特殊，已经负责人同意"),
    (ScoreEvent.Status.DISMISSED, "查无此事"),
)
