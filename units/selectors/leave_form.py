"""What goes on the hall's 《窗口工作人员请假条》: the registered slip in the paper's own boxes."""

from dataclasses import dataclass, field

from units.halves import HalfDay, half_words, span_words
from units.models import LeaveSlip, Posting
from units.selectors.leave import length_words
from units.workdays import work_calendar


@dataclass(frozen=True)
class FormCover:
    """A stretch of standing in, as the form tells it."""

    name: str
    place: str
    when: str
    handover: str = ""


@dataclass(frozen=True)
class LeaveForm:
    """A filled form; the reason and the signatures are left to be written by hand (1.4)."""

    unit: str = ""
    window: str = ""
    name: str = ""
    post: str = ""
    kind: str = ""
    begins: str = ""
    ends: str = ""
    length: str = ""
    outing: str = ""
    covers: tuple[FormCover, ...] = field(default=())
    proxy: str = ""
    special_reason: str = ""
    returned: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.name


KINDS = tuple(LeaveSlip.Kind.labels)


def leave_form(slip: LeaveSlip) -> LeaveForm:
    """The form of a registered slip; four queries."""
    covers = list(slip.covers.select_related("substitute"))
    people = [slip.person_id, *(cover.substitute_id for cover in covers)]
    places = _places(people, slip)
    own = places.get(slip.person_id)
    return LeaveForm(
        unit=slip.unit.name,
        window=str(own.window) if own and own.window else "",
        name=slip.person.name,
        post=own.get_post_display() if own else "",
        kind=slip.get_kind_display(),
        begins=half_words(slip.span.first, year=True),
        ends=half_words(slip.span.last, year=True),
        length=length_words(slip, work_calendar(slip.starts_on, slip.ends_on)),
        outing=f"{slip.out_from:%H:%M}至{slip.out_until:%H:%M}" if slip.out_from and slip.out_until else "",
        covers=tuple(
            FormCover(
                cover.substitute.name,
                _place(places.get(cover.substitute_id), slip),
                span_words(cover.span),
                cover.handover,
            )
            for cover in covers
        ),
        proxy=slip.proxy_name,
        special_reason=slip.special_reason,
        returned=half_words(HalfDay(slip.returned_on, slip.returned_half), year=True)
        if slip.returned_on
        else "",
    )


def _places(people: list[int], slip: LeaveSlip) -> dict[int, Posting]:
    """Where each stands on the first day; the own post before one as a substitute."""
    rows = Posting.objects.on(slip.starts_on).filter(person_id__in=people).select_related("unit", "window")
    found: dict[int, Posting] = {}
    for row in rows:
        if row.person_id not in found or row.post != Posting.Post.SUBSTITUTE:
            found[row.person_id] = row
    return found


def _place(posting: Posting | None, slip: LeaveSlip) -> str:
    if posting is None:
        return ""
    unit = "" if posting.unit_id == slip.unit_id else posting.unit.name
    window = str(posting.window) if posting.window else ""
    return f"{unit}{window}{posting.get_post_display()}"
