"""操作记录: what is logged beside the changes made, and who sees the log."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from records.audit.checking import head
from records.changes import record_act
from records.models import Change
from tests.conftest import logged_in
from units.models import User


def told() -> list[tuple[str, str, str, str, str]]:
    """Who, what, on which address, with what result, and its words, of every line."""
    rows = Change.objects.order_by("number").select_related("by")
    return [(str(row.by), row.action, row.subject_type, row.result, row.subject_label) for row in rows]


def test_a_refusal_is_logged_with_who_where_and_from_where(head: User) -> None:
    logged_in(head).get("/accounts/", REMOTE_ADDR="10.1.2.3")

    line = Change.objects.get()
    assert told() == [("单位丙", "拒绝访问", "units:accounts", "refused", "维护账号")]
    assert (line.address, len(line.request_id)) == ("10.1.2.3", 32)


@pytest.mark.parametrize(
    ("name", "action", "label"),
    [
        ("units:leave_export", "导出", "请假条"),
        ("notices:leave_form_blank", "打印", "窗口工作人员请假条.pdf"),
        ("notices:leave_form_blank_docx", "导出", "窗口工作人员请假条.docx"),
    ],
)
def test_what_leaves_the_house_is_logged(name: str, action: str, label: str, chief: User) -> None:
    assert logged_in(chief).get(reverse(name)).status_code == 200

    (line,) = told()
    assert (line[0], line[1], line[3]) == ("负责乙", action, "done")
    assert label in line[4]


def test_pages_and_their_heads_and_strangers_leave_no_line(chief: User) -> None:
    logged_in(chief).get("/units/")
    logged_in(chief).head("/units/export/")
    logged_in(None).get("/units/export/")

    assert told() == []


def test_an_answer_carries_the_number_under_which_it_is_logged(chief: User) -> None:
    answer = logged_in(chief).get(
        "/units/export/", HTTP_X_REQUEST_ID="proxy-12345678", REMOTE_ADDR="127.0.0.1"
    )
    assert answer["X-Request-ID"] == Change.objects.get().request_id == "proxy-12345678"

    other = logged_in(chief).get("/units/", HTTP_X_REQUEST_ID="forged-12345678", REMOTE_ADDR="10.0.0.1")
    assert other["X-Request-ID"] != "forged-12345678"


def test_the_page_filters_by_words_result_and_day(chief: User, clerk: User) -> None:
    record_act(action="登录", by=clerk, subject_type="units.User", label="经办甲")
    record_act(action="登录失败", subject_type="units.User", label="经办甲", result="failed")
    desk = logged_in(chief)

    def shown(query: str) -> list[str]:
        return [line.action for line in desk.get(f"/log/{query}").context["page"].object_list]

    assert shown("") == ["登录失败", "登录"]
    assert shown("?result=failed") == ["登录失败"]
    assert shown("?q=经办甲") == ["登录失败", "登录"]
    assert shown("?until=2020-01-01") == []
    assert shown("?since=nonsense&result=odd&page=99") == ["登录失败", "登录"]
    assert str(head()) in desk.get("/log/").content.decode()


def test_the_administrator_sees_accounts_and_no_scores(cast: dict[str, User]) -> None:
    record_act(action="登录", subject_type="units.User", label="经办甲")
    record_act(action="核实", subject_type="scoring.ScoreEvent", label="4.5 接打手机")

    def shown(who: str) -> list[str]:
        return [line.action for line in logged_in(cast[who]).get("/log/").context["page"].object_list]

    assert (shown("admin"), shown("leader"), shown("chief")) == (["登录"], ["核实", "登录"], ["核实", "登录"])


def test_the_export_holds_the_same_lines_with_their_links(chief: User) -> None:
    record_act(action="登录", label="=1+1")
    link = Change.objects.get().link

    sheet = load_workbook(BytesIO(logged_in(chief).get("/log/export/").content)).active

    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[4] for row in cells if row[3] == "登录"] == ["=1+1"]
    assert any(link in row for row in cells)


def test_the_page_asks_the_same_number_of_queries_for_1_and_60_lines(chief: User) -> None:
    def queries() -> int:
        desk = logged_in(chief)
        with CaptureQueriesContext(connection) as found:
            assert desk.get("/log/").status_code == 200
        return len(found)

    record_act(action="登录", by=chief)
    before = queries()
    for _ in range(60):
        record_act(action="登录", by=chief)

    assert (queries(), before <= 12) == (before, True)
