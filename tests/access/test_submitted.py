"""Every address that takes a form carries it out through `submit_once`: a double click does it once.

Read from the source: from each view down through the functions of the view modules that it calls.
"""

import ast
import inspect
import re
from functools import cache
from pathlib import Path

import pytest

from tests.access.addresses import all_addresses
from tests.access.rooms import table
from tests.access.walk import Walked

ROOT = Path(__file__).resolve().parents[2]
ONCE = {"submit_once", "submit_form"}
OTHERWISE = {
    "password_change": "the second sending no longer knows the old password",
    "scoring:record_check": "writes nothing",
    "units:slip_check": "writes nothing",
    "scoring:upload": "files on their way into a form; what nothing holds is discarded",
    "scoring:inspect_photo": "the phone's own key: sent twice it is the photo already kept",
    "scoring:inspect_send": "the phone's own key: sent twice it is the round already kept",
    "scoring:complainant": "a look: each is logged",
    "notices:verify": "writes nothing",
    "notices:preview": "writes nothing",
    "notices:outgoing_preview": "writes nothing",
    "login_code": "a code is used up once",
}
Functions = dict[str, ast.AST]
Imports = dict[str, tuple[str, str]]


@cache
def read(module: str) -> tuple[Functions, Imports]:
    """A module's own functions and classes, and what it takes from others."""
    stem = ROOT / Path(*module.split("."))
    file = stem.with_suffix(".py") if stem.with_suffix(".py").is_file() else stem / "__init__.py"
    if not file.is_file():
        return {}, {}
    body = ast.parse(file.read_text("utf-8")).body
    own: Functions = {node.name: node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    taken = [node for node in body if isinstance(node, ast.ImportFrom) and node.module]
    return own, {
        alias.asname or alias.name: (node.module or "", alias.name) for node in taken for alias in node.names
    }


def reaches(module: str, name: str, seen: set[tuple[str, str]]) -> bool:
    """Whether a function of a view module comes to `submit_once` or `submit_form`."""
    own, taken = read(module)
    if (module, name) in seen or name not in own:
        return False
    seen.add((module, name))
    called = {node.id for node in ast.walk(own[name]) if isinstance(node, ast.Name)}
    if called & ONCE:
        return True
    here = [(module, one) for one in called & own.keys()]
    there = [taken[one] for one in called & taken.keys() if ".views" in taken[one][0]]
    return any(reaches(*one, seen) for one in [*here, *there])


SHOWN_AGAIN = "alert-danger", "is-invalid", "invalid-feedback", "error-summary", "text-danger"
"""What a page that comes back as the answer to a form shows of what is wrong with it."""
SHOWS = {
    "scoring:record_check": "a part of the page that is being filled in",
    "units:slip_check": "a part of the page that is being filled in",
    "notices:preview": "a part of the page that is being filled in",
    "notices:outgoing_preview": "a part of the page that is being filled in",
    "scoring:upload": "a part of the page that is being filled in",
    "scoring:complainant": "a look, which is logged: what was asked for",
    "scoring:import_preview": "the rows as they stand, with what was left open",
    "scoring:inspect_send": "the phone's own answer",
    "scoring:inspect_photo": "the phone's own answer",
}
"""What answers 200 to an empty form with something else."""


@pytest.mark.slow
@pytest.mark.django_db
def test_a_form_is_answered_by_leading_on_or_by_what_is_wrong_with_it(walked: Walked) -> None:
    """So that a reload never sends it again unasked, and going back finds a page."""
    wrong = {
        key
        for (key, _), answer in walked.posts.items()
        if answer.status == 200 and not any(mark in answer.content.decode() for mark in SHOWN_AGAIN)
    }

    assert {key for key in wrong if key.split()[0] not in SHOWS} == set()


@pytest.mark.slow
@pytest.mark.django_db
def test_what_is_wrong_leads_to_its_field(walked: Walked) -> None:
    """Each line of an error summary is a link to a field that the page has."""
    lost = set()
    for (key, _), answer in walked.posts.items():
        page = answer.content.decode() if answer.is_page else ""
        for summary in re.findall(r'error-summary".*?</div>', page, re.DOTALL):
            fields = re.findall(r'href="#(\w*)"', summary)
            lost |= {f"{key} #{field}" for field in fields if f'id="{field}"' not in page}

    assert not lost, "\n".join(sorted(lost))


def test_every_form_is_carried_out_once() -> None:
    taking = {key.split()[0] for key in table("POST")}
    loose = set()
    for address in all_addresses():
        view = inspect.unwrap(address.view)
        if address.name in taking and not reaches(view.__module__, view.__name__, set()):
            loose.add(address.name)

    assert loose <= set(OTHERWISE), loose - set(OTHERWISE)
