"""From the sheet to the stamped paper: the real month of September 2026, imported, closed and printed."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from notices.models import Notice
from scoring.models import Finding, MonthResult, ScoreEvent
from tests.journeys.browser import Desk, hidden_fields, words
from units.models import Unit, Window

# Worked out by hand from the sheet: 100 less what counts, category by category.
TOTALS = {
    "工伤认定窗口": "100",
    "人事考试中心": "98",
    "劳动人事争议仲裁院": "96",
    "社保中心": "96",
    "社会保障卡窗口": "96",
    "职业能力建设窗口": "97",
    "养老保险窗口": "96",
    "劳动保障监察大队": "98",
    "公共就业服务中心": "94",
    "人才交流中心": "89",
}


def upload(sheet: bytes, name: str = "findings-2026-09.csv") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, sheet, content_type="text/csv")}


def imported(desk: Desk, sheet: bytes) -> str:
    """Hand the sheet in, let missing units and windows be made, confirm; the address of the result."""
    preview = desk.send("/import/", upload(sheet), page=desk.open("/import/"))["Location"]
    fields = {"verified": "on", "create": "on"}
    again = desk.send(preview, {**fields, "step": "preview"}, page=desk.open(preview)).content.decode()
    answer = desk.send(preview, {**fields, "step": "import"}, page=again)
    assert answer.status_code == 302, words(answer.content.decode())
    return preview


def test_the_preview_tells_every_row_and_writes_nothing(clerk_desk: Desk, sheet: bytes) -> None:
    preview = clerk_desk.send("/import/", upload(sheet), page=clerk_desk.open("/import/"))["Location"]

    page = words(clerk_desk.open(preview))

    assert "共 26 行" in page
    for row in csv.DictReader(StringIO(sheet.decode("utf-8-sig"))):
        assert row["发现情况"] in page
    assert not Finding.objects.exists()
    assert not Unit.objects.exists()


def test_every_row_of_the_sheet_is_accounted_for(clerk_desk: Desk, sheet: bytes) -> None:
    result = words(clerk_desk.open(imported(clerk_desk, sheet)))

    rows = list(csv.DictReader(StringIO(sheet.decode("utf-8-sig"))))
    assert "共 26 行" in result
    assert sorted(Finding.objects.values_list("fact", flat=True)) == sorted(row["发现情况"] for row in rows)
    charged = ScoreEvent.objects.values_list("finding__fact", "clause", "behaviour", "times", "status")
    assert sorted(charged) == sorted(
        (row["发现情况"], row["条款"], row["行为"], int(row["次数"]), "confirmed")
        for row in rows
        if row["条款"]
    )
    assert Unit.objects.count() == 10
    assert Window.objects.count() == len({(row["单位"], row["窗口"]) for row in rows if row["窗口"]})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_the_same_sheet_a_second_time_adds_nothing(clerk_desk: Desk, sheet: bytes, encoding: str) -> None:
    imported(clerk_desk, sheet)
    before = set(Finding.objects.values_list("pk", flat=True))
    again = sheet.decode("utf-8-sig").encode(encoding)

    preview = clerk_desk.send("/import/", upload(again), page=clerk_desk.open("/import/"))["Location"]
    page = clerk_desk.open(preview)
    answer = clerk_desk.send(preview, {"step": "import", "verified": "on"}, page=page)

    assert "已导入过 26" in words(page)
    assert "确认导入" not in page
    assert answer.status_code in (302, 409)
    assert set(Finding.objects.values_list("pk", flat=True)) == before


def test_sending_the_confirmation_twice_imports_once(clerk_desk: Desk, sheet: bytes) -> None:
    preview = clerk_desk.send("/import/", upload(sheet), page=clerk_desk.open("/import/"))["Location"]
    fields = {"verified": "on", "create": "on"}
    again = clerk_desk.send(preview, {**fields, "step": "preview"}, page=clerk_desk.open(preview))
    hidden = hidden_fields(again.content.decode())

    answers = [clerk_desk.send(preview, {**hidden, **fields, "step": "import"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Finding.objects.count() == 26


@pytest.mark.slow
def test_the_month_is_closed_and_its_bulletin_issued(
    clerk_desk: Desk, chief_desk: Desk, sheet: bytes
) -> None:
    imported(clerk_desk, sheet)
    close = "/months/2026-09/close/"
    refused = chief_desk.send(close, {"typed": "2026-09"}, page=chief_desk.open(close))
    assert refused.status_code == 422
    assert "请写明现在定分的理由" in words(refused.content.decode())

    closed = chief_desk.send(
        close, {"typed": "2026-09", "reason": "抽查未点名，人员待查。"}, page=chief_desk.open(close)
    )

    assert closed.status_code == 302
    result = MonthResult.objects.get()
    totals = {score.unit_name: Decimal(score.total_halves) / 2 for score in result.scores.all()}
    assert totals == {name: Decimal(total) for name, total in TOTALS.items()}

    issue = "/notices/compose/2026-09/issue/"
    sent = {"issued_on": "2026-10-08", "confirm": "2026年9月"}
    hidden = hidden_fields(chief_desk.open(issue))
    answers = [chief_desk.send(issue, {**hidden, **sent}) for _ in range(2)]

    notice = Notice.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/notices/{notice.pk}/"] * 2
    pdf = chief_desk.download(f"/notices/{notice.pk}/named.pdf")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\n", "")
    assert "鄢人社通报〔2026〕1号" in text
    for name, total in TOTALS.items():
        assert name in text
        assert total in text
