"""What the bulletin says: every figure from the stored result, every name only where it may stand."""

from dataclasses import replace
from datetime import date

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from notices.bulletin import masking
from notices.bulletin.content import Bulletin
from notices.bulletin.paper import bulletin_paper
from notices.bulletin.sections import summary
from notices.deadlines import deadlines, working_days_after
from notices.papers.content import Heading, Paper, Paragraph, Table
from notices.services.drafting import draft_bulletin
from scoring.models import Finding, MonthResult, ScoreEvent, ScoreLine
from units.models import Bureau, CalendarDay, StaffMember, Unit
from units.workdays import work_calendar

ON = date(2026, 10, 8)


@pytest.fixture
def bulletin(september: MonthResult) -> Bulletin:
    return draft_bulletin(september, number="鄢人社通报〔2026〕1号", on=ON)


def texts(paper: Paper) -> list[str]:
    """Everything a paper says, block by block, attachments included."""
    blocks = [*paper.blocks, *(block for part in paper.attachments for block in part.blocks)]
    said = []
    for block in blocks:
        if isinstance(block, Heading):
            said.append(block.text + block.body)
        elif isinstance(block, Paragraph):
            said.append("".join(run.text for run in block.runs))
        elif isinstance(block, Table):
            said += ["|".join(row) for row in block.rows]
    return said


def test_bulletin_tells_the_month_in_the_order_of_the_paper(bulletin: Bulletin) -> None:
    headings = [block.text for block in bulletin_paper(bulletin).blocks if isinstance(block, Heading)]
    assert [text for text in headings if not text.endswith("：")] == [
        "总体情况",
        "好的做法",
        "存在问题",
        "窗口人员上岗要求及请销假",
        "办公秩序",
        "窗口工作人员进驻管理",
        "其他情况（细则未列，不计分）",
        "处理情况",
        "工作要求",
    ]


def test_summary_holds_the_stored_figures(bulletin: Bulletin) -> None:
    assert summary(bulletin) == (
        "2026年9月，3个窗口单位参加考核，平均得分94.67分。全月记录扣分事项6件，加分事项1件，另有细则以外的情况2件。"
        "得分最高的是人才交流中心，得100分；得分最低的是社保中心，得86分。"
    )


def test_problem_names_unit_time_window_person_fact_clause_and_points(bulletin: Bulletin) -> None:
    said = "\n".join(texts(bulletin_paper(masking.named(bulletin))))
    assert "9月3日，3号窗口，王芳上班后5分钟到岗（迟到，细则1.1，扣2分）。" in said
    assert "9月8日10时，孙丽“低头看手机”，电话138****5678（接打手机，细则4.5，扣2分）。" in said
    assert "9月18日，延时服务8次（延时服务，细则2.6，加4分）。" in said
    assert "9月1日，人员全部在位，接待热情周到。" in said


def test_handling_names_basis_and_deadline(bulletin: Bulletin) -> None:
    said = "\n".join(texts(bulletin_paper(masking.named(bulletin))))
    assert (
        "书面检查（王芳），由窗口单位办理，于2026年10月12日前完成（依据细则1.5、《通知》四（二））。" in said
    )
    assert "限期整改，由窗口单位办理，于2026年10月21日前完成（依据细则6.3）。" in said


def test_attachments_list_every_unit_and_every_deduction(bulletin: Bulletin) -> None:
    scores, details = bulletin_paper(masking.named(bulletin)).attachments
    assert (scores.title, details.title) == ("2026年9月各窗口单位得分表", "2026年9月扣分明细")
    table, rows = scores.blocks[0], details.blocks[0]
    assert isinstance(table, Table)
    assert isinstance(rows, Table)
    assert table.rows == (
        ("1", "人才交流中心", "25", "25", "20", "10", "10", "10", "0", "100"),
        ("2", "公共就业服务中心", "25", "25", "20", "8", "10", "10", "0", "98"),
        ("3", "社保中心", "14", "25", "20", "10", "10", "7", "4", "86"),
    )
    assert [(row[2], row[4], row[6], row[7]) for row in rows.rows] == [
        ("公共就业服务中心", "4.5", "2", "2"),
        ("社保中心", "1.1", "2", "2"),
        ("社保中心", "1.1", "2", "2"),
        ("社保中心", "1.1", "2", "2"),
        ("社保中心", "1.5", "5", "5"),
        ("社保中心", "6.3", "3", "3"),
    ]


