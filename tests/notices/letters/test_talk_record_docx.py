"""The Word file of a 约谈记录: what is known of the talk, as a file to keep under the follow-up's name."""

from urllib.parse import quote

from notices.models import Notice
from tests.conftest import logged_in, make_user
from tests.notices.letters.conftest import opened
from tests.papers.word.read import body, text
from units.models import Role, Unit, User


def test_the_inspectors_take_the_record_in_word_and_the_unit_s_head_does_not(
    october: Notice, unit: Unit, head: User
) -> None:
    row = opened(october, unit, kind="约谈")
    discipline = make_user("discipline", "纪检己", Role.DISCIPLINE)
    address = f"/follow-ups/{row.pk}/talk-record.docx"

    answer = logged_in(discipline).get(address)

    assert quote(f"约谈记录 社保中心{row.month}.docx") in answer["Content-Disposition"]
    assert "约谈记录被约谈单位社保中心" in text(body(answer.content))
    assert logged_in(head).get(address).status_code == 403
