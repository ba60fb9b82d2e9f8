"""约谈通知书 from the follow-up to the unit: composed, issued, read by whom it concerns, received."""

import uuid
from datetime import datetime
from typing import Any

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from notices.models import Notice, Receipt
from tests.conftest import NOON, logged_in
from tests.notices.letters.conftest import opened
from units.models import Unit, User

AT = datetime(2026, 11, 6, 9, 30, tzinfo=NOON.tzinfo)


def filled(**fields: Any) -> dict[str, Any]:
    return {"form_key": str(uuid.uuid4()), **fields}


def test_a_talk_s_notice_goes_to_its_unit_and_the_inspectors_alone(
    october: Notice, cast: dict[str, User], unit: Unit
) -> None:
    row = opened(october, unit, kind="约谈")
    base = f"/papers/talk/{row.pk}/"
    with time_machine.travel(AT):
        clerk, chief = logged_in(cast["clerk"]), logged_in(cast["chief"])

        assert "“约谈时间”不能为空" in chief.get(f"{base}issue/").content.decode()
        shown = clerk.get(base).context["form"]
        words = {**shown.initial, "when": "2026年11月12日上午9时30分", "where": "局机关三楼会议室"}
        names = [name for name in shown.fields if name not in shown.initial]
        assert set(shown.fields) <= set(words), names
        assert clerk.post(base, filled(**words)).status_code == 302
        answer = chief.post(
            f"{base}issue/", filled(issued_on="2026-11-06", sequence="", confirm="约谈通知书")
        )
        letter = Notice.objects.get(kind=Notice.Kind.TALK)
        assert answer.headers["Location"] == f"/notices/{letter.pk}/"
        assert (letter.number, letter.unit) == ("鄢人社函〔2026〕1号", unit)
        assert "2026年11月12日上午9时30分" in str(letter.content)

        pdf = f"/notices/{letter.pk}/named.pdf"
        may = {name: logged_in(user).get(pdf).status_code for name, user in cast.items()}
        readers = dict.fromkeys(("clerk", "chief", "leader", "discipline", "head"), 200)
        others = {"office": 404, "other_head": 404, "admin": 403, "stranger": 403}
        assert may == {**readers, **others}

        head = logged_in(cast["head"])
        head.post(f"/notices/{letter.pk}/receipts/{unit.pk}/", filled())
        assert [(row.unit, row.by) for row in Receipt.objects.all()] == [(unit, cast["head"])]
        paper = SimpleUploadedFile("来文.pdf", head.get(pdf).content, "application/pdf")
        verified = head.post("/notices/verify/", {"file": paper}).content.decode()
        assert "鄢人社函〔2026〕1号" in verified
        assert (
            f'<a href="/notices/{letter.pk}/">鄢人社函〔2026〕1号</a>'
            in logged_in(cast["clerk"]).get(f"/follow-ups/{row.pk}/").content.decode()
        )
