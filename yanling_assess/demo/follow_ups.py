"""整改处理 of the demo's five bulletins: done, returned, overdue, waiting; talks held, two people withdrawn.

Told as steps, in the order in which they were done, after the bulletins have gone out.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from notices.models import FollowUp
from notices.services.follow_ups.confirming import confirm_follow_up
from notices.services.follow_ups.escalation import propose_referral, settle_referral
from notices.services.follow_ups.handing_in import hand_in
from notices.services.follow_ups.removals import record_removal
from notices.services.follow_ups.reviewing import accept_follow_up, return_follow_up
from notices.services.follow_ups.talks import record_talk
from units.models import StaffMember, User
from yanling_assess.demo.telling import Step
from yanling_assess.demo.timeline import HERE

Act = Callable[..., Any]
Found = tuple[int, str, str]
"""Month, unit, kind (and for a person the name) of a follow-up."""
SETTLED: tuple[tuple[Found, tuple[int, int], tuple[int, int]], ...] = (
    ((5, "养老保险窗口", "书面检查"), (6, 10), (6, 11)),
    ((5, "社会保障卡窗口", "书面检查"), (6, 10), (6, 11)),
    ((5, "社会保障卡窗口", "处理意见"), (6, 11), (6, 12)),
    ((5, "社会保障卡窗口", "书面整改意见"), (6, 12), (6, 15)),
    ((5, "社会保障卡窗口", "限期整改"), (6, 18), (6, 22)),
    ((6, "公共就业服务中心", "限期整改"), (7, 20), (7, 22)),
    ((7, "居民养老保险窗口", "限期整改"), (8, 18), (8, 20)),
    ((8, "劳动人事争议仲裁院", "书面检查"), (9, 10), (9, 11)),
    ((8, "劳动人事争议仲裁院", "书面整改意见"), (9, 14), (9, 15)),
    ((8, "劳动保障监察大队", "书面整改意见"), (9, 14), (9, 16)),
    ((8, "公共就业服务中心", "书面检查"), (9, 10), (9, 11)),
)
"""What was handed in, and passed, on which days."""
REFERRED: tuple[tuple[Found, tuple[int, int], tuple[int, int] | None, str], ...] = (
    ((6, "劳动保障监察大队", "移送纪检"), (7, 9), (7, 24), "给予谈话提醒，责令作出书面检查。"),
    ((7, "社会保障卡窗口", "移送纪检"), (8, 7), (8, 21), "对单位负责人批评教育，责令限期整改。"),
    ((7, "养老保险窗口", "移送纪检"), (8, 7), (8, 25), "经核实，给予批评教育。"),
    ((7, "社保基金征缴稽核窗口", "移送纪检"), (8, 7), (8, 28), "约谈分管负责人，责令公开答复。"),
    ((8, "工伤保险待遇窗口", "移送纪检"), (9, 8), (10, 12), "给予诫勉，退还所收物品。"),
    ((8, "社保中心", "移送纪检"), (9, 8), None, ""),
)
"""Referrals: confirmed, and settled by the 纪检监察组 where they were."""
WITHDRAWN: tuple[tuple[Found, tuple[int, int], date, str], ...] = (
    ((7, "失业保险窗口", "5日内撤出并替换"), (8, 7), date(2026, 8, 12), "孙冬梅"),
    ((8, "公共就业服务中心", "5日内撤出并替换"), (9, 9), date(2026, 9, 14), "蔡中原"),
)
WORDS = {
    "书面检查": "本人对被通报批评的行为作深刻检查：工作纪律松懈，影响了窗口形象，今后严格遵守各项制度。",
    "处理意见": "经研究，对当事人给予批评教育，当月考核不评优，并在本单位范围内通报。",
    "书面整改意见": "一是组织窗口人员学习考核细则；二是落实岗位责任，每日巡查；三是完善替岗安排。",
    "限期整改": "已召开专题会议，落实签到签退每日核对，明确请假审批和替岗交接；整改期间未再发生同类问题。",
}


def follow_up_steps(users: dict[str, User]) -> list[Step]:
    """All of it, in the order of time."""
    found = [*_papers(users), *_referrals(users), *_removals(users), *_talk(users), *_unfinished(users)]
    return sorted(found, key=lambda step: step.at)


def work_on_follow_ups() -> int:
    """Carry the steps out; how many there were."""
    users = {user.username: user for user in User.objects.all()}
    steps = follow_up_steps(users)
    for step in steps:
        step.act()
    return len(steps)


def _papers(users: dict[str, User]) -> Iterator[Step]:
    for found, given, passed in SETTLED:
        yield _step(found, _at(given, 16), _handing(found[2], users))
        yield _step(found, _at(passed, 10), _by(accept_follow_up, users["jingban"]))


def _referrals(users: dict[str, User]) -> Iterator[Step]:
    for found, confirmed, settled, outcome in REFERRED:
        yield _step(found, _at(confirmed, 11), _by(confirm_follow_up, users["fuzeren"]))
        if settled is not None:
            act = _by(settle_referral, users["jijian"], outcome=outcome)
            yield _step(found, _at(settled, 15), act)


def _removals(users: dict[str, User]) -> Iterator[Step]:
    for found, confirmed, left, replacement in WITHDRAWN:
        yield _step(found, _at(confirmed, 11), _by(confirm_follow_up, users["fuzeren"]))
        at = datetime(left.year, left.month, left.day, 17, 0, tzinfo=HERE)
        yield _step(found, at, _removing(left, replacement, users["jingban"]))


def _talk(users: dict[str, User]) -> Iterator[Step]:
    held = datetime(2026, 7, 15, 9, 30, tzinfo=HERE)
    data = {
        "held_at": held,
        "place": "局五楼会议室",
        "person": "社会保障卡窗口负责人",
        "led_by": "韩明远",
        "noted_by": "郑国栋",
        "points": "本年度已两次被通报批评，窗口管理不严，替岗交接和考勤纪律存在漏洞。",
        "answer": "诚恳接受批评，立即整改，不再发生同类问题。",
        "demands": "十个工作日内完善考勤和替岗制度，单位负责人每日巡查，整改情况报政策法规股。",
    }
    found = (6, "社会保障卡窗口", "约谈")
    yield _step(found, held.replace(hour=11), _by(record_talk, users["jijian"], data=data))


def _unfinished(users: dict[str, User]) -> Iterator[Step]:
    """One returned and mended, one returned and not yet mended, one that waits, one lapsed."""
    mended, open_still = (5, "养老保险窗口", "书面整改意见"), (8, "公共就业服务中心", "书面整改意见")
    waiting, lapsed = (8, "公共就业服务中心", "处理意见"), (8, "社保基金征缴稽核窗口", "限期整改")
    thin = "只写了认识，没有写具体措施和责任人，请补充后重新提交。"
    clerk = users["jingban"]
    for found, given, back in ((mended, (6, 11), (6, 12)), (open_still, (9, 14), (9, 16))):
        yield _step(found, _at(given, 16), _handing(found[2], users))
        yield _step(found, _at(back, 10), _by(return_follow_up, clerk, reason=thin))
    yield _step(mended, _at((6, 15), 16), _handing(mended[2], users))
    yield _step(mended, _at((6, 16), 10), _by(accept_follow_up, clerk))
    yield _step(waiting, _at((10, 19), 16), _handing(waiting[2], users))
    told = {"ground": "lapsed", "reason": "期限已过，两次催办仍未提交整改情况。"}
    yield _step(lapsed, _at((10, 12), 10), _by(propose_referral, clerk, **told))


def _step(found: Found, at: datetime, act: Act) -> Step:
    return Step(at, lambda: act(_found(found), at))


def _found(found: Found) -> FollowUp:
    month, unit, kind = found
    return FollowUp.objects.select_related("unit", "person", "month").get(
        month__month=date(2026, month, 1), unit__name=unit, kind=kind, arose_from=None
    )


def _by(service: Act, user: User, **told: Any) -> Act:
    def act(row: FollowUp, at: datetime) -> Any:
        return service(follow_up=row, expected_version=row.version, by=user, at=at, **told)

    return act


def _handing(kind: str, users: dict[str, User]) -> Act:
    """Handed in on paper and entered by the office's clerk where the unit's head has no account here."""
    return _by(hand_in, users["jingban"], text=WORDS[kind])


def _removing(left: date, replacement: str, clerk: User) -> Act:
    def act(row: FollowUp, at: datetime) -> Any:
        person = StaffMember.objects.get(name=replacement)
        told = {"left_on": left, "replacement": person, "starts_on": None}
        return _by(record_removal, clerk, **told)(row, at)

    return act


def _at(day: tuple[int, int], hour: int) -> datetime:
    return datetime(2026, *day, hour, 0, tzinfo=HERE)