def test_bulletin_is_the_same_after_today_s_rows_change(
    september: MonthResult, bulletin: Bulletin, unguarded: None
) -> None:
    Finding.objects.update(fact="改过的事实")
    ScoreEvent.objects.update(times=9)
    Unit.objects.update(name=Concat("name", Value("（改）")), order=9)
    again = draft_bulletin(september, number="鄢人社通报〔2026〕1号", on=ON)
    assert (again.items, again.notes) == (bulletin.items, bulletin.notes)
    assert {row.unit: (row.name, row.total, row.rank) for row in again.standings} == {
        row.unit: (row.name, row.total, row.rank) for row in bulletin.standings
    }


def test_content_comes_back_from_json_the_same(bulletin: Bulletin) -> None:
    assert Bulletin.from_data(bulletin.to_data()) == bulletin


def test_unit_reading_names_its_own_people_only(bulletin: Bulletin, unit: Unit, other_unit: Unit) -> None:
    own = "\n".join(texts(bulletin_paper(masking.by_unit(bulletin, unit.pk))))
    assert "王芳" in own
    assert "孙丽" not in own
    assert "孙某“低头看手机”" in own
    theirs = "\n".join(texts(bulletin_paper(masking.by_unit(bulletin, other_unit.pk))))
    assert "孙丽" in theirs
    assert "王芳" not in theirs


def test_public_reading_names_nobody_not_even_in_the_words(bulletin: Bulletin) -> None:
    worded = replace(bulletin, words={**bulletin.words, "overall": "王芳、孙丽要引以为戒。"})
    said = "\n".join(texts(bulletin_paper(masking.public(worded))))
    assert "王芳" not in said
    assert "孙丽" not in said
    assert "王某、孙某要引以为戒。" in said


def test_no_reading_prints_a_whole_telephone_number(bulletin: Bulletin, unit: Unit) -> None:
    for reading in (masking.named(bulletin), masking.public(bulletin), masking.by_unit(bulletin, unit.pk)):
        assert "13812345678" not in "\n".join(texts(bulletin_paper(reading)))


def test_numbers_and_scores_are_alike_in_all_readings(bulletin: Bulletin, unit: Unit) -> None:
    tables = [
        [block.rows for block in bulletin_paper(reading).blocks if isinstance(block, Table)]
        for reading in (masking.named(bulletin), masking.public(bulletin), masking.by_unit(bulletin, unit.pk))
    ]
    assert tables[0] == tables[1] == tables[2]


@pytest.mark.parametrize(
    ("name", "masked"),
    [("王芳", "王某"), ("王小芳", "王某某"), ("欧阳明", "欧阳某"), ("欧阳", "欧某"), ("王", "王某")],
)
def test_masked_name_keeps_the_surname(name: str, masked: str) -> None:
    assert masking.masked_name(name) == masked


def test_person_named_only_in_another_s_text_is_masked_too(
    told: None, september: MonthResult, other_unit: Unit
) -> None:
    StaffMember.objects.create(name="赵敏", number="009")
    line = ScoreLine.objects.filter(unit=other_unit).first()
    assert line is not None
    bulletin = draft_bulletin(september, number="1", on=ON)
    changed = replace(bulletin, names=(*bulletin.names, "赵敏"))
    item = replace(changed.items[0], fact="赵敏代王芳签到")
    said = masking.public(replace(changed, items=(item,)))
    assert said.items[0].fact == "赵某代王某签到"


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 9, 7), 3, date(2026, 9, 10)),
        (date(2026, 9, 11), 1, date(2026, 9, 14)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2030, 6, 7), 1, date(2030, 6, 10)),
    ],
    ids=["inside a week", "over a weekend", "over the national holiday", "a year not announced yet"],
)
def test_working_days_are_those_of_the_national_calendar(
    start: date, count: int, end: date, bureau: Bureau
) -> None:
    assert working_days_after(start, count, work_calendar(start, end)) == end


def test_a_due_day_minds_the_bureaus_own_changes(bureau: Bureau) -> None:
    CalendarDay.objects.create(day=date(2026, 10, 12), is_working=False, name="停电检修")

    due = deadlines(date(2026, 10, 8), bureau=bureau, withdrawal_days=5)

    assert due("书面检查") == date(2026, 10, 13)


def test_withdrawal_takes_five_calendar_days(bureau: Bureau) -> None:
    due = deadlines(date(2026, 10, 1), bureau=bureau, withdrawal_days=5)

    assert (due("5日内撤出并替换"), due("约谈")) == (date(2026, 10, 6), None)
