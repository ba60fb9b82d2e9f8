"""What of a person stands in a paper, said before it is issued; complainants must not stand in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from notices.bulletin.masking import IDENTITY, MOBILE, hide_numbers, mask
from notices.models import Reading
from notices.outgoing.freezing import texts_of
from notices.papers.content import Letter, Paper
from records.errors import Refusal
from scoring.models import Complainant
from scoring.selectors.complainants import first_telling
from units.models import StaffMember

SHOWN = 20
"""So many names are written out; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Held:
    """The personal data of one reading."""

    label: str
    names: tuple[str, ...]
    numbers: int
    """Telephone and identity numbers that stand whole in the words or facts; every reading masks them."""

    def __str__(self) -> str:
        if not self.names:
            told = "没有工作人员姓名"
        else:
            some = "、".join(self.names[:SHOWN]) + ("等" if len(self.names) > SHOWN else "")
            told = f"载有{len(self.names)}名工作人员姓名（{some}）"
        numbers = f"；文字中有{self.numbers}个电话或身份证号，印发时已隐去中间各位" if self.numbers else ""
        return f"{self.label}：{told}{numbers}。"


def staff_named(texts: Iterable[str]) -> frozenset[str]:
    """Members of staff, past ones included, whose names stand in the texts; one query."""
    return named_in(texts, staff_names())


def staff_names() -> frozenset[str]:
    """Of all members of staff, past ones included; one query."""
    return frozenset(StaffMember.objects.values_list("name", flat=True))


def named_in(texts: Iterable[str], names: Iterable[str]) -> frozenset[str]:
    """Those of the names that stand in the texts."""
    joined = "\n".join(texts)
    return frozenset(name for name in names if name and name in joined)


def held_by(label: str, whole: Paper | Letter, names: Iterable[str], unmasked: Paper | Letter) -> Held:
    """What one reading holds of `names`; numbers are counted where they stood before they were masked."""
    joined = "\n".join(texts_of(whole))
    source = "\n".join(texts_of(unmasked))
    numbers = {found.group() for pattern in (MOBILE, IDENTITY) for found in pattern.finditer(source)}
    return Held(label, tuple(sorted(name for name in names if name in joined)), len(numbers))


def masked_texts(names: Iterable[str]) -> Callable[[str], str]:
    """How a text reads where these are not named; nobody's number stands whole in any reading."""
    hidden = tuple(names)
    return lambda text: mask(hide_numbers(text), hidden)


def refuse_complainants(readings: Iterable[tuple[str, Paper | Letter]]) -> None:
    """Refusal where a complainant's name or number stands in a reading, saying in which paragraph.

    A member of staff may have complained too: a name that is also one of staff is no sign by itself.
    """
    staff = set(StaffMember.objects.values_list("name", flat=True))
    complainants = list(Complainant.objects.all())
    for complainant in complainants:
        if complainant.name.strip() in staff:
            complainant.name = ""  # never saved
    for label, whole in readings:
        if told := first_telling(complainants, texts_of(whole)):
            raise Refusal(
                f"{label}中出现了投诉人的姓名或联系方式，不能签发。写在文字里的，请返回拟稿删去；"
                f"写在所据事项里的，请先改正事项。所在段落：“{_pointed(told)}”"
            )


def _pointed(text: str) -> str:
    """The beginning of a paragraph, enough to find it."""
    return f"{text[:40]}…" if len(text) > 40 else text


def label_of(reading: str) -> str:
    """实名本, 公开本, 分单位本"""
    return str(Reading(reading).label)
