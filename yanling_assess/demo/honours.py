"""荣誉 of the demo (四（一）): the second quarter commended and made known, the third half way through.

Units whose heads have no account of the demo's own get one that nobody can log in with.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from notices.models import Honour, Notice
from notices.outgoing.registry import outgoing_of
from notices.selectors.honours.exchanges import ExchangeTold
from notices.selectors.honours.recommending import Recommendation
from notices.services.honours.exchanges import record_exchange
from notices.services.honours.publicising import record_publicity
from notices.services.honours.recommending import recommend_honour, withdraw_recommendation
from notices.services.honours.selecting import Decision, decide_honours
from notices.services.outgoing import issue_paper
from scoring.periods import Period
from units.models import Membership, Role, User
from yanling_assess.demo.people import Hall
from yanling_assess.demo.telling import Step
from yanling_assess.demo.timeline import HERE

SECOND, THIRD = Period(2026, 2), Period(2026, 3)
HEADS = {
    "社保中心": "danwei",
    "公共就业服务中心": "mahongwei",
    "流动人员档案窗口": "huxiuyun",
    "职称评审窗口": "zhaiwenjing",
}
"""Who recommends for which unit."""
NAMES = {"mahongwei": "马红卫", "huxiuyun": "扈秀云", "zhaiwenjing": "翟文静"}


class Told(NamedTuple):
    """One recommendation: `who` is a person's key or a window's number, nothing for a story."""

    period: Period
    unit: str
    kind: str
    who: str
    excellence: str
    title: str
    story: str
    day: tuple[int, int]
    becomes: str = ""
    reason: str = ""


TOLD = (
    Told(
        *(SECOND, "社保中心", "person", "社保中心#4", "attitude", "把群众的事当自家的事办"),
        "5月以来为行动不便的参保老人上门认证11次，资格认证窗口排队时主动引导自助办理，群众多次口头表扬。",
        (6, 22),
        *("selected", ""),
    ),
    Told(
        *(SECOND, "流动人员档案窗口", "window", "41号窗口", "surroundings", "整洁有序的档案接收窗口"),
        "台面只留必需物品，材料分格摆放，设置老花镜和书写台，每日两次自查，本季度没有扣分。",
        (6, 23),
        *("selected", ""),
    ),
    Told(
        *(SECOND, "职称评审窗口", "story", "", "efficiency", "职称申报“一次告知、一次办结”"),
        "把申报材料编成一页清单和样表，先看样表再填表，退件率由三成降到不足一成，平均少跑一趟。",
        (6, 24),
        *("selected", ""),
    ),
    Told(
        *(SECOND, "公共就业服务中心", "story", "", "skill", "失业登记业务比武"),
        "组织窗口人员每周一练，季度内完成四次业务比武。",
        (6, 25),
        *("declined", "做法尚在起步，效果待下季度再看。"),
    ),
    Told(
        *(THIRD, "社保中心", "person", "社保中心#9", "skill", "待遇核定“活字典”"),
        "熟练掌握历年待遇政策，本季度解答疑难问题60余件，带教新进人员2名。",
        (9, 24),
    ),
    Told(
        *(THIRD, "社保中心", "window", "5号窗口", "efficiency", "权益查询即来即办"),
        "推行自助打印和窗口打印并行，平均等候时间由8分钟缩短到3分钟。",
        (9, 24),
    ),
    Told(
        *(THIRD, "公共就业服务中心", "person", "公共就业服务中心#2", "attitude", "耐心细致的就业登记员"),
        "为大龄失业人员逐一登记需求，联系岗位，季度内帮助9人上岗。",
        (9, 25),
    ),
    Told(
        *(THIRD, "流动人员档案窗口", "person", "流动人员档案窗口#1", "manners", "微笑服务的档案接收员"),
        "坚持站立迎送、双手递接，评价器好评率100%。",
        (9, 27),
        *("selected", ""),
    ),
    Told(
        *(THIRD, "职称评审窗口", "story", "", "efficiency", "评审进度短信告知"),
        "每个环节办结即发短信，来电咨询减少四成。",
        (9, 28),
        *("withdrawn", "数据还要核实，下季度再报。"),
    ),
)
DECIDED = {SECOND: (7, 10), THIRD: (10, 14)}
MADE_KNOWN = (
    ("meeting", (7, 17), "7月份局全体会议宣读", ("文明优质服务标兵", "文明服务示范窗口", "典型经验")),
    ("brief", (7, 20), "《人社简报》第14期", ("文明优质服务标兵", "文明服务示范窗口", "典型经验")),
    ("county", (7, 28), "县委信息刊物采用", ("典型经验",)),
)


def honour_steps(hall: Hall) -> Iterator[Step]:
    """All but the 表彰通报, which is printed with the other papers."""
    for username, name in NAMES.items():
        hall.users.setdefault(username, _head(hall, username, name))
    for told in TOLD:
        at = _clock(*told.day, 10)
        yield Step(at, partial(_recommend, hall, told, at))
        if told.becomes == Honour.State.WITHDRAWN:
            yield Step(_clock(*told.day, 16), partial(_withdraw, hall, told, _clock(*told.day, 16)))
    for period, day in DECIDED.items():
        yield Step(_clock(*day, 10), partial(_decide, hall, period, _clock(*day, 10)))
    for where, day, words, kinds in MADE_KNOWN:
        yield Step(_clock(*day, 17), partial(_make_known, hall, where, words, kinds, _clock(*day, 17)))
    yield Step(_clock(7, 30, 17), partial(_exchange, hall, _clock(7, 30, 17)))


def commend_second_quarter() -> Notice:
    """The 表彰通报 of the second quarter, on the day on which it would have gone out."""
    outgoing = outgoing_of(Notice.Kind.COMMENDATION, "2026-Q2")
    if outgoing is None:
        raise ValueError("nothing was recommended for the second quarter")
    at, chief = _clock(7, 14, 10), User.objects.get(username="fuzeren")
    return issue_paper(outgoing=outgoing, by=chief, at=at, on=at.date())


def _head(hall: Hall, username: str, name: str) -> User:
    unit = next(unit for unit, head in HEADS.items() if head == username)
    user = User.objects.create_user(username=username, name=name)
    Membership.objects.create(user=user, role=Role.UNIT_HEAD, unit=hall.units[unit])
    return user


def _recommend(hall: Hall, told: Told, at: datetime) -> None:
    person = hall.people[told.who] if told.kind == Honour.Kind.PERSON else None
    window = hall.windows[told.unit, told.who] if told.kind == Honour.Kind.WINDOW else None
    what = Recommendation(told.kind, told.excellence, told.title, told.story, person, window)
    by = hall.users[HEADS[told.unit]]
    recommend_honour(unit=hall.units[told.unit], period=told.period, told=what, by=by, at=at)


def _withdraw(hall: Hall, told: Told, at: datetime) -> None:
    honour, by = Honour.objects.get(title=told.title), hall.users[HEADS[told.unit]]
    withdraw_recommendation(honour=honour, expected_version=1, reason=told.reason, by=by, at=at)


def _decide(hall: Hall, period: Period, at: datetime) -> None:
    states = (Honour.State.SELECTED, Honour.State.DECLINED)
    decisions = [
        Decision(Honour.objects.get(title=told.title), 1, told.becomes, told.reason)
        for told in TOLD
        if told.period == period and told.becomes in states
    ]
    decide_honours(period=period, decisions=decisions, by=hall.users["fuzeren"], at=at)


def _make_known(hall: Hall, where: str, words: str, kinds: tuple[str, ...], at: datetime) -> None:
    rows = _second_quarter()
    honours = [honour for honour in rows if honour.get_kind_display() in kinds]
    about: dict[str, Any] = {"where": where, "on": at.date(), "words": words}
    record_publicity(honours=honours, **about, by=hall.users["bangongshi"], at=at)


def _exchange(hall: Hall, at: datetime) -> None:
    told = ExchangeTold(
        on=date(2026, 7, 30),
        place="市民中心一楼人社服务区",
        topic="“作风我最好，服务我最优”第二季度观摩交流",
        words="观摩档案接收窗口环境布置，职称评审窗口介绍一次办结的做法，各单位负责人座谈交流。",
        units=[hall.units[name] for name in HEADS],
        honours=_second_quarter(),
    )
    record_exchange(told=told, by=hall.users["bangongshi"], at=at)


def _second_quarter() -> list[Honour]:
    return list(Honour.objects.filter(quarter="2026-Q2", state=Honour.State.SELECTED))


def _clock(month: int, day: int, hour: int) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=HERE)
