"""Import of findings: every row of the real sheet, in any shape; the same sheet twice; edited rows."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from scoring.models import Finding, ScoreEvent
from scoring.services.import_findings import findings_table, import_rows
from scoring.services.import_plan import ImportOptions, plan_findings
from tests.conftest import NOON
from tests.scoring.import_sheets import CREATE, REAL, ROW, as_xlsx, imported, imported_real, planned
from units.models import Unit, User, Window


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def test_every_row_of_the_real_sheet_is_accounted_for(clerk: User, bureau: None) -> None:
    result = imported_real(clerk)
    assert [line for line, _, _ in result] == list(range(2, 28))
    assert {status for _, status, _ in result} == {"新增"}
    assert (Unit.objects.count(), Window.objects.count()) == (10, 8)
    assert (Finding.objects.count(), ScoreEvent.objects.count()) == (26, 23)
    assert set(ScoreEvent.objects.values_list("status", "counts_in")) == {("confirmed", date(2026, 9, 1))}
    media = ScoreEvent.objects.get(behaviour="新闻媒体曝光")
    assert list(media.problem.events.values_list("behaviour", flat=True)) == [
        "空岗",
        "听音乐",
        "新闻媒体曝光",
    ]  # type: ignore[union-attr]
    game = Finding.objects.get(fact="一名男同志用办公电脑玩游戏")
    assert (str(game.happened_at), game.window.number, game.import_place) == (  # type: ignore[union-attr]
        "09:30:00",
        "11号窗口",
        "findings-2026-09.csv 第4行",
    )
    late = ScoreEvent.objects.get(finding__fact="指纹签到迟到10分钟")
    assert (late.measure, late.times) == (None, 1)


SAME_SHEET = {
    "utf-8 with bom": REAL.read_bytes(),
    "utf-8": REAL.read_bytes().decode("utf-8-sig").encode(),
    "gb18030": REAL.read_bytes().decode("utf-8-sig").encode("gb18030"),
    "crlf": REAL.read_bytes().decode("utf-8-sig").replace("\n", "\r\n").encode(),
    "xlsx with dates": as_xlsx(REAL.read_bytes()),
    "xlsx of text": as_xlsx(REAL.read_bytes(), typed=False),
}


@pytest.mark.parametrize("data", SAME_SHEET.values(), ids=SAME_SHEET)
def test_same_sheet_in_any_shape_adds_nothing_the_second_time(clerk: User, bureau: None, data: bytes) -> None:
    imported_real(clerk)
    plan = plan_findings(findings_table("再来.xlsx", data), CREATE, at=NOON)
    assert (len(plan.known), len(plan.new), len(plan.edited), len(plan.bad)) == (26, 0, 0, 0)
    import_rows(table=findings_table("再来.xlsx", data), options=CREATE, by=clerk, at=NOON)
    assert (Finding.objects.count(), Window.objects.count()) == (26, 8)


@pytest.mark.parametrize("data", SAME_SHEET.values(), ids=SAME_SHEET)
def test_every_shape_of_the_sheet_is_read_alike(bureau: None, data: bytes) -> None:
    plan = plan_findings(findings_table("表", data), CREATE, at=NOON)
    plain = plan_findings(findings_table("表", REAL.read_bytes()), CREATE, at=NOON)
    assert [row.read.digest for row in plan.rows] == [row.read.digest for row in plain.rows]


def test_row_edited_since_is_reported_and_not_added(clerk: User, unit: Unit, window: Window) -> None:
    imported(clerk, ROW)
    plan = planned(ROW.replace("低头看手机", "低头看手机两次").replace(",1,,,", ",2,,,"))
    assert [row.status for row in plan.rows] == ["有改动"]
    assert plan.edited[0].differences == [
        ("发现情况", "低头看手机", "低头看手机两次"),
        ("次数", "1", "2"),
    ]
    imported(clerk, ROW.replace("低头看手机", "低头看手机两次"))
    assert Finding.objects.count() == 1


EDITS = {
    "text": ("低头看手机", "低头看视频"),
    "clause": ("接打手机", "看视频"),
    "time": ("09:30", "10:30"),
    "window": ("3号窗口", ""),
    "source": ("日常抽查", "电子监察"),
    "day": ("2026-10-06", "2026-10-07"),
    "problem": (",1,,,", ",1,,手机,"),
}


@pytest.mark.parametrize(("old", "new"), EDITS.values(), ids=EDITS)
def test_one_changed_cell_in_its_place_is_an_edit(
    clerk: User, unit: Unit, window: Window, old: str, new: str
) -> None:
    imported(clerk, ROW)
    assert [row.status for row in planned(ROW.replace(old, new)).rows] == ["有改动"]


OTHERS = {
    "another act at the same counter and time": ROW.replace("低头看手机", "吃零食").replace(
        "4.5,接打手机", "2.2,吃零食"
    ),
    "another day": ROW.replace("2026-10-06", "2026-10-07"),
    "another unit": ROW.replace("社保中心,3号窗口", "就业,").replace("低头看手机", "刷视频"),
}


@pytest.mark.parametrize("row", OTHERS.values(), ids=OTHERS)
def test_another_happening_is_new(
    clerk: User, unit: Unit, other_unit: Unit, window: Window, row: str
) -> None:
    imported(clerk, ROW)
    assert [row.status for row in planned(ROW, row, name="另一张.csv").rows] == ["已导入", "新增"]


def test_edited_row_is_added_where_it_is_said_to_be_another_matter(
    clerk: User, unit: Unit, window: Window
) -> None:
    imported(clerk, ROW)
    other = ROW.replace("低头看手机", "又低头看手机")
    imported(clerk, other, options=ImportOptions(anew=frozenset({2})))
    assert Finding.objects.count() == 2


def test_two_rows_alike_in_one_sheet_are_an_error(unit: Unit, window: Window) -> None:
    plan = planned(ROW, ROW)
    assert [row.status for row in plan.rows] == ["新增", "有错误"]
    assert plan.bad[0].errors == [("", "与第2行完全相同；确是两件事的，请在“发现情况”写明区别或合并填次数。")]
