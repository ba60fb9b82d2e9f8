"""A spreadsheet doing the same: LibreOffice opens the month's workbook, recalculates it and saves it."""

from contextlib import closing
from io import BytesIO
from pathlib import Path
from statistics import median

from openpyxl import Workbook, load_workbook

from benchmarks.data import FIRST, Rows
from benchmarks.office import Office
from benchmarks.table import Row, told
from benchmarks.timing import Work, medians
from records.workbooks import Column, Formula, Sheet, write_workbook
from scoring.engine import Fact, History, score_month
from scoring.models import ScoreEvent
from scoring.periods import month_key
from scoring.rulebook import shipped_edition
from scoring.rulebook.points import to_decimal
from scoring.selectors.facts import month_facts, month_score
from scoring.services.import_columns import COLUMNS, read_row
from scoring.services.import_findings import findings_table
from units.models import Unit

CLAUSE, BEHAVIOUR, TIMES = "H", "I", "J"
Cells = list[object]
TURNS, OURS_EACH = 3, 15
TWO, SIX = 2, 6
QUOTED = {word: f'"{word}"' for word in ("1.1", "1.2", "2.9", "迟到")}


def sheet_rows(office: Office | None, rows: Rows, rounds: int) -> list[Row]:
    """Row 5: rows in the database to scores; and a sheet of findings in to a workbook of scores out."""
    findings, units = _findings(), [unit.pk for unit in rows.units]
    data = _as_saved_by_hand(office, findings)
    works: dict[str, Work] = {
        "totals": lambda: score_month(
            shipped_edition(), month_key(FIRST), units, month_facts(FIRST), History.empty()
        ),
        "whole": lambda: month_score(FIRST),
        "through": lambda: _through(data),
    }
    turns = [_turn(office, findings, works, rounds) for _ in range(1 if rounds < OURS_EACH else TURNS)]
    taken = {name: median(turn[name] for turn in turns) for name in works}
    peer = median(turn["peer"] for turn in turns) if office else None
    how = f"LibreOffice 热启动打开、重算、保存 {told(peer)}" if peer else "没有安装 LibreOffice"
    ratios = {name: peer and peer / seconds for name, seconds in taken.items()}
    return [
        Row("对电子表格：读行计分", ratios["totals"], 100, f"{told(taken['totals'])}，{how}", at_least=True),
        Row(
            "对电子表格：连同月份、单位、细则",
            ratios["whole"],
            None,
            f"{told(taken['whole'])}，页面所用的整个计分",
        ),
        Row(
            "对电子表格：xlsx进、xlsx出",
            ratios["through"],
            5,
            f"{told(taken['through'])}，读入并逐格核对事项表、计分、写出得分表",
            at_least=True,
        ),
    ]


def _turn(
    office: Office | None, findings: list[Cells], works: dict[str, Work], rounds: int
) -> dict[str, float]:
    """Ours before and after the spreadsheet's turn, so that both meet the same load."""
    before = medians(works, min(rounds, OURS_EACH))
    if office is None:
        return before
    workbook = office.folder / "month.xlsx"
    if not workbook.exists():
        workbook.write_bytes(_calculating(findings))
        office.convert(workbook, "xlsx")
        _check_recalculated(office.result(".xlsx"))
    peer = office.warm(workbook, "xlsx")
    after = medians(works, min(rounds, OURS_EACH))
    return {"peer": peer, **{name: (before[name] + after[name]) / 2 for name in works}}


def _as_saved_by_hand(office: Office | None, findings: list[Cells]) -> bytes:
    """The findings as the spreadsheet program saves them: shared strings, styles, the sheet's size."""
    book, stream = Workbook(), BytesIO()
    page = book.active
    for row in (list(COLUMNS), *findings):
        page.append(row)
    book.save(stream)
    if office is None:
        return stream.getvalue()
    source = office.folder / "findings.xlsx"
    source.write_bytes(stream.getvalue())
    office.convert(source, "xlsx")
    return office.result(".xlsx").read_bytes()


def _findings() -> list[Cells]:
    """The month's events as a findings sheet has them."""
    events = ScoreEvent.objects.filter(counts_in=FIRST).select_related("finding", "unit", "window", "person")
    return [
        [
            event.finding.happened_on,
            f"{event.finding.happened_at:%H:%M}" if event.finding.happened_at else "",
            event.unit.name,
            event.window.number if event.window else "",
            event.person.name if event.person else "",
            event.finding.source,
            event.finding.fact,
            event.clause,
            event.behaviour,
            event.times,
            event.measure,
            "",
            event.finding.proof,
        ]
        for event in events
    ]


def _through(data: bytes) -> bytes:
    """Ours: the sheet read and every cell checked, scored, scores and all lines written."""
    table = findings_table("事项.xlsx", data)
    read = [read_row(table, row) for row in table.rows]
    key = month_key(FIRST)
    facts = [
        Fact(
            row.line,
            row.unit,
            row.persons[0] if row.persons else None,
            row.window or None,
            None,
            f"{row.day}T{row.at}" if row.at else str(row.day),
            row.clause,
            row.behaviour,
            row.times,
            row.measure,
            row.problem or None,
            None,
            criticised=False,
            accountable=False,
            serious=False,
            verified=True,
            waived=None,
            month=key,
        )
        for row in read
    ]
    units = sorted({fact.unit for fact in facts}, key=str)
    score = score_month(shipped_edition(), key, units, facts, History.empty())
    scores = [
        [unit, *map(to_decimal, (*own.categories, own.total)), own.rank] for unit, own in score.units.items()
    ]
    heads = [Column("单位"), *(Column(c.name, kind="points") for c in shipped_edition().categories)]
    return write_workbook(
        [Sheet("得分", [*heads, Column("总分", kind="points"), Column("名次", kind="whole")], scores)]
    )


