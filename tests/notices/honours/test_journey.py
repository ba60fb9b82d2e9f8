"""From a recommendation to the page of honours, through the pages, as four people."""

from typing import Any

import pytest

from notices.models import Honour, Notice
from tests.conftest import logged_in
from tests.notices.honours.test_pages import QUARTER_PAGE, STORY, key, text
from units.models import StaffMember, Unit, User

PAPER = "/papers/commendation/2026-Q3/"


@pytest.mark.slow
def test_a_person_is_recommended_selected_commended_publicised_and_shown(
    cast: dict[str, User], unit: Unit, people: dict[str, StaffMember], closed: Any
) -> None:
    head, chief, office, other = (logged_in(cast[who]) for who in ("head", "chief", "office", "other_head"))
    assert "推荐典型（2026年第三季度）" in text(head, "/")
    person = {"kind": "person", "person": people["李明"].pk, "title": "业务能手"}
    head.post("/honours/recommend/", {**STORY, **person, **key(), "unit": unit.pk})
    honour = Honour.objects.get()
    assert "推荐典型（" not in text(head, "/")
    assert "推荐的典型待选树" in text(chief, "/")

    decision = {f"state-{honour.pk}": "selected", f"version-{honour.pk}": "1", "step": "confirm"}
    chief.post(f"{QUARTER_PAGE}select/", {**decision, **key()})
    assert "已选树、待发表彰通报" in text(chief, "/")
    assert "李明" in text(chief, f"{PAPER}preview/")
    issued = chief.post(f"{PAPER}issue/", {**key(), "issued_on": "2026-10-08", "confirm": "表彰通报"})
    notice = Notice.objects.get(kind=Notice.Kind.COMMENDATION)
    assert issued["Location"] == f"/notices/{notice.pk}/"
    assert text(chief, issued["Location"])

    made_known = {"honours": honour.pk, "where": "brief", "on": "2026-10-08", "words": "第9期"}
    office.post("/honours/publicity/", {**made_known, **key()})

    shown = text(other, "/honours/")
    for words in ("业务能手", "李明", "社保中心", "服务态度优", "简报（2026年10月8日）", notice.number):
        assert words in shown
