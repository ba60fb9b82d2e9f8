"""Who stands in (1.3): the substitute told, else the colleague of the window; each posted, there and free."""

from datetime import date

import pytest

from tests.units.test_halves import am, pm
from units.halves import HalfDay, Span
from units.presence import REGISTERED, SIGNED, Cover, Leave, Post, Presence, Stand, Trouble

WANG, LI, ZHAO, SUN, QIAN = 1, 2, 3, 4, 5
UNIT, OTHER = 10, 20
WINDOW, NEXT = 100, 200
BEGUN = date(2026, 1, 1)
SLIP, SECOND = 7, 8
MORNING_8 = am(8)
DAY = Span(am(8), pm(8))


def post(person: int, where: int | None, kind: str, unit: int = UNIT, **more: date) -> Post:
    return Post(person, unit, where, kind, more.get("starts_on", BEGUN), more.get("ends_on"))


WANG_A = post(WANG, WINDOW, "A")
LEAVE = Leave(SLIP, WANG, DAY)


def stand(
    *rows: Post | Leave | Cover, person: int = WANG, slip: int = SLIP, half: HalfDay = MORNING_8
) -> Stand:
    presence = Presence(
        [row for row in rows if isinstance(row, Post)],
        [row for row in rows if isinstance(row, Leave)],
        [row for row in rows if isinstance(row, Cover)],
    )
    return presence.stand(slip=slip, person=person, half=half)


def cover(
    substitute: int, span: Span = DAY, slip: int = SLIP, person: int = WANG, state: str = SIGNED
) -> Cover:
    return Cover(slip, person, substitute, span, state)


SUBSTITUTES = {
    "posted at another window": ((post(LI, NEXT, "A"),), None),
    "posted in another unit": ((post(LI, None, "B", OTHER),), None),
    "posted as a substitute": ((post(LI, WINDOW, "substitute"),), None),
    "begun that day": ((post(LI, NEXT, "A", starts_on=date(2026, 10, 8)),), None),
    "last day": ((post(LI, NEXT, "A", ends_on=date(2026, 10, 8)),), None),
    "never posted": ((), Trouble.NOT_POSTED),
    "posted from tomorrow": ((post(LI, NEXT, "A", starts_on=date(2026, 10, 9)),), Trouble.NOT_POSTED),
    "left yesterday": ((post(LI, NEXT, "A", ends_on=date(2026, 10, 7)),), Trouble.NOT_POSTED),
    "on signed leave": ((post(LI, NEXT, "A"), Leave(SECOND, LI, DAY)), Trouble.ON_LEAVE),
    "on leave that waits": ((post(LI, NEXT, "A"), Leave(SECOND, LI, DAY, REGISTERED)), Trouble.ON_LEAVE),
    "on leave in the afternoon": ((post(LI, NEXT, "A"), Leave(SECOND, LI, Span(pm(8), pm(8)))), None),
    "standing in for another": (
        (post(LI, NEXT, "A"), cover(LI, slip=SECOND, person=ZHAO)),
        Trouble.STANDING_IN,
    ),
    "told on another slip that waits": (
        (post(LI, NEXT, "A"), cover(LI, slip=SECOND, person=ZHAO, state=REGISTERED)),
        None,
    ),
    "told on a slip that was refused": (
        (post(LI, NEXT, "A"), cover(LI, slip=SECOND, person=ZHAO, state="refused")),
        None,
    ),
    "standing in another afternoon": (
        (post(LI, NEXT, "A"), cover(LI, Span(pm(8), pm(8)), slip=SECOND, person=ZHAO)),
        None,
    ),
}


@pytest.mark.parametrize(("rows", "trouble"), SUBSTITUTES.values(), ids=SUBSTITUTES)
def test_a_substitute_must_be_posted_and_free(rows: tuple, trouble: Trouble | None) -> None:
    found = stand(WANG_A, LEAVE, cover(LI), *rows)

    assert (found.who, found.trouble, found.is_colleague) == (LI, trouble, False)


def test_the_one_stood_in_for_already_is_named() -> None:
    found = stand(WANG_A, LEAVE, cover(LI), post(LI, NEXT, "A"), cover(LI, slip=SECOND, person=ZHAO))

    assert found.instead_of == ZHAO


