"""Every address × method × role, own and other unit, month's state, against tables that a person can sign.

302 asks to log in (or leads on), 403 the role may not, 404 the row is not theirs, 405 takes a POST only.
In the table of POSTs “may” answers a form that was let through, here an empty one, which writes nothing.
"""

import pytest

from tests.access.addresses import all_addresses
from tests.access.rooms import table
from tests.access.walk import OTHER_METHODS, Answer, Walk, Walked

LET_THROUGH = {200, 302, 409, 422}
PUBLIC = ("login", "login_code", "logout", "healthz")


def test_the_table_names_every_address() -> None:
    named = {key.split()[0] for key in table("GET")}

    assert named == {address.name for address in all_addresses()}


def asked(answer: Answer) -> str:
    return str(answer.status)


def sent(answer: Answer) -> str:
    """How an empty form is answered: “may”, or the status of the refusal."""
    return "may" if answer.status in LET_THROUGH and not answer.leads_to_login else str(answer.status)


def wrong_cells(walk: Walk, name: str, state: str = "") -> list[str]:
    """What the table says otherwise."""
    expected, told = table(name, state), asked if name == "GET" else sent
    return [
        f"{key} as {who}: {found}, the table says {expected[key][who]}"
        for (key, who), answer in walk.items()
        if (found := told(answer)) != expected[key][who]
    ]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.drill
def test_every_address_answers_each_role_as_the_table_says(walked: Walked) -> None:
    assert {key for key, _ in walked.gets} == set(table("GET"))
    wrong = wrong_cells(walked.gets, "GET")

    assert not wrong, "\n".join(wrong)
    others = sum(len(walk) for walk in walked.others.values())
    print(f"权限表：GET {len(walked.gets)}格、POST {len(walked.posts)}格、其他方法{others}格，不符0")


@pytest.mark.slow
@pytest.mark.django_db
def test_every_form_answers_each_role_as_the_table_says(walked: Walked) -> None:
    wrong = wrong_cells(walked.posts, "POST")

    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.drill
def test_a_months_state_changes_only_what_the_tables_of_states_say(
    walked_in_state: tuple[str, Walk, Walk],
) -> None:
    state, gets, posts = walked_in_state
    wrong = wrong_cells(gets, "GET", state) + wrong_cells(posts, "POST", state)

    assert not wrong, "\n".join(wrong)
    print(f"权限表（{state}）：{len(gets) + len(posts)}格，不符0")


@pytest.mark.slow
@pytest.mark.django_db
def test_a_head_is_answered_as_a_get_without_its_words(walked: Walked) -> None:
    expected = table("GET")
    wrong = [
        f"{key} as {who}: {answer.status}"
        for (key, who), answer in walked.others["HEAD"].items()
        if asked(answer) != expected[key][who] or answer.content
    ]

    assert wrong == []


def kept_out() -> set[tuple[str, str]]:
    """(address, who): the tables say 403 wherever this role meets this address, and so nothing else."""
    told: dict[tuple[str, str], set[str]] = {}
    for name in ("GET", "POST"):
        for key, row in table(name).items():
            for who, status in row.items():
                told.setdefault((key.split()[0], who), set()).add(status)
    return {cell for cell, statuses in told.items() if statuses == {"403"}}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("method", OTHER_METHODS[1:])
def test_no_address_takes_another_method(walked: Walked, method: str) -> None:
    """405; before that, who is not logged in is asked to, and a role that may not is refused."""
    wrong, refused = [], kept_out()
    for (key, who), answer in walked.others[method].items():
        if who == "anonymous":
            expected = "405" if key in PUBLIC else "302"
        else:
            expected = "403" if (key.split()[0], who) in refused else "405"
        if asked(answer) != expected:
            wrong.append(f"{key} as {who}: {answer.status}, not {expected}")

    assert wrong == []


@pytest.mark.slow
@pytest.mark.django_db
def test_an_address_that_is_not_in_the_table_of_forms_takes_no_post(walked_posts_of_pages: Walk) -> None:
    assert [cell for cell, answer in walked_posts_of_pages.items() if sent(answer) == "may"] == []


@pytest.mark.parametrize(("name", "least"), [("GET", 15), ("POST", 8)])
def test_what_is_another_units_does_not_exist_for_a_head(name: str, least: int) -> None:
    """Where the head gets in at the own unit's, the other unit's is 404 (a GET of a form's address 405)."""
    rows = table(name)
    pairs = {key: key.replace(" own", " other") for key in rows if " own" in key}
    let_in = {key: other for key, other in pairs.items() if rows[key]["head"] in ("200", "302", "may")}

    assert len(let_in) >= least
    assert {key for key, other in let_in.items() if rows[other]["head"] != "404"} == set()
    assert {key for key, other in let_in.items() if rows[key]["other_head"] != "404"} == set()
