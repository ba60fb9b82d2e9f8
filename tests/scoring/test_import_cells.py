"""Cells of a findings sheet: what each may hold, whom it names, and what is said of a bad one."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.errors import Refusal
from scoring.models import Finding, ScoreEvent
from scoring.services.import_findings import findings_table, import_rows
from scoring.services.import_plan import ImportOptions, plan_findings
from tests.conftest import NOON
from tests.scoring.factories import closed
from tests.scoring.import_sheets import CREATE, HEAD, ROW, imported, planned, sheet
from units.models import Posting, StaffMember, Unit, User, Window


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


BAD_CELLS = {
    "no day": ("2026-10-06,", ",", "日期", "不能为空"),
    "odd day": ("2026-10-06", "十月六日", "日期", "不是日期"),
    "tomorrow": ("2026-10-06", "2026-10-09", "日期", "还没有到"),
    "before the first month": ("2026-10-06", "2026-08-06", "日期", "起计分"),
    "odd time": ("09:30", "25:30", "时间", "不是时间"),
    "no unit": ("社保中心", "", "单位", "不能为空"),
    "unknown unit": ("社保中心", "无名中心", "单位", "没有名为“无名中心”的窗口单位"),
    "unknown window": ("3号窗口", "99号窗口", "窗口", "没有“99号窗口”"),
    "unknown person": ("3号窗口,,", "3号窗口,无名,", "人员", "没有名为“无名”的人员"),
    "unknown source": ("日常抽查", "道听途说", "来源", "不在可选的内容之中"),
    "no text": ("低头看手机", "", "发现情况", "不能为空"),
    "long text": ("低头看手机", "长" * 2001, "发现情况", "超过上限2000"),
    "unknown clause": ("4.5", "9.9", "行为", "细则中没有“9.9”条"),
    "unknown behaviour": ("接打手机", "打瞌睡", "行为", "可选：上网聊天"),
    "derived": ("4.5,接打手机", "6.3,首次超限", "行为", "自动得出"),
    "pointless clause": ("4.5,接打手机", "1.4,手续", "行为", "没有可以计分的行为"),
    "clause alone": ("接打手机", "", "行为", "填了“条款”就要填“行为”"),
    "behaviour alone": ("4.5", "", "条款", "填了“行为”就要填“条款”"),
    "no times": (",1,,,", ",0,,,", "次数", "1到999"),
    "odd times": (",1,,,", ",一,,,", "次数", "1到999"),
    "no measure": ("4.5,接打手机", "1.1,空岗", "数值", "要填数值"),
    "odd measure": ("4.5,接打手机,1,,", "1.1,空岗,1,半小时,", "数值", "整数"),
    "false praise": ("4.5,接打手机", "2.7,弄虚作假", "行为", "所涉及的那项表扬加分"),
}


@pytest.mark.parametrize(("old", "new", "column", "words"), BAD_CELLS.values(), ids=BAD_CELLS)
def test_bad_cell_is_told_with_row_and_column_and_nothing_is_written(
    clerk: User, unit: Unit, window: Window, old: str, new: str, column: str, words: str
) -> None:
    good = ROW.replace("低头看手机", "另一件事")
    plan = planned(good, ROW.replace(old, new, 1))
    assert [row.status for row in plan.rows] == ["新增", "有错误"]
    assert [(where, words in text) for where, text in plan.bad[0].errors if words in text] == [(column, True)]
    with pytest.raises(Refusal, match="还有1行有错误，没有写入任何内容"):
        imported(clerk, good, ROW.replace(old, new, 1))
    assert (Finding.objects.count(), Window.objects.count()) == (0, 1)


def test_all_errors_of_a_row_are_told_at_once(unit: Unit) -> None:
    plan = planned("x,y,无名中心,,,z,,4.5,,0,,,")
    assert {column for column, _ in plan.bad[0].errors} == {
        "日期",
        "时间",
        "单位",
        "来源",
        "发现情况",
        "行为",
        "次数",
    }


def test_people_are_found_by_name_in_their_unit_or_by_number(
    clerk: User, unit: Unit, person: StaffMember
) -> None:
    namesake = StaffMember.objects.create(name="王芳", number="077")
    Posting.objects.create(person=namesake, unit=unit, starts_on=date(2026, 1, 1))
    assert "请改写工号（001、077）" in planned(ROW.replace("3号窗口,,", ",王芳,")).bad[0].errors[0][1]
    imported(clerk, ROW.replace("3号窗口,,", ",001、077,"))
    assert sorted(ScoreEvent.objects.values_list("person__number", flat=True)) == ["001", "077"]


def test_namesake_in_another_unit_is_not_taken(
    clerk: User, unit: Unit, other_unit: Unit, person: StaffMember
) -> None:
    namesake = StaffMember.objects.create(name="王芳", number="077")
    Posting.objects.create(person=namesake, unit=other_unit, starts_on=date(2026, 1, 1))
    imported(clerk, ROW.replace("3号窗口,,", ",王芳,"))
    assert ScoreEvent.objects.get().person == person


@pytest.mark.parametrize("number", ["3号窗口", "3号", "3"])
def test_window_is_found_however_it_is_written(clerk: User, unit: Unit, window: Window, number: str) -> None:
    imported(clerk, ROW.replace("3号窗口", number))
    assert ScoreEvent.objects.get().window == window


def test_missing_places_are_created_once_and_only_when_asked(clerk: User, bureau: None) -> None:
    rows = [ROW.replace("社保中心", "新单位"), ROW.replace("社保中心", "新单位").replace("09:30", "10:30")]
    with pytest.raises(Refusal):
        imported(clerk, *rows)
    plan = planned(*rows, options=CREATE)
    assert [unit.name for unit in plan.new_units] == ["新单位"]
    assert [window.number for window in plan.new_windows] == ["3号窗口"]
    assert not Unit.objects.exists()
    imported(clerk, *rows, options=CREATE)
    assert (Unit.objects.count(), Window.objects.count(), Finding.objects.count()) == (1, 1, 2)


def test_praise_without_proof_is_imported_pending_and_said(clerk: User, unit: Unit) -> None:
    praise = ROW.replace("3号窗口", "").replace("4.5,接打手机", "2.7,锦旗")
    assert planned(praise).rows[0].notes[0].endswith("按待核实导入")
    imported(clerk, praise)
    assert ScoreEvent.objects.get().status == "pending"


def test_sheet_can_be_imported_as_pending(clerk: User, unit: Unit, window: Window) -> None:
    imported(clerk, ROW, options=ImportOptions(verified=False))
    assert ScoreEvent.objects.get().status == "pending"


def test_row_of_a_closed_month_counts_in_the_next_and_says_so(
    clerk: User, unit: Unit, window: Window
) -> None:
    closed(date(2026, 9, 1))
    row = ROW.replace("2026-10-06", "2026-09-28")
    assert planned(row).rows[0].notes == ["补记，计入2026年10月"]
    imported(clerk, row)
    assert ScoreEvent.objects.get().counts_in == date(2026, 10, 1)


def test_good_practice_comes_from_its_column_or_from_the_preview(clerk: User, unit: Unit) -> None:
    plain = "2026-10-06,,社保中心,,,日常抽查,接待热情,,,,,,"
    imported(clerk, plain, options=ImportOptions(good=frozenset({2})))
    table = findings_table(
        "别的.csv", sheet(plain.replace("接待热情", "主动引导") + ",是", head=HEAD + ",好的做法")
    )
    import_rows(table=table, options=ImportOptions(), by=clerk, at=NOON)
    assert list(Finding.objects.values_list("is_good", flat=True)) == [True, True]


CELL = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters='",\n\r'), max_size=15),
    st.sampled_from(
        [*ROW.split(","), "1.1", "空岗", "王芳", "3", "=1+1", "\x00", "9" * 30, "2026-02-30", "社保中心"]
    ),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL, min_size=13, max_size=13), min_size=1, max_size=4))
def test_no_sheet_breaks_the_preview(
    unit: Unit, window: Window, person: StaffMember, rows: list[list[str]]
) -> None:
    data = sheet(*(",".join(cells) for cells in rows))
    try:
        plan = plan_findings(findings_table("表.csv", data), CREATE, at=NOON)
    except Refusal:
        return
    assert all(row.status in ("新增", "有错误") for row in plan.rows)
