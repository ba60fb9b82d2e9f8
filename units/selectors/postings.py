"""进驻审查: who waits for it, who passed and is not handed in yet, who was handed in without it (6.1)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Subquery

from units.models import Bureau, Posting, Unit

WAITING, PASSED, BREACH, ALL = "waiting", "passed", "breach", "all"
TABS = {WAITING: "待审查", PASSED: "已通过，待递交", BREACH: "未经审查已递交", ALL: "全部进驻"}
UNREVIEWED = Q(reviewed_on__isnull=True) | Q(reviewed_on__gt=F("handed_on"))


@dataclass(frozen=True, kw_only=True)
class PostingFilter:
    """What is looked for."""

    tab: str = WAITING
    words: str = ""
    unit_id: int | None = None
    day: date | None = None


def waiting(today: date) -> Q:
    """Postings planned or begun since this site is in use, not ended, not yet reviewed, not handed in.

    Whoever stood there before the first month was stationed before this review was kept here. A 替岗 is no
    进驻 of its own.
    """
    first = Subquery(Bureau.objects.values("first_month")[:1])
    open_ones = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    lacks = Q(reviewed_on__isnull=True, handed_on__isnull=True, starts_on__gte=first)
    return open_ones & lacks & ~Q(post=Posting.Post.SUBSTITUTE)


def breaches() -> Q:
    """Handed to the hall before, or without, a pass."""
    return Q(handed_on__isnull=False) & UNREVIEWED


def found_postings(wanted: PostingFilter, today: date) -> QuerySet[Posting]:
    """Those that fit, newest first."""
    rows = Posting.objects.filter(_of_tab(wanted.tab, today))
    if wanted.words:
        name = Q(person__name__icontains=wanted.words) | Q(person__number__icontains=wanted.words)
        rows = rows.filter(name | Q(person__pinyin__icontains=wanted.words.lower()))
    if wanted.unit_id:
        rows = rows.filter(unit_id=wanted.unit_id)
    if wanted.day:
        rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=wanted.day), starts_on__lte=wanted.day)
    return rows.select_related("person", "unit", "window", "reviewed_by").order_by("-starts_on", "-id")


def tab_counts(today: date) -> list[tuple[str, str, int]]:
    """(tab, label, how many); one query."""
    counts = Posting.objects.aggregate(**{tab: Count("id", filter=_of_tab(tab, today)) for tab in TABS})
    return [(tab, label, counts[tab]) for tab, label in TABS.items()]


def review_words(posting: Posting, first_month: date) -> str:
    """通过, 不通过, 未审查; who stood there before this site was in use, and a 替岗, is not asked."""
    if posting.reviewed_on is not None:
        return "通过"
    if posting.review_note:
        return "不通过"
    if posting.post == Posting.Post.SUBSTITUTE:
        return "不需审查"
    is_older = posting.handed_on is None and posting.starts_on < first_month
    return "启用前进驻" if is_older else "未审查"


def is_breach(posting: Posting) -> bool:
    """Handed in before, or without, a pass (6.1)."""
    if posting.handed_on is None:
        return False
    return posting.reviewed_on is None or posting.reviewed_on > posting.handed_on


def stood_at(posting: Posting) -> list[Posting]:
    """Who stood at the same place before and after: the window's history, else the unit's back office."""
    rows = Posting.objects.filter(unit=posting.unit_id, window=posting.window_id)
    return list(rows.exclude(pk=posting.pk).select_related("person").order_by("-starts_on", "-id")[:30])


def stations_of(posting: Posting) -> list[Posting]:
    """Where the person stood otherwise."""
    rows = Posting.objects.filter(person=posting.person_id).exclude(pk=posting.pk)
    return list(rows.select_related("unit", "window")[:30])


def posting_units() -> list[Unit]:
    return list(Unit.objects.all())


def _of_tab(tab: str, today: date) -> Q:
    if tab == WAITING:
        return waiting(today)
    if tab == BREACH:
        return breaches()
    if tab == PASSED:
        open_ones = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
        return open_ones & Q(reviewed_on__isnull=False, handed_on__isnull=True)
    return Q(pk__isnull=False)
