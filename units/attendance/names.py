"""Whose name it is: written alike, nearly alike, or not at all."""

import unicodedata
from typing import NamedTuple

from units.pinyin import search_key

DOTS = str.maketrans("•・‧∙.．", "······")


class Who(NamedTuple):
    """A person as a sign-in file calls them; number and department may be empty."""

    name: str
    number: str = ""
    group: str = ""

    @property
    def called(self) -> str:
        """The name, or the number where the file tells no names."""
        return self.name or self.number

    def __str__(self) -> str:
        more = "，".join(part for part in (self.number if self.name else "", self.group) if part)
        return f"{self.called}（{more}）" if more else self.called


def plain_name(text: str) -> str:
    """A name without blanks, in one width, with one kind of middle dot."""
    return "".join(unicodedata.normalize("NFKC", text).translate(DOTS).split())


def reading(name: str) -> str:
    """How a name sounds: “wangfang”."""
    return search_key(name).split(" ")[0]


def is_near(one: str, other: str) -> bool:
    """Whether one sign more, less or other makes the one name the other; of two signs none may be other."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 2:
        return False
    if len(one) == len(other):
        return len(one) > 2 and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
