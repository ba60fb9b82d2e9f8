"""The five checks of 三、督查通报: what they offer is in the edition, and nothing of the floor is lost."""

import pytest

from scoring.checklist import CHECKS, NAMES, Check
from scoring.rulebook import shipped_edition
from scoring.rulebook.edition import Edition


@pytest.fixture(scope="module")
def edition() -> Edition:
    return shipped_edition()


def test_checks_are_those_of_the_paper() -> None:
    assert NAMES == ("在岗", "着装", "台面", "后台", "与工作无关行为")


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_every_behaviour_offered_is_one_that_may_be_entered(check: Check, edition: Edition) -> None:
    entered = {(behaviour.clause, behaviour.name) for behaviour in edition.entered}
    assert [offer for offer in check.offers if offer not in entered] == []
    assert len(set(check.offers)) == len(check.offers)


@pytest.mark.parametrize("clause", ["1.1", "2.2", "4.2", "4.5", "4.6", "5.1"])
def test_every_deduction_of_a_clause_about_the_floor_is_offered(clause: str, edition: Edition) -> None:
    offered = {offer for check in CHECKS for offer in check.offers}
    deducted = {(b.clause, b.name) for b in edition.clause(clause).behaviours if b.effect == "deduct"}
    assert deducted - offered == set()


def test_no_behaviour_stands_under_two_checks() -> None:
    offers = [offer for check in CHECKS for offer in check.offers]
    assert len(set(offers)) == len(offers)
