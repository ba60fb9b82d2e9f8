"""Who may do what, and who may see what: one table, deny by default.

`MAY` is the whole of the rights; a view declares what it needs with `@requires(...)`, and the middleware
refuses a view that declares nothing. Rows are narrowed by one scoped queryset for page, export and PDF alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any, TypeVar

from units.models.accounts import Membership, Role

View = TypeVar("View", bound=Callable[..., Any])
POLICY = frozenset({Role.CLERK, Role.CHIEF})


class May(Enum):
    """The rights of the site. PUBLIC needs no login, ANYONE any account with a role in force."""

    PUBLIC = "无须登录"
    ANYONE = "登录即可"
    ENTER_FINDINGS = "登记、核实、导入"
    WAIVE = "免予扣分"
    SEE_LEDGER = "查看事项"
    SEE_ALL_SCORES = "查看各单位得分"
    SEE_UNIT_PAGE = "查看单位得分页"
    PREPARE_CLOSING = "准备定分"
    CLOSE_MONTHS = "定分"
    COMPOSE = "拟稿"
    ISSUE = "签发"
    READ_BULLETINS = "阅读通报"
    MANAGE_BASICS = "维护单位和人员"
    MANAGE_ACCOUNTS = "维护账号"
    SEE_LOG = "查看操作记录"
    SEE_STAFF = "查看人员"
    INSPECT = "督查"
    SEE_INSPECTIONS = "查看督查记录"
    SETTLE_PROPOSALS = "处理线索"
    SEE_SLIPS = "查看请假条"
    KEEP_SLIPS = "登记请假条"
    SIGN_SLIPS = "签批请假条"
    KEEP_ATTENDANCE = "导入考勤"
    KEEP_CALENDAR = "维护工作日历"
    REVIEW_POSTINGS = "进驻审查"
    SEE_COMPLAINTS = "查看投诉"
    KEEP_COMPLAINTS = "登记、查办投诉"
    SEE_COMPLAINANTS = "查看投诉人"
    SEE_REPORTS = "查看来文"
    KEEP_REPORTS = "登记来文"
    APPLY = "申报加分"
    SEE_STATISTICS = "查看统计"
    OBJECT = "申诉"
    DECIDE_OBJECTIONS = "复核申诉"
    CORRECT = "更正"
    REOPEN_MONTHS = "重新开放"
    SET_OPENING = "期初情况"
    SEE_EDITIONS = "查看细则版本、试算"
    EDIT_EDITIONS = "起草、施行细则"
    CONFIRM_RECEIPT = "签收公文"
    SEE_FOLLOW_UPS = "查看整改处理"
    HAND_IN = "提交整改材料"
    REVIEW_FOLLOW_UPS = "审核整改材料"
    CONFIRM_FOLLOW_UPS = "确认撤出、移送，撤销整改处理"
    HOLD_TALKS = "约谈、处理"
    SEE_HONOURS = "查看评优选树"
    RECOMMEND = "推荐典型"
    SELECT_HONOURS = "选树标兵、示范窗口"
    RECORD_PUBLICITY = "登记宣传"
    KEEP_EXCHANGES = "登记观摩交流活动"
    SEE_PERSONAL_DATA = "个人信息保存情况"
    TELL_PERSON = "导出本人信息"


EVERYBODY = frozenset(Role)
MAY: dict[May, frozenset[Role]] = {
    May.ANYONE: EVERYBODY,
    May.ENTER_FINDINGS: POLICY,
    May.WAIVE: frozenset({Role.CHIEF}),
    May.SEE_LEDGER: POLICY | {Role.LEADER, Role.UNIT_HEAD},
    May.SEE_ALL_SCORES: POLICY | {Role.LEADER},
    May.SEE_UNIT_PAGE: POLICY | {Role.LEADER, Role.UNIT_HEAD},
    May.PREPARE_CLOSING: POLICY,
    May.CLOSE_MONTHS: frozenset({Role.CHIEF}),
    May.COMPOSE: POLICY,
    May.ISSUE: frozenset({Role.CHIEF}),
    May.READ_BULLETINS: POLICY | {Role.LEADER, Role.UNIT_HEAD, Role.DISCIPLINE, Role.OFFICE},
    May.MANAGE_BASICS: POLICY | {Role.ADMIN},
    May.MANAGE_ACCOUNTS: frozenset({Role.ADMIN}),
    May.SEE_LOG: frozenset({Role.CHIEF, Role.LEADER, Role.ADMIN}),
    May.SEE_STAFF: POLICY | {Role.LEADER, Role.ADMIN, Role.UNIT_HEAD},
    May.INSPECT: POLICY,
    May.SEE_INSPECTIONS: POLICY | {Role.LEADER},
    May.SETTLE_PROPOSALS: POLICY,
    May.SEE_SLIPS: POLICY | {Role.LEADER, Role.UNIT_HEAD},
    May.KEEP_SLIPS: POLICY,
    May.SIGN_SLIPS: frozenset({Role.CHIEF}),
    May.KEEP_ATTENDANCE: POLICY,
    May.KEEP_CALENDAR: POLICY | {Role.ADMIN},
    May.REVIEW_POSTINGS: POLICY,
    May.SEE_COMPLAINTS: POLICY | {Role.LEADER},
    May.KEEP_COMPLAINTS: POLICY,
    May.SEE_COMPLAINANTS: POLICY,
    May.SEE_REPORTS: POLICY | {Role.LEADER},
    May.KEEP_REPORTS: POLICY,
    May.APPLY: frozenset({Role.UNIT_HEAD}),
    May.SEE_STATISTICS: POLICY | {Role.LEADER},
    May.OBJECT: frozenset({Role.UNIT_HEAD}),
    May.DECIDE_OBJECTIONS: frozenset({Role.CHIEF}),
    May.CORRECT: frozenset({Role.CHIEF}),
    May.REOPEN_MONTHS: frozenset({Role.CHIEF}),
    May.SET_OPENING: frozenset({Role.CHIEF}),
    May.SEE_EDITIONS: POLICY | {Role.LEADER},
    May.EDIT_EDITIONS: frozenset({Role.CHIEF}),
    May.CONFIRM_RECEIPT: frozenset({Role.UNIT_HEAD}),
    May.SEE_FOLLOW_UPS: POLICY | {Role.LEADER, Role.UNIT_HEAD, Role.DISCIPLINE},
    May.HAND_IN: frozenset({Role.UNIT_HEAD}),
    May.REVIEW_FOLLOW_UPS: POLICY,
    May.CONFIRM_FOLLOW_UPS: frozenset({Role.CHIEF}),
    May.HOLD_TALKS: frozenset({Role.DISCIPLINE}),
    May.SEE_HONOURS: POLICY | {Role.LEADER, Role.UNIT_HEAD, Role.OFFICE},
    May.RECOMMEND: frozenset({Role.UNIT_HEAD}),
    May.SELECT_HONOURS: frozenset({Role.CHIEF}),
    May.RECORD_PUBLICITY: frozenset({Role.CHIEF, Role.OFFICE}),
    May.KEEP_EXCHANGES: POLICY | {Role.OFFICE},
    May.SEE_PERSONAL_DATA: frozenset({Role.CHIEF, Role.LEADER, Role.ADMIN}),
    May.TELL_PERSON: POLICY,
}
SEES_SCORES_OF_ALL = POLICY | {Role.LEADER}
SEES_ALL_UNITS = POLICY | {Role.LEADER, Role.ADMIN}


@dataclass(frozen=True)
class Actor:
    """Who is at the keyboard today: roles in force, and the units headed."""

    user: Any
    roles: frozenset[str]
    unit_ids: frozenset[int]

    def may(self, *rights: May) -> bool:
        """Whether any of the rights is held."""
        return any(not self.roles.isdisjoint(MAY.get(right, frozenset())) for right in rights)

    @cached_property
    def rights(self) -> frozenset[str]:
        """Names of all rights held, for templates: `{% if 'WAIVE' in actor.rights %}`."""
        return frozenset(right.name for right in MAY if self.may(right))

    @property
    def sees_all_units(self) -> bool:
        return not self.roles.isdisjoint(SEES_ALL_UNITS)

    def sees_unit(self, unit_id: int) -> bool:
        return self.sees_all_units or unit_id in self.unit_ids


NOBODY = Actor(None, frozenset(), frozenset())


def actor_for(user: Any, *, on: date) -> Actor:
    """The actor a user is on a day; read afresh at each request, so that a right withdrawn works at once."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    rows = list(Membership.objects.filter(user=user).in_force(on).values_list("role", "unit_id"))
    return Actor(
        user,
        frozenset(role for role, _ in rows),
        frozenset(unit for role, unit in rows if role == Role.UNIT_HEAD and unit is not None),
    )


def requires(*rights: May) -> Callable[[View], View]:
    """Declare a view's rights: holding any one of them is enough."""

    def declare(view: View) -> View:
        view.requires = rights  # type: ignore[attr-defined]
        return view

    return declare


def declared_rights(view: Callable[..., Any]) -> tuple[May, ...]:
    """What a view declared; empty means that nobody gets in."""
    return tuple(getattr(view, "requires", ()))
