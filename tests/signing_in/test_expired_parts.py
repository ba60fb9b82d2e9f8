"""A part of a page asked for after the session ran out: lists go to the login, forms keep what was typed."""

from tests.conftest import logged_in


def test_a_list_is_led_to_the_login_and_back() -> None:
    answer = logged_in(None).get(
        "/staff/?q=wang",
        headers={
            "HX-Request": "true",
            "HX-Target": "main",
            "HX-Current-URL": "http://testserver/staff/?q=wa",
        },
    )

    assert answer.headers["HX-Redirect"] == "/login/?next=/staff/%3Fq%3Dwa"


def test_a_form_being_filled_in_stays_and_says_what_to_do() -> None:
    answer = logged_in(None).post(
        "/record/check/", {"fact": "看手机"}, headers={"HX-Request": "true", "HX-Target": "check"}
    )

    assert (answer.status_code, "HX-Redirect" in answer.headers) == (200, False)
    assert 'id="check"' in answer.content.decode()
    assert "填写的内容还在" in answer.content.decode()
