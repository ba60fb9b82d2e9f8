"""Natural Chinese names for the imagined staff: no two alike, but for one pair that is meant to be.

Rare characters (堃 喆 䶮 㛃), surnames of two characters, surnames with a reading of their own
(仇, 单, 解, 查) and a name with a middle dot are among them, since real rosters have them.
"""

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

POOLS = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
SURNAMES = [surname for weight, row in enumerate(POOLS["surnames"], 1) for surname in row.split() * weight]
RARE_SURNAMES, MEN, WOMEN, SPECIAL = (POOLS[pool].split() for pool in ("rare", "men", "women", "special"))
SHARED = "张伟"


def distinct_names(randomly: random.Random, taken: set[str]) -> Iterator[str]:
    """Names without end, none twice and none of `taken`; the special ones come early."""
    seen = taken | {SHARED, *SPECIAL}
    special = list(SPECIAL)
    count = 0
    while True:
        count += 1
        if special and count % 7 == 0:
            yield special.pop(0)
            continue
        name = _draw(randomly)
        if name not in seen:
            seen.add(name)
            yield name


def _draw(randomly: random.Random) -> str:
    rare = randomly.random() < 0.05
    surname = randomly.choice(RARE_SURNAMES if rare else SURNAMES)
    return surname + randomly.choice(MEN if randomly.random() < 0.45 else WOMEN)
