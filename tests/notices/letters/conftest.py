"""The bulletin of September issued, and the follow-ups that it opens, as rows."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from notices.deadlines import deadlines
from notices.models import FollowUp, Notice
from notices.outgoing.letters.finders import FINDERS, FORMS
from notices.outgoing.types import Heading, Outgoing
from notices.papers.content import Block, Letter, Paragraph, Table
from notices.papers.content import Heading as Titled
from scoring.models import Month, MonthResult, Objection, ScoreEvent, UnitScore
from scoring.services.months import close_month
from tests.access.world import photo
from tests.conftest import NOON
from tests.scoring.factories import a_charge, a_finding, record_finding
from units.models import StaffMember, Unit, User, Window
from units.selectors import bureau

ON = date(2026, 10, 9)
GIVEN = Heading("鄢人社函〔2026〕3号", ON)
TEXTS = Path(__file__).parent / "texts"


def issued(result: MonthResult, chief: User, at: datetime = NOON) -> Notice:
    """The month's bulletin as a row; nothing is printed."""
    return Notice.objects.create(
        kind=Notice.Kind.BULLETIN,
        key=f"{result.month.month:%Y-%m}",
        code="鄢人社通报",
        year=at.year,
        sequence=Notice.objects.count() + 1,
        title="督查通报",
        month=result.month,
        result=result,
        content={},
        issued_on=at.date(),
        issued_by=chief,
        issued_at=at,
    )


def opened(notice: Notice, unit: Unit, **about: Any) -> FollowUp:
    """The unit's follow-up of a kind (and person), opened by its month's bulletin."""
    assert notice.result is not None
    rows = UnitScore.objects.get(result=notice.result, unit=unit).follow_ups
    [row] = [row for row in rows if all(row[key] == value for key, value in about.items())]
    due = deadlines(notice.issued_on, bureau=bureau(), withdrawal_days=5)
    return FollowUp.objects.create(
        kind=row["kind"],
        unit=unit,
        person_id=row["person"],
        month=notice.result.month,
        rung=row["rung"],
        scope="2026" if row["rung"] else "",
        basis=row["basis"],
        handled_by=row["handled_by"],
        causes=row["causes"],
        opened_by=notice,
        opened_at=notice.issued_at + timedelta(seconds=1),
        due_on=due(row["kind"]),
    )


def found(row: FollowUp) -> Outgoing:
    paper = FINDERS[FORMS[row.kind].notice](str(row.pk))
    assert paper is not None
    return paper


def a_letter(row: FollowUp, chief: User, on: date = ON) -> Notice:
    """The issued letter of a follow-up, as the register keeps it."""
    paper = found(row)
    return Notice.objects.create(
        kind=paper.kind,
        key=paper.key,
        code="鄢人社函",
        year=2026,
        sequence=1,
        title=paper.title,
        addressee=paper.addressee,
        unit=paper.unit,
        content={},
        due_on=paper.due(on),
        issued_on=on,
        issued_by=chief,
        issued_at=NOON,
    )


def written(row: FollowUp, given: Heading = GIVEN, **words: str) -> Letter:
    """The letter in the words that are proposed, but for those given."""
    paper = found(row)
    letter = paper.write(given, {**paper.proposed, **words})
    assert isinstance(letter, Letter)
    return letter


def said(blocks: tuple[Block, ...]) -> list[str]:
    """Everything that blocks say, a line a block or row."""
    told = []
    for block in blocks:
        if isinstance(block, Titled):
            told.append(f"{'#' * block.level} {block.text}{block.body}")
        elif isinstance(block, Paragraph):
            told.append("".join(run.text for run in block.runs))
        elif isinstance(block, Table):
            told += ["｜".join(row) for row in block.rows]
    return told


def text(name: str) -> list[str]:
    """What a letter is to say, a line a block."""
    return (TEXTS / f"{name}.txt").read_text("utf-8").splitlines()


@pytest.fixture
def notice(september: MonthResult, chief: User) -> Notice:
    """鄢人社通报〔2026〕1号 of 8 October."""
    return issued(september, chief)


@pytest.fixture
def follow_up(notice: Notice, unit: Unit) -> Callable[..., FollowUp]:
    """Open a follow-up of 社保中心 by its kind."""
    return lambda **about: opened(notice, unit, **about)


def seen(by: User, unit: Unit, at: datetime, day: date, fact: str, **charge: Any) -> ScoreEvent:
    """One verified charge, recorded at some moment."""
    about = {key: charge.pop(key) for key in ("source", "proof", "statement") if key in charge}
    files = charge.pop("files", ())
    data = a_finding(unit, happened_on=day, fact=fact, **about)
    charges = [a_charge(unit, verified=True, **charge)]
    return record_finding(by=by, at=at, finding=data, charges=charges, files=files).events.get()


@pytest.fixture
def october(
    notice: Notice, clerk: User, chief: User, unit: Unit, window: Window, person: StaffMember
) -> Notice:
    """October's bulletin: 王芳 late three times again, and the hall criticises the unit a second time."""
    at = datetime(2026, 11, 5, 12, 0, tzinfo=NOON.tzinfo)
    about = {"person": person, "window": window}
    for day in (12, 13, 14):
        fact = "王芳上班后8分钟到岗"
        seen(clerk, unit, at, date(2026, 10, day), fact, clause="1.1", behaviour="迟到", **about)
    seen(
        clerk,
        unit,
        at,
        date(2026, 10, 20),
        "王芳在窗口与同事闲谈，群众排队等候，联系电话13812345678",
        clause="2.8",
        behaviour="大厅督查通报",
        source="大厅通报",
        **about,
    )
    return issued(closed(date(2026, 10, 1), chief, at), chief, at)


def closed(month: date, chief: User, at: datetime) -> MonthResult:
    """Shown to the units, their days over, closed."""
    row = Month.objects.get_or_create(month=month)[0]
    Month.objects.filter(pk=row.pk).update(state=Month.State.REVIEW, review_until=at.date() - timedelta(1))
    return close_month(month=month, by=chief, at=at)


@pytest.fixture
def november(october: Notice, clerk: User, chief: User, unit: Unit, window: Window) -> Notice:
    """November's bulletin: the hall criticises the unit a third time, over its objection."""
    at = datetime(2026, 12, 4, 12, 0, tzinfo=NOON.tzinfo)
    event = seen(
        clerk,
        unit,
        at,
        date(2026, 11, 17),
        "3号窗口上班时间无人在岗，群众等候二十余分钟",
        clause="2.8",
        behaviour="大厅电子监察通报",
        source="电子监察",
        window=window,
        files=[photo("监控截图.png")],
    )
    Objection.objects.create(
        event=event,
        unit=unit,
        text="当时到后台复印材料。",
        filed_by=clerk,
        filed_at=at - timedelta(days=2),
        state=Objection.State.UPHELD,
        decided_by=chief,
        decided_at=at - timedelta(days=1),
        decision="离岗超过十分钟，未安排人员替岗，维持。",
    )
    return issued(closed(date(2026, 11, 1), chief, at), chief, at)
