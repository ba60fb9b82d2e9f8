"""What an inspector writes down in an ordinary month, by clause and behaviour (phrases.toml).

The grave ones (absence, complaints, criticism, referrals) stand in stories.toml, each told once.
"""

import tomllib
from functools import cache
from typing import NamedTuple

from yanling_assess.demo.plan import FOLDER


class Phrase(NamedTuple):
    """`source` is how it came in; `named` whether a person is put down (else the unit bears it).

    A fact that speaks of its hour begins with it: “08:37 迟到7分钟”; the others may be of any hour.
    """

    clause: str
    behaviour: str
    facts: tuple[str, ...]
    source: str = "日常抽查"
    named: bool = True
    proof: str = ""


class Phrases(NamedTuple):
    """Ordinary findings, good remarks, and facts outside every clause."""

    charged: tuple[Phrase, ...]
    good: tuple[str, ...]
    outside: tuple[str, ...]


@cache
def phrases() -> Phrases:
    """All of phrases.toml."""
    read = tomllib.loads((FOLDER / "phrases.toml").read_text(encoding="utf-8"))
    charged = tuple(Phrase(**row | {"facts": tuple(row["facts"])}) for row in read["phrase"])
    return Phrases(charged, tuple(read["good"]), tuple(read["outside"]))
