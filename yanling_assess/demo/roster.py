"""The two hundred people and where each was stationed, drawn once from a fixed seed."""

import random
from datetime import date
from functools import cache
from itertools import islice
from typing import NamedTuple

from yanling_assess.demo.bureau import UNITS, UnitPlan
from yanling_assess.demo.names import SHARED, distinct_names
from yanling_assess.demo_accounts import DEMO_ACCOUNTS

SEED = 20260501
SETTLED_IN = (date(2024, 3, 1), date(2024, 9, 2), date(2025, 2, 10), date(2025, 7, 1), date(2026, 1, 5))


class PostingPlan(NamedTuple):
    """One 进驻; `window` is the place in the unit's list of windows, None for the back office."""

    unit: str
    window: int | None
    post: str
    starts_on: date
    ends_on: date | None = None
    end_reason: str = ""


class PersonPlan(NamedTuple):
    """One person; `key` is how the stories call them: “社保中心#1”."""

    key: str
    name: str
    number: str
    party_member: bool
    on_order: bool
    contract: bool
    postings: tuple[PostingPlan, ...]

    @property
    def unit(self) -> str:
        """Where they stood first."""
        return self.postings[0].unit

    def posting_on(self, day: date) -> PostingPlan | None:
        """Where they stood on a day."""
        for posting in self.postings:
            if posting.starts_on <= day and (posting.ends_on is None or day <= posting.ends_on):
                return posting
        return None


WITHDRAWN = "当月三次投诉，按6.3撤出并替换"
OVER_LIMIT = "再次超限，按6.3撤出并替换"
# Who came, went or moved while the months went by; everybody else has stood where they stand for long.
MOVES: dict[str, tuple[PostingPlan, ...]] = {
    "失业保险窗口#3": (PostingPlan("失业保险窗口", 0, "A", date(2025, 2, 10), date(2026, 8, 12), WITHDRAWN),),
    "失业保险窗口#9": (PostingPlan("失业保险窗口", 0, "A", date(2026, 8, 13)),),
    "公共就业服务中心#5": (
        PostingPlan("公共就业服务中心", 1, "A", date(2025, 7, 1), date(2026, 9, 14), OVER_LIMIT),
    ),
    "公共就业服务中心#16": (PostingPlan("公共就业服务中心", 1, "A", date(2026, 9, 15)),),
    "社保中心#17": (
        PostingPlan("社保中心", 5, "B", date(2024, 9, 2), date(2026, 6, 30), "轮换到居民养老保险窗口"),
        PostingPlan("居民养老保险窗口", 2, "A", date(2026, 7, 1)),
    ),
    "社保中心#18": (PostingPlan("社保中心", 5, "B", date(2026, 7, 1)),),
    "养老保险窗口#14": (PostingPlan("养老保险窗口", 0, "A", date(2024, 3, 1), date(2026, 5, 31), "退休"),),
    "养老保险窗口#13": (PostingPlan("养老保险窗口", 0, "A", date(2026, 6, 1)),),
    "社会保障卡窗口#12": (
        PostingPlan("社会保障卡窗口", 1, "substitute", date(2026, 6, 8), date(2026, 6, 26), "替岗期满"),
    ),
    "人事考试中心#8": (
        PostingPlan("人事考试中心", 0, "substitute", date(2026, 7, 13), date(2026, 7, 24), "替岗期满"),
    ),
    "居民养老保险窗口#13": (PostingPlan("居民养老保险窗口", 1, "B", date(2026, 10, 9)),),
    "劳动关系窗口#7": (PostingPlan("劳动关系窗口", 0, "B", date(2026, 8, 17)),),
}
ON_ORDER = {"社保中心#18", "劳动关系窗口#7", "居民养老保险窗口#13", "失业保险窗口#9", "养老保险窗口#13"}
# The one pair of namesakes, and people whom a story needs as party members.
NAMESAKES = {"社保中心#6", "公共就业服务中心#7"}
IN_THE_PARTY = {"职称评审窗口#2", "社保基金征缴稽核窗口#4"}


@cache
def roster() -> tuple[PersonPlan, ...]:
    """All two hundred, the same each time."""
    randomly = random.Random(SEED)  # noqa: S311  # a story, not a secret
    taken = {unit.head for unit in UNITS} | {account.name for account in DEMO_ACCOUNTS}
    count = sum(unit.people for unit in UNITS) - len(NAMESAKES)
    names = iter(list(islice(distinct_names(randomly, taken), count)))
    people: list[PersonPlan] = []
    for unit in UNITS:
        for place in range(1, unit.people + 1):
            key = f"{unit.name}#{place}"
            name = SHARED if key in NAMESAKES else next(names)
            people.append(_person(key, name, f"{len(people) + 1:03d}", unit, place, randomly))
    return tuple(people)


def _person(
    key: str, name: str, number: str, unit: UnitPlan, place: int, randomly: random.Random
) -> PersonPlan:
    party, contract, since = randomly.random() < 0.4, randomly.random() < 0.35, randomly.choice(SETTLED_IN)
    windows = len(unit.windows)
    window = (place - 1) % windows if place <= 2 * windows + 1 else None
    post = "A" if place <= windows else "B"
    postings = MOVES.get(key) or (PostingPlan(unit.name, window, post, since),)
    return PersonPlan(
        key, name, f"RS{number}", party or key in IN_THE_PARTY, key in ON_ORDER, contract, postings
    )


@cache
def people_by_key() -> dict[str, PersonPlan]:
    """Everybody by the name that the stories use."""
    return {person.key: person for person in roster()}


def people_at(unit: str, day: date) -> list[PersonPlan]:
    """Who was stationed at a unit on a day."""
    return [person for person in roster() if (posting := person.posting_on(day)) and posting.unit == unit]
