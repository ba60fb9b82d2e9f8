"""The Word file of a 请假条 comes blank or filled by its address; the reason is left for the pen."""

from urllib.parse import quote

import pytest

from tests.conftest import logged_in
from tests.papers.word.read import body, text
from tests.units.leave import registered
from units.models import StaffMember, User


@pytest.mark.django_db
def test_the_form_comes_blank_or_filled(head: User, clerk: User, person: StaffMember) -> None:
    slip = registered(clerk, person, reason="家中有急事")
    client = logged_in(head)

    blank, filled = client.get("/leave/form.docx"), client.get(f"/leave/{slip.pk}/form.docx")

    assert quote("窗口工作人员请假条.docx") in blank["Content-Disposition"]
    assert quote("请假条 王芳 ") in filled["Content-Disposition"]
    assert "王芳" not in text(body(blank.content))
    assert "王芳" in text(body(filled.content))
    assert "家中有急事" not in text(body(filled.content))
    assert "由本人持请假条找人社局政策法规股负责同志签字" in text(body(filled.content))
