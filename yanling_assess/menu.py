"""The main menu, by right: a few groups, so that the whole of it fits one line of an office screen."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from units.access import Actor, May

Link = tuple[str, str, May]


@dataclass(frozen=True)
class MenuEntry:
    """A link of the menu; `current` where the page shown lies below it."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class MenuGroup:
    """Links under one word; a group of one link, or one without a word, is shown as its links."""

    label: str
    entries: tuple[MenuEntry, ...]

    @property
    def current(self) -> bool:
        return any(entry.current for entry in self.entries)

    @property
    def is_folded(self) -> bool:
        return bool(self.label) and len(self.entries) > 1


MENU: tuple[tuple[str, tuple[Link, ...]], ...] = (
    ("", (("工作台", "home", May.ANYONE),)),
    (
        "登记",
        (
            ("督查", "scoring:inspect", May.INSPECT),
            ("登记事项", "scoring:record", May.ENTER_FINDINGS),
            ("导入事项", "scoring:import_findings", May.ENTER_FINDINGS),
            ("线索", "scoring:proposals", May.SETTLE_PROPOSALS),
            ("投诉", "scoring:complaints", May.SEE_COMPLAINTS),
            ("来文", "scoring:reports", May.SEE_REPORTS),
            ("申报加分", "scoring:applications", May.APPLY),
            ("人员待查", "scoring:nameless", May.ENTER_FINDINGS),
            ("督查记录", "scoring:inspections", May.SEE_INSPECTIONS),
        ),
    ),
    ("", (("事项台账", "scoring:ledger", May.SEE_LEDGER),)),
    (
        "",
        (
            ("本单位得分", "scoring:my_units", May.SEE_UNIT_PAGE),
            ("申诉", "scoring:objections", May.OBJECT),
        ),
    ),
    (
        "得分",
        (
            ("月度总表", "scoring:months", May.SEE_ALL_SCORES),
            ("季度和年度", "scoring:periods", May.SEE_UNIT_PAGE),
            ("统计", "scoring:statistics", May.SEE_STATISTICS),
        ),
    ),
    (
        "公文",
        (
            ("公文登记簿", "notices:list", May.READ_BULLETINS),
            ("整改台账", "notices:follow_ups", May.SEE_FOLLOW_UPS),
            ("验证公文", "notices:verify", May.READ_BULLETINS),
        ),
    ),
    (
        "荣誉",
        (
            ("荣誉", "notices:honours", May.SEE_HONOURS),
            ("推荐典型", "notices:own_honours", May.RECOMMEND),
            ("观摩交流", "notices:exchanges", May.SEE_HONOURS),
        ),
    ),
    (
        "人员",
        (
            ("窗口单位", "units:list", May.SEE_STAFF),
            ("窗口人员", "units:staff", May.SEE_STAFF),
            ("请假条", "units:leave", May.SEE_SLIPS),
            ("在岗与请假", "units:leave_calendar", May.SEE_SLIPS),
            ("进驻审查", "units:postings", May.REVIEW_POSTINGS),
            ("考勤导入", "units:attendance_import", May.KEEP_ATTENDANCE),
            ("考勤记录", "scoring:attendance", May.KEEP_ATTENDANCE),
            ("工作日历", "units:calendar", May.KEEP_CALENDAR),
        ),
    ),
    (
        "系统",
        (
            ("账号", "units:accounts", May.MANAGE_ACCOUNTS),
            ("操作记录", "units:log", May.SEE_LOG),
            ("个人信息", "personal", May.SEE_PERSONAL_DATA),
        ),
    ),
    (
        "细则",
        (
            ("细则与口径", "scoring:rules", May.ANYONE),
            ("细则版本", "scoring:editions", May.SEE_EDITIONS),
        ),
    ),
)

BELOW: dict[str, tuple[str, ...]] = {
    "scoring:ledger": ("/events/", "/findings/", "/evidence/"),
    "scoring:months": ("/opening/", "/sheets/", "/corrections/"),
    "scoring:my_units": ("/months/", "/corrections/"),
    "scoring:periods": ("/years/",),
    "notices:list": ("/papers/",),
    "units:list": ("/bureau/", "/windows/"),
}
"""Pages that belong to an entry though their addresses do not begin with its own; the first entry wins."""


def menu_for(request: HttpRequest, actor: Actor) -> list[MenuGroup]:
    """What this actor may open, in order; groups with nothing in them are left out."""
    user = getattr(request, "user", None)  # none yet where a request is refused at the door
    if user is None or not user.is_authenticated:
        return []
    offered = [
        (label, [(text, reverse(name)) for text, name, right in links if _offers(name, right, actor)])
        for label, links in MENU
    ]
    here = current_url(request.path, [url for _, links in offered for _, url in links]) or _above(
        request.path, actor
    )
    return [
        MenuGroup(label, tuple(MenuEntry(text, url, url == here) for text, url in links))
        for label, links in offered
        if links
    ]


def current_url(path: str, urls: list[str]) -> str:
    """The entry that a page lies below: the longest address that its own begins with."""
    fitting = [url for url in urls if (path == url if url == "/" else path.startswith(url))]
    return max(fitting, key=len, default="")


def _above(path: str, actor: Actor) -> str:
    """The address of the entry that a page belongs to by `BELOW`, of those that the actor sees."""
    rights = {name: right for _, links in MENU for _, name, right in links}
    for name, beginnings in BELOW.items():
        if path.startswith(beginnings) and _offers(name, rights[name], actor):
            return reverse(name)
    return ""


def _offers(name: str, right: May, actor: Actor) -> bool:
    """Whether the actor sees the link; the unit head's own entry is theirs alone."""
    return actor.may(right) and (name != "scoring:my_units" or bool(actor.unit_ids))
