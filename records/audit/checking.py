"""Is the chain whole? Names the first place where it is not."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from records.audit.chain import START, link_of
from records.audit.writing import chained, words_of
from records.keys import key_for
from records.models import Change

ERASED = "清除到期内容"
"""Action of the line that says of which lines the words were erased; its subject is “FIRST-LAST”."""
SHOWN = 32


@dataclass(frozen=True)
class Anchor:
    """How far the chain had come at a moment, kept outside the database: `number`, and its link's beginning.

    Where a backup's manifest or an issued paper holds one, a chain that was cut or written anew since is
    found out.
    """

    number: int
    link: str

    def __str__(self) -> str:
        return f"{self.number}-{self.link}" if self.number else ""

    @classmethod
    def read(cls, text: str) -> "Anchor":
        """From what `str` wrote; ValueError where it is not one."""
        number, dash, link = text.strip().partition("-")
        if not dash or not number.isdecimal() or len(link) != SHOWN or set(link) - set("0123456789abcdef"):
            raise ValueError(text)
        return cls(int(number), link)


def head() -> Anchor:
    """Where the chain has come to now; number 0 where nothing was ever logged."""
    last = Change.objects.order_by("-number").values_list("number", "link").first()
    return Anchor(last[0], last[1][:SHOWN]) if last else Anchor(0, "")


def chain_faults(anchors: Iterable[tuple[str, Anchor]] = ()) -> Iterator[str]:
    """Chinese lines: the first broken link, altered words, words gone without a trace, anchors not met.

    `anchors` come with where they were found.
    """
    held = sorted(anchors, key=lambda pair: pair[1].number)
    before, expected, blank, erased = START, 1, list[int](), list[str]()
    for row in Change.objects.order_by("number").iterator(chunk_size=2000):
        fault = _broken(row, expected, before)
        if fault:
            yield fault
            return
        yield from (_rewritten(row, where) for where, anchor in held if _differs(row, anchor))
        if not row.salt:
            blank.append(row.number)
        elif words_of(row) != row.words:
            yield f"操作记录第{row.number}条（{_named(row)}）的内容被改过。"
        if row.action == ERASED:
            erased.append(row.subject_id)
        before, expected = row.link, expected + 1
    yield from _unaccounted(blank, erased)
    for where, anchor in held:
        if anchor.number >= expected:
            yield f"操作记录只到第{expected - 1}条，而{where}记到第{anchor.number}条：末尾被截去。"


def _differs(row: Change, anchor: Anchor) -> bool:
    return row.number == anchor.number and not row.link.startswith(anchor.link)


def _rewritten(row: Change, where: str) -> str:
    return f"操作记录第{row.number}条与{where}所记的不同：此前的记录被整个改写过。"


def _broken(row: Change, expected: int, before: str) -> str:
    if row.number != expected:
        return f"操作记录第{expected}条不见了（它后面是第{row.number}条，{_named(row)}）。"
    if link_of(key_for("audit"), before, chained(row)) != row.link:
        return (
            f"操作记录从第{row.number}条（{_named(row)}）起断开：这一条被改过、换过，或记录密钥不是原来的。"
        )
    return ""


def _named(row: Change) -> str:
    return f"{row.at:%Y-%m-%d %H:%M} {row.action}"


def _unaccounted(blank: list[int], erased: list[str]) -> Iterator[str]:
    """Words that are gone although no line says that they were erased."""
    spans = sorted(_span(text) for text in erased)
    starts = [first for first, _ in spans]
    reached = list(accumulate((last for _, last in spans), max))
    lost = [number for number in blank if not _lies_in(number, starts, reached)]
    if lost:
        yield f"操作记录第{lost[0]}条的内容被清空，没有清除记录（共{len(lost)}条）。"


def _lies_in(number: int, starts: list[int], reached: list[int]) -> bool:
    """Whether one of the spans holds it: of those that begin before it, the farthest reaches it."""
    place = bisect_right(starts, number)
    return place > 0 and reached[place - 1] >= number


def _span(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return (int(first), int(last)) if first.isdecimal() and last.isdecimal() else (0, 0)
