"""What is told to the services of leave slips: the slip as written, and who stands in."""

from dataclasses import dataclass
from datetime import date, datetime, time

from units.halves import Span, span_of, span_words
from units.models import Half, StaffMember

MOST_COVERS = 4


@dataclass(frozen=True, kw_only=True)
class SlipData:
    """A slip as it was handed in. Written by the person, unless `proxy_name` says who did it for them."""

    person: StaffMember
    kind: str
    reason: str
    starts_on: date
    ends_on: date
    handed_at: datetime
    starts_half: str = Half.MORNING
    ends_half: str = Half.AFTERNOON
    out_from: time | None = None
    out_until: time | None = None
    proxy_name: str = ""
    special_reason: str = ""

    @property
    def span(self) -> Span:
        """ValueError where the end is before the beginning."""
        return span_of(self.starts_on, self.starts_half, self.ends_on, self.ends_half)


@dataclass(frozen=True, kw_only=True)
class CoverData:
    """A stretch for which somebody stands in, with what was handed over."""

    substitute: StaffMember
    starts_on: date
    ends_on: date
    starts_half: str = Half.MORNING
    ends_half: str = Half.AFTERNOON
    handover: str = ""

    @property
    def span(self) -> Span:
        """ValueError where the end is before the beginning."""
        return span_of(self.starts_on, self.starts_half, self.ends_on, self.ends_half)

    @property
    def words(self) -> str:
        """“李强 10月8日上午至10月9日下午（交接：……）”, as the change log has it."""
        return cover_words(self.substitute, self.span, self.handover)


def cover_words(substitute: StaffMember, span: Span, handover: str) -> str:
    """“李强 10月8日上午至10月9日下午（交接：……）”"""
    note = f"（交接：{handover.strip()}）" if handover.strip() else ""
    return f"{substitute.name} {span_words(span)}{note}"
