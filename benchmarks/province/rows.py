"""A province's last month: bureaus of 20 units, 20 people a unit, 400 events a unit; always the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.data import FACT, GIVEN, OFTEN, SELDOM, SURNAMES
from benchmarks.province.copying import copy_rows, set_sequences
from scoring.models import Finding, Month, Problem, RuleEdition, ScoreEvent
from scoring.models.findings import Source
from scoring.periods import last_of, previous_month
from scoring.rulebook import shipped_edition, shipped_text
from units.models import Bureau, Membership, Posting, Role, StaffMember, Unit, User, Window
from units.pinyin import search_key

UNITS, STAFF_EACH, EVENTS_EACH, UNITS_OF_A_BUREAU = 3000, 20, 400, 20
NAME = "模拟省人力资源和社会保障厅"
"""What the bureau is called in a database that this module filled."""
SOURCES = (Source.INSPECTION, Source.HALL, Source.MONITOR)


@dataclass(frozen=True)
class Size:
    """How much there is."""

    units: int

    @property
    def staff(self) -> int:
        return self.units * STAFF_EACH

    @property
    def events(self) -> int:
        return self.units * EVENTS_EACH


@dataclass(frozen=True)
class Province:
    """What the measurements ask for by name."""

    chief: User
    month: date
    size: Size


def fill(size: Size) -> Province:
    """Write the province into an empty database, once. SystemExit where other rows live there."""
    bureau = Bureau.objects.first()
    if bureau is not None and (bureau.name != NAME or Unit.objects.count() != size.units):
        raise SystemExit("这个数据库里有别的数据，或规模不同的模拟省；请另用一个空的数据库。")
    if bureau is not None:
        return Province(User.objects.get(username="bench"), bureau.first_month, size)
    random, month = Random(20240101), previous_month(timezone.localdate())
    with transaction.atomic():
        province = Province(_frame(month), month, size)
        _people(province, random)
        _events(province, random)
    set_sequences(Unit, Window, StaffMember, Posting, Problem, Finding, ScoreEvent)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return province


def _frame(month: date) -> User:
    chief = User.objects.create_user(username="bench", name="负责人", password=None)
    Membership.objects.create(user=chief, role=Role.CHIEF)
    Bureau.objects.create(id=1, name=NAME, first_month=month)
    edition = shipped_edition()
    RuleEdition.objects.create(
        name=edition.name,
        text=shipped_text(),
        sha256=edition.sha256,
        effective_from=month,
        state=RuleEdition.State.IN_FORCE,
        created_at=timezone.now(),
    )
    Month.objects.create(month=month, state=Month.State.REVIEW, review_until=last_of(month))
    return chief


def _people(province: Province, random: Random) -> None:
    """Unit n has window n and the people 20n - 19 … 20n."""
    size, month = province.size, province.month
    numbers = range(1, size.units + 1)
    copy_rows(Unit, ("id", "name", "order"), ((n, _unit_name(n), n) for n in numbers))
    copy_rows(Window, ("id", "unit_id", "number"), ((n, n, "1号窗口") for n in numbers))
    people = range(1, size.staff + 1)
    names = ((n, _name(random)) for n in people)
    copy_rows(
        StaffMember,
        ("id", "name", "pinyin", "number"),
        ((n, name, search_key(name), f"{n:06}") for n, name in names),
    )
    copy_rows(
        Posting,
        ("id", "person_id", "unit_id", "window_id", "starts_on"),
        ((n, n, _unit_of(n), _unit_of(n), month) for n in people),
    )
    copy_rows(Problem, ("id", "unit_id", "title"), ((n, n, "同一问题") for n in numbers))


def _unit_name(number: int) -> str:
    bureau, own = divmod(number - 1, UNITS_OF_A_BUREAU)
    return f"第{bureau + 1}局第{own + 1}窗口单位"


def _unit_of(person: int) -> int:
    return (person - 1) // STAFF_EACH + 1


def _name(random: Random) -> str:
    return random.choice(SURNAMES) + "".join(random.choices(GIVEN, k=random.choice((1, 2, 2))))


FINDING = (
    "id", "happened_on", "happened_at", "unit_id", "window_id", "source", "fact", "proof", "recorded_by_id",
    "recorded_at",
)  # fmt: skip
EVENT = (
    "id", "finding_id", "unit_id", "window_id", "person_id", "clause", "behaviour", "times", "measure",
    "problem_id", "criticised", "serious", "status", "settled_reason", "counts_in",
)  # fmt: skip
STATES = (
    (ScoreEvent.Status.CONFIRMED.value, ""),
    (ScoreEvent.Status.WAIVED.value, "情况特殊，已经负责人同意"),
    (ScoreEvent.Status.DISMISSED.value, "查无此事"),
)


def _events(province: Province, random: Random) -> None:
    """Made twice from one seed, for the two tables are filled one after the other."""
    seed = random.random()
    copy_rows(Finding, FINDING, (finding for finding, _ in _pairs(province, Random(seed))))
    copy_rows(ScoreEvent, EVENT, (event for _, event in _pairs(province, Random(seed))))


def _pairs(province: Province, random: Random) -> Iterator[tuple[list[Any], list[Any]]]:
    """(finding, its event), unit by unit as many as a unit has, in the order of days as real ones come in."""
    behaviours = [b for b in shipped_edition().entered if b.effect != "note"]
    weights = [0.1 if b.effect in SELDOM else OFTEN.get(b.name, 1) for b in behaviours]
    size, by, now = province.size, province.chief.pk, timezone.now()
    days = [province.month + timedelta(days=day) for day in range(28)]
    steps = [size.events * part // 28 for part in range(29)]
    key = 0
    for day, (start, end) in zip(days, pairwise(steps), strict=True):
        for behaviour in random.choices(behaviours, weights, k=end - start):
            key += 1
            unit = random.randrange(1, size.units + 1)
            bears = behaviour.needs_person or random.random() < 0.5
            person = (unit - 1) * STAFF_EACH + random.randrange(1, STAFF_EACH + 1) if bears else None
            at = time(random.randrange(8, 18), random.randrange(60)) if random.random() < 0.7 else None
            fact = FACT.format(who="工作人员" if person else "本窗口", name=behaviour.name)
            proof = "登记簿" if behaviour.proof else ""
            finding = [key, day, at, unit, unit, random.choice(SOURCES), fact, proof, by, now]
            status, reason = random.choices(STATES, weights=(96, 2, 2))[0]
            measure = behaviour.measure
            event = [key, key, unit, unit, person, behaviour.clause, behaviour.name]
            event += [1 if random.random() < 0.9 else 2]
            event += [measure.limit + random.randrange(-1, 20) if measure else None]
            event += [unit if random.random() < 0.04 else None]
            event += [random.random() < 0.01, random.random() < 0.005, status, reason, province.month]
            yield finding, event
