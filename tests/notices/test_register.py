"""公文登记簿: found, sorted, exported; a unit sees no letter to another; received; verified."""

import hashlib
import uuid
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from notices.models import Notice, NoticePaper, Receipt
from notices.outgoing.freezing import to_data
from notices.papers.content import Letter, Paragraph, Signature
from notices.selectors.receipts import signings_of, unsigned_by
from notices.services.issuing import issue_notice
from notices.services.receipts import confirm_receipt
from records.errors import Refusal
from records.models import Change
from scoring.models import MonthResult
from tests.conftest import NOON, logged_in
from units.models import Unit, User

Kind = Notice.Kind
TODAY = date(2026, 10, 8)


@pytest.fixture(autouse=True)
def _october() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def bulletin(september: MonthResult, chief: User) -> Notice:
    return issue_notice(result=september, by=chief, at=NOON, on=TODAY)


def letter(by: User, unit: Unit, kind: str, sequence: int, **more: Any) -> Notice:
    """An issued letter, its bytes its number."""
    paper = Letter(
        "局", f"{sequence}号", ("通知书",), unit.name, (Paragraph.of("内容"),), Signature("局", "日")
    )
    notice = Notice.objects.create(
        kind=kind,
        key=str(sequence),
        code="鄢人社函",
        year=2026,
        sequence=sequence,
        title=f"关于{unit.name}的{Kind(kind).label}",
        addressee=unit.name,
        unit=unit,
        content={"paper": to_data(paper), "words": {}, "names": [], "names_of": {}, "kept": {}, "reason": ""},
        issued_on=TODAY,
        issued_by=by,
        issued_at=NOON,
        **more,
    )
    pdf = f"%PDF-{kind}{sequence}".encode()
    NoticePaper.objects.create(
        notice=notice, reading="named", pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest(), pages=1
    )
    return notice


def key() -> dict[str, str]:
    return {"form_key": str(uuid.uuid4())}


def seen(user: User, query: str = "") -> list[str]:
    page = logged_in(user).get(f"/notices/?{query}").context["page"]
    return [f"{row.kind} {row.sequence}" for row in page.object_list]


@pytest.fixture
def letters(chief: User, unit: Unit, other_unit: Unit) -> dict[str, Notice]:
    return {
        "mend": letter(chief, unit, Kind.MEND, 1, due_on=date(2026, 10, 22)),
        "talk": letter(chief, other_unit, Kind.TALK, 2),
        "removal": letter(chief, other_unit, Kind.REMOVAL, 3),
        "referral": letter(chief, unit, Kind.REFERRAL, 4),
    }


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ("clerk", {"mend", "talk", "removal", "referral"}),
        ("chief", {"mend", "talk", "removal", "referral"}),
        ("leader", {"mend", "talk", "removal", "referral"}),
        ("discipline", {"talk", "referral"}),
        ("office", set()),
        ("head", {"mend"}),
        ("other_head", {"talk", "removal"}),
    ],
)
def test_letters_are_known_to_those_whom_they_concern(
    cast: dict[str, User], letters: dict[str, Notice], who: str, kinds: set[str]
) -> None:
    browser = logged_in(cast[who])

    assert {row.split()[0] for row in seen(cast[who])} == kinds
    for kind, row in letters.items():
        status = 200 if kind in kinds else 404
        assert browser.get(f"/notices/{row.pk}/").status_code == status, kind
        assert browser.get(f"/notices/{row.pk}/named.pdf").status_code == status, kind
        assert browser.get(f"/notices/{row.pk}/public.pdf").status_code == 404, kind
    exported = load_workbook(BytesIO(browser.get("/notices/export/").content)).worksheets[0]
    assert sum("鄢人社函" in str(cell.value) for cell in exported["A"]) == len(kinds)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=鄢人社函〔2026〕2号", ["talk 2"]),
        ("q=[2026]3", ["removal 3"]),
        ("q=约谈", ["talk 2"]),
        ("q=社保中心", ["referral 4", "mend 1"]),
        ("q=第3号", ["removal 3"]),
        ("kind=mend", ["mend 1"]),
        ("year=2025", ["referral 4", "removal 3", "talk 2", "mend 1"]),
        ("sort=number", ["mend 1", "talk 2", "removal 3", "referral 4"]),
        ("sort=-due&q=函", ["mend 1", "referral 4", "removal 3", "talk 2"]),
        ("outdated=on", []),
    ],
    ids=str,
)
def test_papers_are_found_by_number_title_unit_and_kind(
    clerk: User, letters: dict[str, Notice], query: str, found: list[str]
) -> None:
    got = seen(clerk, query)

    assert (sorted(got) if "due" in query else got) == (sorted(found) if "due" in query else found)


def test_the_register_takes_the_same_few_queries_for_one_paper_and_for_three(
    chief: User, unit: Unit, head: User
) -> None:
    browsers = [logged_in(chief), logged_in(head)]
    letter(chief, unit, Kind.MEND, 1)
    one = [queries_of(browser, "/notices/") for browser in browsers]
    for sequence in (2, 3):
        letter(chief, unit, Kind.MEND, sequence)

    assert [queries_of(browser, "/notices/") for browser in browsers] == one
    assert max(one) <= 14


def queries_of(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


def test_the_workbook_holds_number_digest_and_receipts(clerk: User, bulletin: Notice, unit: Unit) -> None:
    data = logged_in(clerk).get("/notices/export/").content
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(data)).worksheets[0].iter_rows()]

    head, row = dict(zip(rows[2], rows[3], strict=True)), rows[3]
    assert (head["编号"], head["文种"], head["签收"]) == (bulletin.number, "督查通报", "0/3")
    assert row[-1] == bulletin.papers.get(reading="named").sha256


