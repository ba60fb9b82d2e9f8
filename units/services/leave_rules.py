"""What a slip must be to be registered: a person with a place, times in order, nobody twice away (1.4)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.utils import timezone

from records.errors import Refusal
from units.halves import Span, span_words
from units.models import LeaveSlip, Posting, StaffMember, Unit
from units.selectors.presence import LIVE
from units.slips import MOST_COVERS, CoverData, SlipData

LONGEST = timedelta(days=366)


def check_slip(data: SlipData, *, at: datetime, but: int = 0) -> Unit:
    """All that is asked of a slip by itself; returns the unit it belongs to. Refusal names the field."""
    _check_words(data)
    return check_times(data, at=at, but=but)


def check_times(data: SlipData, *, at: datetime, but: int = 0) -> Unit:
    """What is asked of who is away and when; the words may still be to come."""
    span = _checked_span(data, what="请假的结束", field="ends_on")
    if data.ends_on - data.starts_on > LONGEST:
        raise Refusal("一张请假条最多一年，请改正起止日期。", field="ends_on")
    _check_outing(data)
    if data.handed_at > at:
        moment = timezone.localtime(data.handed_at)
        raise Refusal(f"递交时间{moment:%Y-%m-%d %H:%M}还没有到，请改正。", field="handed_at")
    unit = unit_on(data.person, data.starts_on)
    _refuse_overlap(data.person, span, but=but)
    return unit


def check_covers(covers: Sequence[CoverData], *, span: Span, person: StaffMember) -> None:
    """Stretches inside the leave, by others, one after another."""
    if len(covers) > MOST_COVERS:
        raise Refusal(f"一张请假条最多写{MOST_COVERS}段替岗。", field="covers")
    for cover in covers:
        stretch = _checked_span(cover, what=f"{cover.substitute.name}替岗的结束", field="covers")
        if cover.substitute == person:
            raise Refusal("替岗人员不能是请假人自己。", field="covers")
        if not span.encloses(stretch):
            raise Refusal(
                f"{cover.substitute.name}替岗的时间（{span_words(stretch)}）"
                f"超出了请假的时间（{span_words(span)}）。",
                field="covers",
            )
    for one, other in pairwise(sorted(covers, key=lambda cover: cover.span)):
        if one.span.overlaps(other.span):
            raise Refusal(
                f"{one.substitute.name}和{other.substitute.name}替岗的时间重叠，请改成前后衔接。",
                field="covers",
            )


def unit_on(person: StaffMember, day: date) -> Unit:
    """Where the person belongs on a day. Refusal where the person stands nowhere then."""
    postings = Posting.objects.on(day).filter(person=person).select_related("unit")
    own = next((one for one in postings if one.post != Posting.Post.SUBSTITUTE), None)
    if own is None:
        raise Refusal(
            f"{person.name}在{day.year}年{day.month}月{day.day}日没有进驻窗口的记录；"
            "请核对人员和日期，或先登记进驻。",
            field="person",
        )
    return own.unit


def hold_people(people: Sequence[StaffMember]) -> None:
    """Keep two slips that touch the same people from being decided at the same moment."""
    keys = sorted({person.pk for person in people})
    list(StaffMember.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _check_words(data: SlipData) -> None:
    if not data.reason.strip():
        raise Refusal("请写明请假的具体事由。", field="reason")
    if data.proxy_name.strip() and not data.special_reason.strip():
        raise Refusal(
            "请假条须由本人手写；只有人身伤害事故等特殊原因才可由他人代办，请写明特殊原因。",
            field="special_reason",
        )


def _check_outing(data: SlipData) -> None:
    """临时外出 is told by the clock, within one day; other leave by half days."""
    if data.kind != LeaveSlip.Kind.SHORT:
        return
    if data.starts_on != data.ends_on:
        raise Refusal("临时外出只能在一天以内；超过一天的请改选其他假别。", field="ends_on")
    if data.out_from is None or data.out_until is None:
        raise Refusal("临时外出请写明外出和返回的时间。", field="out_from")
    if data.out_until <= data.out_from:
        raise Refusal("返回时间须晚于外出时间。", field="out_until")


def _checked_span(data: SlipData | CoverData, *, what: str, field: str) -> Span:
    try:
        return data.span
    except ValueError:
        raise Refusal(f"{what}不能早于开始。", field=field) from None


def _refuse_overlap(person: StaffMember, span: Span, *, but: int) -> None:
    others = LeaveSlip.objects.filter(person=person, state__in=LIVE).exclude(pk=but)
    near = others.filter(starts_on__lte=span.last.day, ends_on__gte=span.first.day)
    for slip in near:
        if slip.away is not None and slip.away.overlaps(span):
            raise Refusal(
                f"{person.name}已有{slip.words}的请假条（{slip.get_state_display()}），时间重叠；"
                "请修改原来那张，或先撤回。",
                field="starts_on",
            )
