"""Who is at a window at a half day, and who stands in for whom (1.3). Pure: rows in, answers out.

Whoever is on leave needs somebody in the place: the substitute told on the slip, else a colleague of the
same window (B岗; for a B岗 the A岗). Either must be posted on that day and free: not away, not standing in
for another (docs/decisions/who_stands_in.md).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from units.halves import HalfDay, Span

B_POST, SUBSTITUTE = "B", "substitute"
SIGNED, REGISTERED = "signed", "registered"
"""States of a slip. Covers of a refused one come along too: they bind nobody."""


@dataclass(frozen=True)
class Post:
    """A posting: A, B or substitute, at a unit and (or not) a window."""

    person: int
    unit: int
    window: int | None
    post: str
    starts_on: date
    ends_on: date | None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Leave:
    """The time for which a slip says that somebody is away; cut short where the person came back early."""

    slip: int
    person: int
    span: Span
    state: str = SIGNED


@dataclass(frozen=True)
class Cover:
    """A stretch of it for which somebody stands in."""

    slip: int
    person: int
    substitute: int
    span: Span
    state: str = SIGNED


class Trouble(Enum):
    """Why nobody stands in."""

    NOBODY = "没有安排替岗"
    NOT_POSTED = "当日没有进驻"
    ON_LEAVE = "自己请假"
    STANDING_IN = "已为他人替岗"


@dataclass(frozen=True)
class Stand:
    """Who stands in at a half day; with a trouble, nobody: `who` is then the substitute who cannot."""

    half: HalfDay
    who: int | None = None
    is_colleague: bool = False
    trouble: Trouble | None = None
    instead_of: int | None = None
    """Whom the substitute stands in for already."""


@dataclass
class Presence:
    """All postings, leaves and covers of some days, asked person by person and half by half."""

    posts: Iterable[Post]
    leaves: Iterable[Leave]
    covers: Iterable[Cover]
    _posts: dict[int, list[Post]] = field(init=False)
    _leaves: dict[int, list[Leave]] = field(init=False)
    _of_slip: dict[int, list[Cover]] = field(init=False)
    _by_substitute: dict[int, list[Cover]] = field(init=False)
    _of_unit: dict[int, list[Post]] = field(init=False)

    def __post_init__(self) -> None:
        self._posts, self._of_unit = defaultdict(list), defaultdict(list)
        for post in self.posts:
            self._posts[post.person].append(post)
            self._of_unit[post.unit].append(post)
        self._leaves = defaultdict(list)
        self._of_slip, self._by_substitute = defaultdict(list), defaultdict(list)
        for leave in self.leaves:
            self._leaves[leave.person].append(leave)
        for cover in self.covers:
            self._of_slip[cover.slip].append(cover)
            self._by_substitute[cover.substitute].append(cover)

    def is_posted(self, person: int, day: date) -> bool:
        """Whether the person stands anywhere that day, as a substitute too."""
        return any(post.holds(day) for post in self._posts.get(person, ()))

    def own_post(self, person: int, day: date) -> Post | None:
        """The person's own place, A or B."""
        posts = self._posts.get(person, ())
        return next((post for post in posts if post.post != SUBSTITUTE and post.holds(day)), None)

    def leave_at(self, person: int, half: HalfDay, *, but: int = 0) -> Leave | None:
        """The leave that the person is on; that of the slip `but` is passed over."""
        leaves = self._leaves.get(person, ())
        return next((leave for leave in leaves if leave.slip != but and half in leave.span), None)

    def standing_in(self, person: int, half: HalfDay, *, but: int = 0, state: str = SIGNED) -> Cover | None:
        """The cover in which the person stands in for another, by a signed slip (or by one that waits)."""
        for cover in self._by_substitute.get(person, ()):
            if cover.slip != but and cover.state == state and half in cover.span:
                return cover
        return None

    def stand(self, *, slip: int, person: int, half: HalfDay) -> Stand:
        """Who stands in for a person on leave by this slip."""
        cover = next((one for one in self._of_slip.get(slip, ()) if half in one.span), None)
        if cover is None:
            missed = Stand(half, trouble=Trouble.NOBODY)
        else:
            missed = self._told(cover, half)
            if missed.trouble is None:
                return missed
        colleague = self.free_colleague(slip=slip, person=person, half=half)
        return missed if colleague is None else Stand(half, colleague, is_colleague=True)

    def free_colleague(self, *, slip: int, person: int, half: HalfDay) -> int | None:
        """A colleague of the same window who is there; each A岗 on signed leave needs a B岗 of the own."""
        own = self.own_post(person, half.day)
        if own is None:
            return None
        place = [post for post in self._place(own, half.day) if post.person != person]
        free = [post for post in place if self._is_free(post.person, half, slip)]
        deputies = [post for post in free if post.post == B_POST]
        needed = sum(self._relies(post, half) for post in place)
        if own.post != B_POST:
            return deputies[0].person if len(deputies) > needed else None
        able = free if own.window is not None else deputies
        return able[0].person if able and len(deputies) >= needed else None

    def is_there(self, person: int, half: HalfDay) -> bool:
        """Posted, not away, not standing in for another."""
        return self.is_posted(person, half.day) and self._is_free(person, half, 0)

    def _told(self, cover: Cover, half: HalfDay) -> Stand:
        """The substitute of a cover, or what is the matter with that."""
        who, slip = cover.substitute, cover.slip
        if not self.is_posted(who, half.day):
            return Stand(half, who, trouble=Trouble.NOT_POSTED)
        if self.leave_at(who, half, but=slip) is not None:
            return Stand(half, who, trouble=Trouble.ON_LEAVE)
        other = self.standing_in(who, half, but=slip)
        if other is not None:
            return Stand(half, who, trouble=Trouble.STANDING_IN, instead_of=other.person)
        return Stand(half, who)

    def _place(self, own: Post, day: date) -> list[Post]:
        """Everyone's own posts at the same window; without a window, of the whole unit."""
        posts = (post for post in self._of_unit.get(own.unit, ()) if post.holds(day))
        at_home = (post for post in posts if post.post != SUBSTITUTE)
        return [post for post in at_home if own.window is None or post.window == own.window]

    def _is_free(self, person: int, half: HalfDay, slip: int) -> bool:
        return self.leave_at(person, half) is None and self.standing_in(person, half, but=slip) is None

    def _relies(self, post: Post, half: HalfDay) -> bool:
        """Whether this A岗 is on signed leave with no substitute told: a B岗 is needed."""
        leave = self.leave_at(post.person, half)
        if post.post == B_POST or leave is None or leave.state != SIGNED:
            return False
        return not any(half in cover.span for cover in self._of_slip.get(leave.slip, ()))
