"""The sheet by its address, the click, the progress, the two files."""

import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from notices.models import JobRunner, PrintRun
from notices.services.running import check_in
from scoring.models import MonthResult
from tests.conftest import NOON, logged_in
from units.models import Unit, User


def words(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")


def sheet(user: User, unit: Unit, month: str = "2026-09") -> Any:
    return logged_in(user).get(f"/months/{month}/units/{unit.pk}/sheet.pdf")


def page(user: User, run: PrintRun) -> Any:
    return logged_in(user).get(f"/sheets/{run.pk}/")


def test_a_units_sheet_tells_its_month(september: MonthResult, chief: User, unit: Unit) -> None:
    answer = sheet(chief, unit)
    text = words(answer.content).replace(" ", "")

    assert answer.headers["Content-Type"] == "application/pdf"
    for said in (
        "窗口单位：社保中心",
        "2026年9月",
        "名次：第3名（共3个单位）",
        "25−11=14",
        "25+4=29；按满分计25（溢出加分4）",
        "王芳上班后5分钟到岗",
        "9月3日",
        "王芳，3号窗口",
        "限期整改（单位）",
        "单位负责人（签字）",
        "2026年10月8日",
        september.digest[:20],
    ):
        assert said in text, said
    assert "草稿" not in text


def test_a_head_is_told_the_rank_once_it_is_published(
    september: MonthResult, head: User, unit: Unit, other_unit: Unit
) -> None:
    closed = words(sheet(head, unit).content)
    september.month.state = "published"
    september.month.save()
    published = words(sheet(head, unit).content)

    assert "名次：通报印发后公布" in closed
    assert "名次：第3名（共3个单位）" in published
    assert sheet(head, other_unit).status_code == 404


def test_an_open_month_is_marked_as_a_draft(told: None, head: User, unit: Unit) -> None:
    text = words(sheet(head, unit).content)

    assert "草稿" in text
    assert "未定分" in text


def test_telephone_numbers_are_hidden(september: MonthResult, chief: User, other_unit: Unit) -> None:
    text = words(sheet(chief, other_unit).content)

    assert "138****5678" in text
    assert "13812345678" not in text


def test_one_click_on_the_months_page_leads_to_the_run(september: MonthResult, clerk: User) -> None:
    client = logged_in(clerk)
    assert "打印全部得分单" in client.get("/months/2026-09/").content.decode()
    answer = client.post("/months/2026-09/sheets/", {"form_key": str(uuid.uuid4())})
    run = PrintRun.objects.get()

    assert answer.headers["Location"] == f"/sheets/{run.pk}/"
    again = client.post("/months/2026-09/sheets/", {"form_key": str(uuid.uuid4())})
    assert again.headers["Location"] == answer.headers["Location"]


def test_an_open_months_page_offers_no_batch(told: None, clerk: User) -> None:
    assert "打印全部得分单" not in logged_in(clerk).get("/months/2026-09/").content.decode()


def test_progress_shows_itself_without_a_script(run: PrintRun, chief: User) -> None:
    check_in(name="a", at=NOON)
    PrintRun.objects.update(state="running", done=2, heard_at=NOON)
    answer = page(chief, run)
    text = answer.content.decode()

    assert answer.headers["Refresh"] == "2"
    assert '<progress class="w-100" max="100" value="66"' in text
    assert "已打印 2 份，共 3 份" in text


def test_where_nobody_prints_the_page_says_so_and_what_to_do(run: PrintRun, chief: User) -> None:
    text = page(chief, run).content.decode()

    assert "打印服务没有运行" in text
    assert "systemctl start yanling-jobs" in text
    check_in(name="a", at=NOON)
    assert "打印服务没有运行" not in page(chief, run).content.decode()


def test_a_run_whose_process_died_can_be_started_again_on_its_page(run: PrintRun, chief: User) -> None:
    PrintRun.objects.update(state="running", heard_at=NOON - timedelta(hours=1))
    answer = page(chief, run)
    assert "打印进程已经中断" in answer.content.decode()
    assert "Refresh" not in answer.headers
    logged_in(chief).post(f"/sheets/{run.pk}/restart/", {"form_key": str(uuid.uuid4())})
    run.refresh_from_db()

    assert (run.state, run.attempt) == ("queued", 2)


def test_a_failure_is_told_in_its_own_words(run: PrintRun, chief: User) -> None:
    PrintRun.objects.update(state="failed", failure="社保中心的得分单没有打印成功")
    text = page(chief, run).content.decode()

    assert "社保中心的得分单没有打印成功" in text
    assert "重新打印" in text


def test_both_files_are_handed_out_while_they_are_kept(run: PrintRun, chief: User, time_machine: Any) -> None:
    call_command("run_jobs", "--once", stdout=io.StringIO())
    client = logged_in(chief)
    text = page(chief, run).content.decode()
    pdf, packed = client.get(f"/sheets/{run.pk}/sheets.pdf"), client.get(f"/sheets/{run.pk}/sheets.zip")

    assert "打开合订 PDF" in text
    assert (pdf.status_code, pdf.content[:5], packed.content[:2]) == (200, b"%PDF-", b"PK")
    assert "2026%E5%B9%B49%E6%9C%88" in packed.headers["Content-Disposition"]
    time_machine.move_to(NOON + timedelta(days=8))
    late = [logged_in(chief).get(f"/sheets/{run.pk}/sheets.{kind}").status_code for kind in ("pdf", "zip")]
    assert late == [404, 404]


def test_nothing_is_handed_out_before_it_is_whole(run: PrintRun, chief: User) -> None:
    assert logged_in(chief).get(f"/sheets/{run.pk}/sheets.pdf").status_code == 404


@pytest.mark.parametrize("state", ["queued", "running", "failed"])
def test_a_page_takes_few_queries(
    run: PrintRun, chief: User, state: str, django_assert_max_num_queries: Any
) -> None:
    PrintRun.objects.update(state=state)
    JobRunner.objects.create(name="a", started_at=NOON, heard_at=NOON)
    client = logged_in(chief)
    client.get(f"/sheets/{run.pk}/")

    with django_assert_max_num_queries(12):
        client.get(f"/sheets/{run.pk}/")