def test_a_head_confirms_once_and_the_office_sees_who_has_not(
    bulletin: Notice, unit: Unit, other_unit: Unit, head: User, clerk: User
) -> None:
    browser, address = logged_in(head), f"/notices/{bulletin.pk}/receipts/{unit.pk}/"
    assert "待签收的公文" in browser.get("/").content.decode()
    assert seen(head, "unsigned=on") == ["bulletin 1"]

    form = key()
    assert browser.post(address, form).status_code == 302
    assert browser.post(address, form).status_code == 302
    assert browser.post(address, key()).status_code == 409

    receipt = Receipt.objects.get()
    assert (receipt.notice, receipt.unit, receipt.by) == (bulletin, unit, head)
    assert Change.objects.filter(action="签收").count() == 1
    assert "待签收的公文" not in browser.get("/").content.decode()
    assert seen(head, "unsigned=on") == []
    page = logged_in(clerk).get(f"/notices/{bulletin.pk}/").content.decode()
    assert page.count("未签收") == 2
    assert "签收情况" not in browser.get(f"/notices/{bulletin.pk}/").content.decode()


def test_a_letter_is_confirmed_by_its_addressee_alone(
    letters: dict[str, Notice], unit: Unit, other_unit: Unit, head: User, other_head: User
) -> None:
    mend = letters["mend"]
    assert [one.unit for one in signings_of(mend)] == [unit]
    assert signings_of(letters["referral"]) == []
    assert list(unsigned_by(other_unit.pk)) == [letters["talk"], letters["removal"]]
    assert (
        logged_in(other_head).post(f"/notices/{mend.pk}/receipts/{other_unit.pk}/", key()).status_code == 404
    )
    with pytest.raises(Refusal, match="不是发给"):
        confirm_receipt(notice=mend, unit=other_unit, by=other_head, at=NOON)


def test_a_unit_that_left_before_a_paper_need_not_confirm_it(
    letters: dict[str, Notice], bulletin: Notice, unit: Unit
) -> None:
    Unit.objects.filter(pk=unit.pk).update(in_service_to=date(2026, 9, 30))
    unit.refresh_from_db()

    assert list(unsigned_by(unit.pk)) == [letters["mend"]]
    assert unit not in [one.unit for one in signings_of(bulletin)]


def asked(user: User, data: bytes = b"", sha256: str = "", name: str = "通报.pdf") -> str:
    fields: dict[str, Any] = {"sha256": sha256}
    if data or not sha256:
        fields["file"] = SimpleUploadedFile(name, data, content_type="application/pdf")
    return logged_in(user).post("/notices/verify/", fields).content.decode()


def test_an_issued_pdf_is_known_again_and_a_changed_one_is_not(bulletin: Notice, clerk: User) -> None:
    pdf = bytes(bulletin.papers.get(reading="public").pdf)

    page = asked(clerk, pdf)
    assert "是本局签发的公文原件" in page
    assert bulletin.number in page
    assert "公开本" in page
    assert "是，没有别的文件替代它" in page
    assert "与留存的原件不符" in asked(clerk, pdf + b"\n")
    digest = hashlib.sha256(pdf).hexdigest()
    assert bulletin.number in asked(clerk, sha256=f"  {digest.upper()[:32]} {digest.upper()[32:]} ")


def test_of_a_paper_that_one_may_not_read_only_its_being_ours_is_told(
    letters: dict[str, Notice], bulletin: Notice, head: User
) -> None:
    for pdf in (b"%PDF-talk2", bytes(bulletin.papers.get(reading="named").pdf)):
        page = asked(head, pdf)
        assert "是本局签发的公文原件" in page
        assert "没有别的文件替代它" in page
        assert "鄢人社" not in page.replace("鄢人社局", "")


def test_of_two_readings_of_the_same_bytes_the_one_that_may_be_read_is_told(
    bulletin: Notice, head: User
) -> None:
    named = bulletin.papers.get(reading="named")
    NoticePaper.objects.bulk_create(
        [
            NoticePaper(
                notice=bulletin, reading="unit", unit=row, pdf=named.pdf, sha256=named.sha256, pages=1
            )
            for row in Unit.objects.all()
        ]
    )

    page = asked(head, bytes(named.pdf))
    assert bulletin.number in page
    assert "分单位本（社保中心）" in page


def test_a_replaced_paper_is_told_to_be_replaced(letters: dict[str, Notice], clerk: User, unit: Unit) -> None:
    letter(clerk, unit, Kind.MEND, 9, replaces=letters["mend"])

    page = asked(clerk, b"%PDF-mend1")
    assert "但已被替代" in page
    assert "鄢人社函〔2026〕9号" in page


@pytest.mark.parametrize(
    ("data", "sha256", "complaint"),
    [
        (b"PK\x03\x04", "", "不是PDF文件"),
        (b"", "", "是空的"),
        (b"", "abc", "您填的有3位"),
        (b"", "z" * 64, "只有数字和字母a至f"),
    ],
    ids=["no pdf", "empty", "short", "no digits"],
)
def test_what_cannot_be_verified_says_why(clerk: User, data: bytes, sha256: str, complaint: str) -> None:
    assert complaint in asked(clerk, data, sha256)


def test_nothing_handed_in_is_an_error_of_the_whole_form(clerk: User) -> None:
    response = logged_in(clerk).post("/notices/verify/", {})

    assert response.status_code == 422
    assert "请选择PDF文件，或填写SHA-256校验值。" in response.content.decode()
