"""更正通报, 季度通报, 表彰通报 under the ruler of tests/papers: up to 60 units, long and rare names."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from notices.models import Honour, Notice
from notices.outgoing import commendation
from notices.outgoing.correction_paper import correction_paper
from notices.outgoing.types import Heading
from notices.papers.content import Paper
from notices.papers.printing import print_paper
from notices.quarterly.paper import period_paper
from notices.selectors.corrections import Untold
from scoring.models import Correction, Finding, Month, ScoreEvent
from scoring.periods import Period
from scoring.rulebook import shipped_edition
from scoring.selectors.period_table import CategoryMean, MonthHead, PeriodTable
from scoring.selectors.standings import UnitMonth, standings
from tests.papers import test_layout as ruler
from tests.papers.measure import sheets, text
from tests.papers.samples import LONG_FACT
from units.models import Bureau, StaffMember, Unit

SEPTEMBER = date(2026, 9, 1)
GIVEN = Heading("鄢人社通报〔2026〕9号", date(2026, 10, 8))
OFFICE = Bureau(first_month=date(2026, 5, 1))
NAMES = ("王𬭚", "欧阳㛃", "李䶮", "赵堃", "孙喆")
LONG = "城乡居民基本养老保险待遇领取资格认证与社会保险关系转移接续综合服务窗口"
RULES = (
    ruler.test_body_lines_stand_on_the_grid_of_22_on_every_page,
    ruler.test_nothing_leaves_the_text_area_but_the_page_number,
    ruler.test_page_numbers_stand_outside_7_mm_below_the_text,
    ruler.test_imprint_closes_the_last_page_and_never_stands_alone,
    ruler.test_heading_is_never_last_on_its_page,
    ruler.test_signature_keeps_the_last_lines_of_text,
)


def unit(number: int) -> Unit:
    return Unit(pk=number + 1, name=LONG if number % 7 == 3 else f"第{number + 1}窗口单位")


def person(number: int) -> StaffMember:
    return StaffMember(name=NAMES[number % len(NAMES)])


def commended(count: int) -> Paper:
    """Half persons, half stories, each of a unit of its own."""
    kinds = (Honour.Kind.PERSON, Honour.Kind.STORY)
    rows = [
        Honour(
            kind=kinds[number % 2],
            excellence=Honour.Excellence.MANNERS,
            unit=unit(number),
            person=person(number) if number % 2 == 0 else None,
            title="“一次告知、一次办结”的做法",
        )
        for number in range(count)
    ]
    told = commendation.Commendation(Period(2026, 3), rows, shipped_edition(), OFFICE)
    return commendation.paper(told, GIVEN, commendation.proposed_words(told))


def corrected(count: int) -> Paper:
    """A line of each unit; every ninth with thirty lines of reason."""
    bulletin = Notice(
        title="关于2026年9月窗口单位百分考核情况的督查通报",
        code="鄢人社通报",
        year=2026,
        sequence=5,
        issued_on=date(2026, 10, 8),
        month=Month(month=SEPTEMBER),
    )
    rows = tuple(
        Correction(
            unit=unit(number),
            event=ScoreEvent(
                clause="1.1",
                behaviour="迟到",
                person=person(number),
                finding=Finding(happened_on=date(2026, 9, 3)),
            ),
            statement=f"{person(number).name}迟到一项撤销",
            reason=LONG_FACT * 10 if number % 9 == 8 else "大厅来函更正签到记录",
            before_halves=196,
            after_halves=200,
            counts_in=date(2026, 10, 1),
            effects={"lines": [{"label": "1.1 迟到", "who": "", "before": "-2", "after": "", "why": ""}]},
        )
        for number in range(count)
    )
    words = {"lead": "现将有关更正情况通报如下。", "closing": "特此通报。"}
    return correction_paper(Untold(bulletin, rows, "2026-09/1"), OFFICE, GIVEN, words)


def of_a_quarter(count: int) -> Paper:
    """Three months of every unit."""
    months = [date(2026, 7, 1), date(2026, 8, 1), SEPTEMBER]
    rows = [
        UnitMonth(
            month, unit(number).pk, unit(number).name, 200 - number, number + 1, 0, (50, 50, 40, 20, 20, 20)
        )
        for number in range(count)
        for month in months
    ]
    ranked = standings(rows, months, {}, {})
    months_told = [
        MonthHead(month, f"{month:%Y-%m}", f"{month.month}月", "published", place)
        for place, month in enumerate(months, start=1)
    ]
    categories = [
        CategoryMean(one.number, one.name, one.full * 3 * count - 9, one.full * 3 * count, 3 * count)
        for one in shipped_edition().categories
    ]
    charged = frozenset(row.unit_id for row in ranked)
    table = PeriodTable(Period(2026, 3), months_told, ranked, categories, [], charged, frozenset(), [], [])
    return period_paper(table, shipped_edition(), OFFICE, on=GIVEN.on)


CASES = [(kind, count) for kind in (commended, corrected, of_a_quarter) for count in (0, 1, 20, 60)]
CASES.remove((of_a_quarter, 0))  # without a scored unit there is no such paper


@pytest.mark.parametrize(("kind", "count"), CASES, ids=lambda value: getattr(value, "__name__", value))
def test_every_kind_measures_right(kind: Callable[[int], Paper], count: int) -> None:
    pdf = print_paper(replace(kind(count), number=GIVEN.number)).pdf
    pages = sheets(pdf)

    for rule in RULES:
        rule(pages)
    whole = text(pdf)
    assert [name for name in rare_names(kind, count) if name not in whole] == []


def rare_names(kind: Callable[[int], Paper], count: int) -> set[str]:
    """Who is named: in a 表彰通报 every other one, in a 季度通报 nobody."""
    step = {commended: 2, corrected: 1}.get(kind, 0)
    return {person(number).name for number in range(0, count, step)} if step else set()