def _calculating(findings: list[Cells]) -> bytes:
    """The same findings with the formulas of the same job: price, tallies, cover, sum, floor, cap, rank."""
    edition = shipped_edition()
    prices = [[f"{b.clause}{b.name}", to_decimal(b.halves or 0)] for b in edition.entered]
    priced = [
        [
            *row,
            Formula(f"=VALUE(LEFT({CLAUSE}{line},1))"),
            Formula(
                f"=INDEX(细则!$B$2:$B$200,MATCH({CLAUSE}{line}&{BEHAVIOUR}{line},细则!$A$2:$A$200,0))*{TIMES}{line}"
            ),
            *_tallied(line, len(findings) + 1),
        ]
        for line, row in enumerate(findings, start=2)
    ]
    last = len(findings) + 1
    sums = f"SUMIFS(事项!$U$2:$U${last},事项!$C$2:$C${last},$A{{line}},事项!$N$2:$N${last},{{number}})"
    scores = [
        [
            unit,
            *(
                Formula(_category(f, sums.format(line=line, number=number), number, line, last))
                for number, f in enumerate((to_decimal(c.full) for c in edition.categories), start=1)
            ),
            Formula(f"=SUM(B{line}:G{line})"),
            Formula(f"=RANK(H{line},$H$2:$H$21)"),
        ]
        for line, unit in enumerate(Unit.objects.values_list("name", flat=True), start=2)
    ]
    numbers = [Column(str(n), kind="points") for n in range(1, 9)]
    return write_workbook(
        [
            Sheet("得分", [Column("单位"), *numbers], scores),
            Sheet(
                "事项",
                [
                    *(Column(name) for name in COLUMNS),
                    Column("类别", kind="whole"),
                    Column("分值", kind="points"),
                    *(Column(name) for name in ("迟到", "旷工", "本人投诉", "窗口投诉", "在前")),
                    Column("计入", kind="points"),
                    Column("超限"),
                ],
                priced,
            ),
            Sheet("细则", [Column("行为"), Column("分值", kind="points")], prices),
        ]
    )


def _tallied(line: int, last: int) -> list[Formula]:
    """What the paper counts beyond prices: each person's and window's tallies (6.3, 2.9), the 2.8 cover."""

    def column(letter: str) -> str:
        return f"${letter}$2:${letter}${last}"

    def times(*conditions: str) -> str:
        return f"SUMIFS({column(TIMES)},{column('C')},C{line},{','.join(conditions)})"

    person, window = f"{column('E')},E{line}", f"{column('D')},D{line}"
    clause, behaviour = column(CLAUSE), column(BEHAVIOUR)
    before = f'COUNTIFS({column("C")},C{line},{column("L")},L{line},{column("A")},"<"&A{line},{clause},"2.8")'
    return [
        Formula(f'=IF(E{line}="",0,{times(person, clause, QUOTED["1.1"], behaviour, QUOTED["迟到"])})'),
        Formula(f'=IF(E{line}="",0,{times(person, clause, QUOTED["1.2"])})'),
        Formula(f'=IF(E{line}="",0,{times(person, clause, QUOTED["2.9"])})'),
        Formula(f'=IF(D{line}="",0,{times(window, clause, QUOTED["2.9"])})'),
        Formula(f'=IF(L{line}="",0,{before})'),
        Formula(f'=IF(AND(T{line}>0,O{line}<0,{CLAUSE}{line}<>"2.8"),0,O{line})'),
        Formula(
            f"=IF(AND(OR(P{line}>=3,Q{line}>=1),"
            f"COUNTIFS($C$2:C{line},C{line},$E$2:E{line},E{line},$P$2:P{line},P{line})=1),1,0)"
        ),
    ]


def _category(full: object, earned: str, number: int, line: int, last: int) -> str:
    """One category's score: emptied by three complaints (2), less 3 for each person over the limit (6)."""
    unit = f"事项!$C$2:$C${last},$A{line}"
    derived = f"-3*COUNTIFS({unit},事项!$V$2:$V${last},1)" if number == SIX else ""
    held = f"MAX(0,MIN({full},{full}+{earned}{derived}))"
    if number != TWO:
        return f"={held}"
    threes = "+".join(f'COUNTIFS({unit},事项!${letter}$2:${letter}${last},">=3")' for letter in "RS")
    return f"=IF({threes}>0,0,{held})"


def _check_recalculated(result: Path) -> None:
    """The trap: a converted file can carry zeros that nobody calculated."""
    with closing(load_workbook(result, data_only=True)) as book:
        totals = [row[7] for row in book["得分"].iter_rows(min_row=2, values_only=True)]
    if not all(isinstance(total, int | float) and 0 < total <= 100 for total in totals):
        raise AssertionError(f"the spreadsheet was not recalculated: {totals}")
