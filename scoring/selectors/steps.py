"""录入 → 核对 → 定分 → 通报: where a month is on its way, and what still stands in the way."""

from dataclasses import dataclass
from datetime import date

from scoring.models import Month
from scoring.periods import day_name, month_name, next_month
from scoring.selectors.closing import COUNTED, OpenPoints
from scoring.selectors.month import Standing


@dataclass(frozen=True)
class Obstacle:
    """Something unsettled: what, how many, and (for events) the ledger's filter that shows it."""

    kind: str
    text: str
    count: int
    filter: str


@dataclass(frozen=True)
class Step:
    """One of the four steps: done, current (one at most) or waiting, with a word on why."""

    name: str
    state: str
    text: str

    @property
    def state_label(self) -> str:
        return {"done": "已完成", "current": "进行中", "waiting": "未开始"}[self.state]


def obstacles(points: OpenPoints) -> list[Obstacle]:
    """What is not settled, each with the ledger's filter."""
    filters = {
        "pending": "status=pending",
        "nameless": "status=confirmed&unknown=on",
        "unproved": "unproved=on",
    }
    found = (
        Obstacle(name, label, len(getattr(points, name)), filters.get(name, "")) for name, label in COUNTED
    )
    return [obstacle for obstacle in found if obstacle.count]


def steps(where: Standing, points: OpenPoints, *, today: date, deadline: date) -> list[Step]:
    """The four steps of a month on a day; `deadline` is the day by which its bulletin is due.

    What is not settled stands in `obstacles` alone, each with its link.
    """
    over = today >= next_month(where.month)
    closed, published = not where.is_open, where.is_published
    checking = _checking(where, points, closed=closed, over=over)
    return [
        Step("录入", "done" if over or closed else "current", _entering(where.month, over=over or closed)),
        checking,
        _closing(where, points, closed=closed, over=over, checked=checking.state == "done"),
        _publishing(closed=closed, published=published, deadline=deadline),
    ]


def _entering(month: date, *, over: bool) -> str:
    after = next_month(month)
    return "仍可补录" if over else f"{after.month}月{after.day}日起可以定分"


def _checking(where: Standing, points: OpenPoints, *, closed: bool, over: bool) -> Step:
    if closed:
        return Step("核对", "done", "")
    if where.is_reopened:
        return Step("核对", "current", "重新开放，改完后再定分")
    if not over:
        return Step("核对", "waiting", "不能开始：本月还没有结束")
    if where.state != Month.State.REVIEW:
        return Step("核对", "current", "可以转入核对，请各单位申诉")
    until = f"申诉截止{day_name(where.review_until)}" if where.review_until else ""
    return Step("核对", "current" if points else "done", until)


def _closing(where: Standing, points: OpenPoints, *, closed: bool, over: bool, checked: bool) -> Step:
    if closed:
        return Step("定分", "done", "只读")
    if where.start < where.month:
        return Step("定分", "waiting", f"不能开始：请先为{month_name(where.start)}定分")
    if not over:
        return Step("定分", "waiting", "不能开始：本月还没有结束")
    return Step("定分", "current" if checked else "waiting", "现在定分须写明理由" if points else "可以定分")


def _publishing(*, closed: bool, published: bool, deadline: date) -> Step:
    due = f"{deadline.month}月{deadline.day}日前印发"
    if published:
        return Step("通报", "done", "")
    return Step("通报", "current", due) if closed else Step("通报", "waiting", f"还没有定分，{due}")
