"""One kind of data about people, as the data officer's page tells it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from units.access import MAY, May
from units.models import Role
from yanling_assess.personal.terms import Term

STAFF, ACCOUNTS, COMPLAINANTS, PUBLIC = "窗口工作人员", "账号和单位联系人", "投诉人", "服务对象和其他群众"
GROUPS = (STAFF, ACCOUNTS, COMPLAINANTS, PUBLIC)
RESULTS = "长期：随定分结果和公文，按档案规定保管"
STAY = "长期：离开窗口的人员，在还有结果、公文指到本人时保留"
SHORT = {
    Role.CLERK: "经办人",
    Role.CHIEF: "负责人",
    Role.UNIT_HEAD: "单位负责人（本单位）",
    Role.DISCIPLINE: "纪检监察组（所移送、约谈的）",
    Role.OFFICE: "局办公室",
    Role.LEADER: "局领导",
    Role.ADMIN: "系统管理员",
}


@dataclass(frozen=True)
class Holding:
    """One kind of data about people. `moment` is the field of its rows' time; `until` says how long."""

    key: str
    of: str
    what: str
    fields: str
    why: str
    where: str
    seen_by: tuple[May, ...]
    until: Callable[[], str]
    rows: Callable[[], QuerySet[Any]]
    moment: str

    @property
    def viewers(self) -> str:
        """Who may see it, out of the table of rights itself."""
        roles = {role for right in self.seen_by for role in MAY[right]}
        return "、".join(SHORT[role] for role in Role if role in roles)


def always(text: str) -> Callable[[], str]:
    return lambda: text


def for_term(setting: str, text: str) -> Callable[[], str]:
    """The text with the period of a setting in its place."""
    return lambda: text.format(Term(setting).words)