B_HERE, B_TOO = post(LI, WINDOW, "B"), post(ZHAO, WINDOW, "B")
COLLEAGUES = {
    "B of the window": ((WANG_A, B_HERE), LI),
    "B of another window": ((WANG_A, post(LI, NEXT, "B")), None),
    "B of the unit without a window": ((WANG_A, post(LI, None, "B")), None),
    "A of the same window": ((WANG_A, post(LI, WINDOW, "A")), None),
    "B who has left": ((WANG_A, post(LI, WINDOW, "B", ends_on=date(2026, 10, 7))), None),
    "B on leave": ((WANG_A, B_HERE, Leave(SECOND, LI, DAY)), None),
    "B on leave that waits": ((WANG_A, B_HERE, Leave(SECOND, LI, DAY, REGISTERED)), None),
    "B standing in elsewhere": ((WANG_A, B_HERE, cover(LI, slip=SECOND, person=ZHAO)), None),
    "one B of two on leave": (
        (WANG_A, B_HERE, post(ZHAO, WINDOW, "B"), Leave(SECOND, LI, DAY)),
        ZHAO,
    ),
    "one B for two As, the other signed first": (
        (WANG_A, B_HERE, post(ZHAO, WINDOW, "A"), Leave(SECOND, ZHAO, DAY)),
        None,
    ),
    "one B for two As, the other still waiting": (
        (WANG_A, B_HERE, post(ZHAO, WINDOW, "A"), Leave(SECOND, ZHAO, DAY, REGISTERED)),
        LI,
    ),
    "one B for two As, the other with a substitute": (
        (
            WANG_A,
            B_HERE,
            post(ZHAO, WINDOW, "A"),
            Leave(SECOND, ZHAO, DAY),
            cover(SUN, slip=SECOND, person=ZHAO),
        ),
        LI,
    ),
    "one of two Bs on leave, the A relying on the other": (
        (post(WANG, WINDOW, "B"), post(LI, WINDOW, "A"), B_TOO, Leave(SECOND, LI, DAY)),
        ZHAO,
    ),
    "a B on whom an A relies": (
        (post(WANG, WINDOW, "B"), post(LI, WINDOW, "A"), post(ZHAO, WINDOW, "A"), Leave(SECOND, LI, DAY)),
        None,
    ),
    "a B on leave, the A there": ((post(WANG, WINDOW, "B"), post(LI, WINDOW, "A")), LI),
    "a B on leave, the A on leave": (
        (post(WANG, WINDOW, "B"), post(LI, WINDOW, "A"), Leave(SECOND, LI, DAY)),
        None,
    ),
    "no window, a B of the unit": ((post(WANG, None, "A"), post(LI, NEXT, "B")), LI),
    "no window, an A of the unit": ((post(WANG, None, "A"), post(LI, NEXT, "A")), None),
    "no window, B of another unit": ((post(WANG, None, "A"), post(LI, None, "B", OTHER)), None),
    "back office B, another B of the unit": ((post(WANG, None, "B"), post(LI, None, "B")), LI),
    "back office B, only an A of the unit": ((post(WANG, None, "B"), post(LI, WINDOW, "A")), None),
}


@pytest.mark.parametrize(("rows", "who"), COLLEAGUES.values(), ids=COLLEAGUES)
def test_without_a_substitute_the_colleague_of_the_window_stands_in(rows: tuple, who: int | None) -> None:
    found = stand(LEAVE, *rows)

    assert found == (Stand(am(8), who, is_colleague=True) if who else Stand(am(8), trouble=Trouble.NOBODY))


def test_the_colleague_stands_in_where_the_substitute_cannot() -> None:
    found = stand(WANG_A, B_HERE, LEAVE, cover(QIAN))

    assert (found.who, found.is_colleague) == (LI, True)


def test_a_stretch_is_covered_by_its_own_substitute_alone() -> None:
    rows = (WANG_A, LEAVE, post(LI, NEXT, "A"), cover(LI, Span(am(8), am(8))))

    assert stand(*rows).who == LI
    assert stand(*rows, half=pm(8)).trouble is Trouble.NOBODY


def test_is_there_means_posted_not_away_and_not_lent() -> None:
    presence = Presence([WANG_A, B_HERE, post(ZHAO, NEXT, "A")], [LEAVE], [cover(ZHAO, Span(am(8), am(8)))])

    there = {
        name: (presence.is_there(who, am(8)), presence.is_there(who, pm(8)))
        for name, who in (("wang", WANG), ("li", LI), ("zhao", ZHAO), ("sun", SUN))
    }
    assert there == {
        "wang": (False, False),
        "li": (True, True),
        "zhao": (False, True),
        "sun": (False, False),
    }
