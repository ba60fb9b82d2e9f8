"""What is past its time is shown, then erased: exactly that, with a line of the log, and nothing else."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command

from notices.models import PaperDraft
from records.models import Change, ImportBatch
from scoring.models import Complainant, Complaint, Month, Objection, ScoreEvent
from tests.conftest import NOON, logged_in
from tests.personal.kept import Kept, contents, everything, letter_of, lines
from units.models import AttendanceDay, LeaveSlip, StaffMember, Unit, User
from yanling_assess.personal.terms import months_before

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def kept(clerk: User, unit: Unit, person: StaffMember) -> Kept:
    return everything(clerk, unit, person)


def ran(*args: str) -> int:
    try:
        call_command("erase_expired", *args)
    except SystemExit as left:
        return int(left.code or 0)
    return 0


def all_rows() -> dict[tuple[str, Any], tuple[Any, ...]]:
    return contents(*(model for model in apps.get_models() if model is not Change))


def test_what_is_past_its_time_is_shown_and_nothing_is_written(
    kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    before, log = all_rows(), Change.objects.count()

    assert ran() == 1

    shown = capsys.readouterr().out.splitlines()
    assert shown == [
        "投诉人的姓名和联系方式：期满1位，最早2024-10-07（自投诉查结之日起保存2年，RETENTION_COMPLAINANTS）",
        (
            "投诉材料（作为计分证明的除外）：期满1个文件，最早2024-10-07"
            "（自投诉查结之日起保存2年，RETENTION_COMPLAINT_FILES）"
        ),
        (
            "请假条的事由、代办人、签批意见和交接情况：期满1张，最早2023-10-07"
            "（自假期结束之日起保存3年，RETENTION_LEAVE）"
        ),
        (
            "请假条的扫描件和证明材料（作为计分证明的除外）：期满1个文件，最早2026-10-08"
            "（自假期结束之日起保存3年，RETENTION_LEAVE）"
        ),
        "考勤签到记录：期满1人天，最早2023-10-07（自当日起保存3年，RETENTION_ATTENDANCE）",
        "导入文件的内容：期满1个文件，最早2025-10-07（自导入之日起保存1年，RETENTION_IMPORTS）",
        "上传后没有导入的文件：期满1个文件，最早2026-09-30（自上传之日起保存7天）",
        "上传后没有附到任何记录的文件：期满1个文件，最早2026-09-30（自上传之日起保存7天）",
        "公文草稿：期满1份，最早2025-10-07（自最后保存之日起保存1年，RETENTION_DRAFTS）",
        "成批打印的文件：没有期满的（打印好7天后清除）",
        "已提交表单的编号：期满1个，最早2026-07-07（自提交之日起保存3个月，RETENTION_FORM_KEYS）",
        "过期的登录会话：期满1个，最早2026-10-08（过期后清除）",
        "登录、查看、导出、打印的操作记录中的文字和地址：没有期满的（自当日起保存1年，RETENTION_LOG_ACCESS）",
        "其他操作记录中的文字、改动前后的内容和地址：没有期满的（自当日起保存10年，RETENTION_LOG_WORDS）",
        "登录失败的记录（用户名、地址）：没有期满的（自当日起保存30天）",
        "加 --apply 清除以上期满的内容。",
    ]
    assert (all_rows(), Change.objects.count()) == (before, log)


def test_exactly_what_is_past_its_time_is_erased_and_nothing_else(kept: Kept) -> None:
    before, old = all_rows(), {kind: rows[0] for kind, rows in kept.rows.items()}
    letter, paper = letter_of(old["complaint"]), old["slip"].proofs.get()
    gone = [Complainant.objects.get(complaint=old["complaint"]), letter, paper]
    gone += [old[kind] for kind in ("attendance", "preview", "stray", "draft", "form", "session")]
    changed = [old[kind] for kind in ("complaint", "slip", "import")] + [old["slip"].covers.get()]

    assert ran("--apply") == 0

    after = all_rows()
    assert {key for key in before if key not in after} == {(row._meta.label, row.pk) for row in gone}
    assert {key for key in after if after[key] != before[key]} == {
        (row._meta.label, row.pk) for row in changed
    }
    assert ran() == 0


def test_details_go_and_what_results_rest_on_stays(kept: Kept) -> None:
    ran("--apply")

    slip = LeaveSlip.objects.get(pk=kept["slip"][0].pk)
    assert (slip.reason, slip.special_reason, slip.proxy_name, slip.sign_note) == (
        *("（已按期清除）", "（已按期清除）"),
        *("", ""),
    )
    assert (slip.get_kind_display(), slip.starts_on, slip.covers.get().handover) == (
        *("病假", date(2023, 10, 7)),
        "",
    )
    batch = ImportBatch.objects.get(pk=kept["import"][0].pk)
    assert (batch.name, batch.sha256, batch.content, batch.result) == ("人员.xlsx", "0" * 64, b"", [])
    proof = kept["complaint"][0].files.get()
    assert proof.findings.exists()
    assert proof.file.storage.exists(proof.file.name)


def test_bytes_of_erased_files_go_with_their_rows(
    kept: Kept, django_capture_on_commit_callbacks: Any
) -> None:
    letters = [letter_of(row) for row in kept["complaint"]]

    with django_capture_on_commit_callbacks(execute=True):
        ran("--apply")

    assert [letter.file.storage.exists(letter.file.name) for letter in letters] == [False, True]


def test_each_kind_and_each_record_gets_its_line(kept: Kept, chief: User) -> None:
    ran("--apply", "--by", "chief")

    old = str(kept["complaint"][0].pk)
    told = [(line.subject_id, line.by, line.before, line.after) for line in lines("按期清除投诉人")]
    assert told == [(old, chief, {}, {})]
    assert [line.subject_id for line in lines("按期清除投诉材料")] == [old]
    assert [line.subject_id for line in lines("按期清除请假事由")] == [str(kept["slip"][0].pk)]
    assert [line.subject_label for line in lines("按期清除")][:2] == [
        "投诉人的姓名和联系方式：1位，2024-10-08以前，自投诉查结之日起保存2年",
        "投诉材料（作为计分证明的除外）：1个文件，2024-10-08以前，自投诉查结之日起保存2年",
    ]


def test_complaint_says_that_its_complainant_was_erased_in_time(kept: Kept, clerk: User) -> None:
    ran("--apply")

    pages = [logged_in(clerk).get(f"/complaints/{row.pk}/").content.decode() for row in kept["complaint"]]

    assert ["投诉人信息已按期清除。" in page for page in pages] == [True, False]
    assert "黄某某" in pages[1]


def test_an_imported_file_that_was_erased_says_so(kept: Kept, clerk: User) -> None:
    ImportBatch.objects.update(kind="attendance")
    ran("--apply")

    desk = logged_in(clerk)
    answers = [desk.get(f"/attendance/import/{kept['import'][0].pk}/{end}") for end in ("", "file/")]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert "文件内容保存期满后已按期清除" in answers[0].content.decode()
    assert "文件内容已按期清除" in desk.get("/attendance/import/").content.decode()


@pytest.mark.parametrize("state", ["open complaint", "open objection"])
def test_what_is_still_disputed_is_kept(state: str, kept: Kept, head: User) -> None:
    row = kept["complaint"][0]
    if state == "open complaint":
        Complaint.objects.filter(pk=row.pk).update(state=Complaint.State.OPEN)
    else:
        event = ScoreEvent.objects.filter(finding__complaint_point__complaint=row).first()
        Objection.objects.create(event=event, unit=row.unit, text="不属实", filed_by=head, filed_at=NOON)

    ran("--apply")

    assert Complainant.objects.filter(complaint=row).exists()
    assert letter_of(row)


def test_a_month_that_is_not_closed_keeps_its_attendance_and_slips(kept: Kept) -> None:
    Month.objects.create(month=date(2023, 10, 1), state=Month.State.REOPENED)

    ran("--apply")

    assert AttendanceDay.objects.count() == 2
    assert not LeaveSlip.objects.exclude(reason="胃病复查").exists()


def test_the_periods_are_settings(kept: Kept, settings: Any) -> None:
    settings.RETENTION = settings.RETENTION | {"RETENTION_COMPLAINANTS": 25, "RETENTION_DRAFTS": 11}

    ran("--apply")

    assert (Complainant.objects.count(), PaperDraft.objects.count()) == (2, 0)


@pytest.mark.parametrize(("day", "found"), [("2026-10-08", 1), ("2026-10-07", 0), ("2026-10-09", 2)], ids=str)
def test_another_day_can_be_looked_at(
    day: str, found: int, kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    ran("--on", day)

    told = f"期满{found}位" if found else "没有期满的"
    assert capsys.readouterr().out.startswith(f"投诉人的姓名和联系方式：{told}")


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        (("--on", "昨天"), "日期“昨天”无法识别"),
        (("--on", "0001-01-01"), "日期“0001-01-01”无法识别"),
        (("--apply", "--on", "2026-10-09"), "2026-10-09还没有到，不能提前清除"),
        (("--apply", "--by", "nobody"), "没有用户名为“nobody”的账号"),
        (("--apply", "--by", "clerk"), "没有“个人信息保存情况”的权限"),
    ],
    ids=["no day", "no year", "too early", "nobody", "no right"],
)
def test_bad_input_is_refused_and_nothing_is_erased(
    args: tuple[str, ...], cause: str, kept: Kept, capsys: pytest.CaptureFixture[str]
) -> None:
    before = all_rows()

    assert ran(*args) == 2

    assert cause in capsys.readouterr().err
    assert all_rows() == before


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 1), 1, date(2025, 12, 1)),
        (date(2026, 10, 8), 120, date(2016, 10, 8)),
    ],
    ids=str,
)
def test_months_are_counted_by_the_calendar(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected
