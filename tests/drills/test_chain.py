"""A line of the log altered, deleted, swapped or cut off in the database is found, and its place is named.

Forty attacks here; `make drills` sets YANLING_DRILLS=1 and makes five hundred.
"""

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, models, transaction

from records.audit.chain import link_of, words_digest
from records.audit.checking import Anchor, chain_faults, head
from records.audit.writing import chained
from records.changes import record_act
from records.models import Change
from tests.conftest import NOON
from tests.drills.scale import scaled

ATTACKS, LINES = scaled(quick=40, full=500), 60

pytestmark = [pytest.mark.drill, pytest.mark.slow, pytest.mark.usefixtures("unguarded")]
Rows = models.QuerySet[Change]
Attack = Callable[[int, random.Random], int]
"""Does something to the line of a number; returns the number at which it must be found."""


def lines() -> Rows:
    return models.QuerySet(Change)


def alter(number: int, chance: random.Random) -> int:
    field, value = chance.choice(
        [
            ("at", NOON + timedelta(days=1)),
            ("action", "改过"),
            ("subject_id", "改过"),
            ("result", "failed"),
            ("link", "0" * 64),
            ("subject_label", "改过"),
            ("reason", "改过"),
            ("after", {"改过": 1}),
            ("address", "10.0.0.9"),
            ("salt", "0" * 32),
        ]
    )
    lines().filter(number=number).update(**{field: value})
    return number


def alter_and_digest_anew(number: int, chance: random.Random) -> int:
    """As somebody who has read the code but has no key."""
    row = Change.objects.get(number=number)
    words = words_digest(row.salt, "改过", row.before, row.after, row.reason, row.address)
    row.subject_label, row.words = "改过", words
    link = link_of(b"another key", "", chained(row))
    lines().filter(number=number).update(subject_label="改过", words=words, link=link)
    return number


def empty_words(number: int, chance: random.Random) -> int:
    lines().filter(number=number).update(
        subject_label="", before={}, after={}, reason="", address="", salt=""
    )
    return number


def delete(number: int, chance: random.Random) -> int:
    lines().filter(number=number)._raw_delete("default")
    return number


def delete_and_close_up(number: int, chance: random.Random) -> int:
    """The gap closed by counting the lines after it anew."""
    delete(number, chance)
    for later in Change.objects.filter(number__gt=number).order_by("number").values_list("number", flat=True):
        lines().filter(number=later).update(number=later - 1)
    return number


def swap(number: int, chance: random.Random) -> int:
    other = chance.choice([one for one in range(1, LINES + 1) if one != number])
    lines().filter(number=number).update(number=0)
    lines().filter(number=other).update(number=number)
    lines().filter(number=0).update(number=other)
    return min(number, other)


def cut(number: int, chance: random.Random) -> int:
    lines().filter(number__gte=number)._raw_delete("default")
    return number - 1


def truncate(number: int, chance: random.Random) -> int:
    lines()._raw_delete("default")
    return 0


WAYS: dict[str, Attack] = {
    "改一条": alter,
    "改一条并重算摘要": alter_and_digest_anew,
    "清空内容": empty_words,
    "删一条": delete,
    "删一条并补号": delete_and_close_up,
    "对调两条": swap,
    "截去末尾": cut,
    "全部清空": truncate,
}


@pytest.fixture
def anchor(db: None) -> Anchor:
    """So many lines, and where they ended, kept elsewhere."""
    for number in range(LINES):
        record_act(action="登录", label=f"第{number}个", reason="例行", subject_id=str(number))
    return head()


def test_every_attack_on_the_chain_is_found_where_it_was_made(anchor: Anchor) -> None:
    chance, found = random.Random(2026), Counter[str]()
    for turn in range(ATTACKS):
        name = list(WAYS)[turn % len(WAYS)]
        with transaction.atomic():
            place = WAYS[name](chance.randint(2, LINES - 1), chance)
            told = list(chain_faults([("备份清单", anchor)]))
            transaction.set_rollback(True)
        assert told, name
        assert f"第{place}条" in told[0], (name, place, told[0])
        found[name] += 1

    assert list(chain_faults([("备份清单", anchor)])) == []
    print(f"\n操作记录（{connection.vendor}）：攻击{ATTACKS}次，查出{found.total()}次：{dict(found)}")


def test_a_chain_written_anew_by_who_has_the_key_meets_no_anchor(anchor: Anchor) -> None:
    lines()._raw_delete("default")
    for number in range(LINES):
        record_act(action="登录", label=f"另一个{number}")

    assert list(chain_faults([("备份清单", anchor)])) == [
        f"操作记录第{LINES}条与备份清单所记的不同：此前的记录被整个改写过。"
    ]


def test_lines_of_one_transaction_stand_or_fall_together(anchor: Anchor) -> None:
    with transaction.atomic():
        record_act(action="登录")
        transaction.set_rollback(True)

    assert head() == anchor
    assert list(chain_faults()) == []
