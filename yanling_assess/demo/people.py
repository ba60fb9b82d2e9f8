"""Writes the hall into an empty database: the bureau, units, windows, people, postings, accounts."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.hashers import make_password

from records.changes import record_change
from scoring.models import Report
from units.models import Bureau, Membership, Posting, StaffMember, Unit, User, Window
from units.pinyin import search_key
from yanling_assess.demo.bureau import CONTACT, FIRST_MONTH, UNITS
from yanling_assess.demo.roster import PersonPlan, PostingPlan, roster
from yanling_assess.demo_accounts import DEMO_ACCOUNTS, DEMO_PASSWORD

MARK = "载入演示数据"


@dataclass(frozen=True)
class Hall:
    """What the stories refer to: users by login, units by name, windows by place, people by key."""

    users: dict[str, User]
    units: dict[str, Unit]
    windows: dict[tuple[str, str], Window]
    people: dict[str, StaffMember]
    reports: dict[str, Report] = field(default_factory=dict)
    """来文 by their keys, filled as they come in."""


def build_hall(*, at: datetime) -> Hall:
    """Write everybody and everything, and the mark by which the demo is known again."""
    units = _units()
    users = _accounts(units)
    windows = _windows(units)
    hall = Hall(users, units, windows, _people())
    _postings(hall)
    bureau = Bureau.objects.create(id=1, first_month=FIRST_MONTH, contact=CONTACT)
    record_change(by=users["guanli"], at=at, action=MARK, subject=bureau)
    for subject in (*units.values(), *hall.people.values()):
        record_change(by=users["guanli"], at=at, action="新增", subject=subject)
    return hall


def _units() -> dict[str, Unit]:
    rows = [
        Unit(name=plan.name, short_name=plan.short_name, order=order, head=plan.head, phone=plan.phone)
        for order, plan in enumerate(UNITS, start=1)
    ]
    Unit.objects.bulk_create(rows)
    return {row.name: row for row in Unit.objects.all()}


def _windows(units: dict[str, Unit]) -> dict[tuple[str, str], Window]:
    rows = [
        Window(unit=units[plan.name], number=window.number, name=window.name)
        for plan in UNITS
        for window in plan.windows
    ]
    Window.objects.bulk_create(rows)
    return {(row.unit.name, row.number): row for row in Window.objects.select_related("unit")}


def _people() -> dict[str, StaffMember]:
    rows = [_staff_member(plan) for plan in roster()]
    StaffMember.objects.bulk_create(rows)
    by_number = {row.number: row for row in StaffMember.objects.all()}
    return {plan.key: by_number[plan.number] for plan in roster()}


def _staff_member(plan: PersonPlan) -> StaffMember:
    return StaffMember(
        name=plan.name,
        pinyin=search_key(plan.name),
        number=plan.number,
        party_member=plan.party_member,
        uniform=StaffMember.Uniform.ON_ORDER if plan.on_order else StaffMember.Uniform.ISSUED,
        kind=StaffMember.Kind.CONTRACT if plan.contract else StaffMember.Kind.ESTABLISHED,
    )


def _postings(hall: Hall) -> None:
    Posting.objects.bulk_create(
        _posting(hall, hall.people[plan.key], posting) for plan in roster() for posting in plan.postings
    )


def _posting(hall: Hall, person: StaffMember, plan: PostingPlan) -> Posting:
    windows = next(unit.windows for unit in UNITS if unit.name == plan.unit)
    window = None if plan.window is None else hall.windows[plan.unit, windows[plan.window].number]
    reviewed = plan.post != Posting.Post.SUBSTITUTE
    return Posting(
        person=person,
        unit=hall.units[plan.unit],
        window=window,
        post=plan.post,
        reviewed_by=hall.users["fuzeren"] if reviewed else None,
        reviewed_on=plan.starts_on if reviewed else None,
        handed_on=plan.starts_on if reviewed else None,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        end_reason=plan.end_reason,
    )


def _accounts(units: dict[str, Unit]) -> dict[str, User]:
    """One account a role; the password is hashed once for all of them."""
    password = make_password(DEMO_PASSWORD)
    users = {}
    for account in DEMO_ACCOUNTS:
        user = User.objects.create(username=account.username, name=account.name, password=password)
        Membership.objects.create(user=user, role=account.role, unit=units.get(account.unit))
        users[account.username] = user
    return users
