"""The demo's accounts, one a role; they exist only in a demo database."""

from typing import NamedTuple

from units.models import Role

DEMO_PASSWORD = "yanling-2026"  # noqa: S105 - shown on the demo's own login page


class DemoAccount(NamedTuple):
    """A login of the demo, who it is, and (for a unit head) of which unit."""

    username: str
    name: str
    role: Role
    unit: str = ""


DEMO_ACCOUNTS = (
    DemoAccount("jingban", "杨晓燕", Role.CLERK),
    DemoAccount("fuzeren", "郑国栋", Role.CHIEF),
    DemoAccount("danwei", "刘建军", Role.UNIT_HEAD, "社保中心"),
    DemoAccount("jijian", "韩明远", Role.DISCIPLINE),
    DemoAccount("bangongshi", "宋丽娟", Role.OFFICE),
    DemoAccount("juling", "赵振华", Role.LEADER),
    DemoAccount("guanli", "系统管理员", Role.ADMIN),
)
