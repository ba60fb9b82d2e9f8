"""A small site with everything in it twice: once of the head's own unit, once of another's.

August 2026 is closed and published, September closed, October open. All that only the other unit may see
carries a canary, a text that stands nowhere else, so that a leak into any answer can be found by searching.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from notices.models import Notice
from notices.services.issuing import issue_notice
from records.imports import ImportBatch, keep_upload
from scoring.entry import ChargeData, FindingData
from scoring.models import Finding, ScoreEvent
from scoring.services.findings import record_finding
from scoring.services.import_findings import KIND as FINDINGS
from scoring.services.months import close_month
from tests.conftest import NOON, make_user
from tests.scoring.factories import shown
from units.models import Bureau, Posting, Role, StaffMember, Unit, User, Window
from units.services.import_columns import KIND
from units.services.import_template import template_workbook

AUGUST, SEPTEMBER, OCTOBER = (date(2026, month, 1) for month in (8, 9, 10))
CANARY_PERSON = "金丝雀翁"
CANARY_FACT = "金丝雀在另一单位打瞌睡"
CANARY_STATEMENT = "金丝雀自述身体不适"
CANARY_PROOF = "金丝雀证明材料"
CANARY_FILE = "金丝雀照片"
CANARY_PROBLEM = "金丝雀同一问题"
CANARY_NUMBER = "CANARY-7731"
COMPLAINANT = "举报人百灵鸟，电话13900007731"
COMPLAINT_NAME, COMPLAINT_CONTACT = "夜莺子规", "13900008842"
"""Of every complaint: it must stand in no answer to a GET at all, and in that to one POST of two roles."""
# Each of them in a record of its own kind, of the other unit.
CANARY_LEAVE = "金丝雀告假陪护家人"
CANARY_OBJECTION = "金丝雀申诉当时在接待"
CANARY_CHECK = "金丝雀书面检查自省"
CANARY_HONOUR = "金丝雀事迹代办跑腿"
CANARY_REPORT = "金丝雀来文摘要"
CANARY_BONUS = "金丝雀收到群众锦旗"
CANARY_ROUND = "金丝雀巡查所见"
CANARY_COMPLAINT = "金丝雀被投诉的经过"
CANARY_POINT = "金丝雀被反映的问题"
CANARY_RUN = "金丝雀成批得分单"
CANARY_TALK = "金丝雀约谈要点"
CANARY_IMPORT = "金丝雀待导入"
CANARY_HEAD, CANARY_PHONE = "云雀当家", "13900006617"


@dataclass
class World:
    """The rows that addresses are made of; `own` is the head's unit, `other` somebody else's."""

    users: dict[str, User | None]
    own: Unit
    other: Unit
    own_finding: Finding
    other_finding: Finding
    own_person: StaffMember
    other_person: StaffMember
    own_posting: Posting
    other_posting: Posting
    own_window: Window
    other_window: Window
    notice: Notice
    batch: ImportBatch
    sheet: ImportBatch

    @property
    def own_event(self) -> ScoreEvent:
        return self.own_finding.events.get()

    @property
    def other_event(self) -> ScoreEvent:
        return self.other_finding.events.get()


def small_site() -> World:
    """The small site with a cast of its own, where no fixture has written one."""
    Bureau.objects.create(id=1, first_month=SEPTEMBER)
    own = Unit.objects.create(name="社保中心", short_name="社保", order=1)
    other = Unit.objects.create(name="公共就业服务中心", short_name="就业", order=2)
    return build_world(
        {
            "clerk": make_user("clerk", "经办甲", Role.CLERK),
            "chief": make_user("chief", "负责乙", Role.CHIEF),
            "head": make_user("head", "单位丙", Role.UNIT_HEAD, own),
            "other_head": make_user("otherhead", "单位丁", Role.UNIT_HEAD, other),
            "discipline": make_user("discipline", "纪检己", Role.DISCIPLINE),
            "office": make_user("office", "办公庚", Role.OFFICE),
            "leader": make_user("leader", "领导辛", Role.LEADER),
            "admin": make_user("admin", "管理壬", Role.ADMIN),
            "stranger": make_user("stranger", "路人戊", None),
        },
        own,
        other,
    )


def build_world(users: dict[str, User], own: Unit, other: Unit) -> World:
    """Write the small site through the services."""
    clerk = users["clerk"]
    own_window = Window.objects.create(unit=own, number="3号窗口")
    Unit.objects.filter(pk=other.pk).update(head=CANARY_HEAD, phone=CANARY_PHONE)
    other_window = Window.objects.create(unit=other, number="7号窗口")
    own_posting = _posted("王芳", "001", own, own_window)
    other_posting = _posted(CANARY_PERSON, CANARY_NUMBER, other, other_window)
    Bureau.objects.update(first_month=AUGUST)
    for day in (date(2026, 8, 8), date(2026, 9, 8), date(2026, 10, 8)):
        own_finding = _finding(clerk, own_posting, day, "在窗口打瞌睡", "", "", "", "窗口照片")
        other_finding = _finding(
            clerk,
            other_posting,
            day,
            CANARY_FACT,
            CANARY_STATEMENT,
            CANARY_PROOF,
            CANARY_PROBLEM,
            CANARY_FILE,
        )
    shown(AUGUST)
    shown(SEPTEMBER)
    closed = [close_month(month=month, by=users["chief"], at=NOON) for month in (AUGUST, SEPTEMBER)]
    return World(
        users={"anonymous": None, **users},
        own=own,
        other=other,
        own_finding=own_finding,
        other_finding=other_finding,
        own_person=own_posting.person,
        other_person=other_posting.person,
        own_posting=own_posting,
        other_posting=other_posting,
        own_window=own_window,
        other_window=other_window,
        notice=issue_notice(result=closed[0], by=users["chief"], at=NOON, on=NOON.date()),
        batch=keep_upload(kind=KIND, upload=workbook(), by=clerk, at=NOON),
        sheet=keep_upload(kind=FINDINGS, upload=sheet(own.name), by=clerk, at=NOON),
    )


def _posted(name: str, number: str, unit: Unit, window: Window) -> Posting:
    person = StaffMember.objects.create(name=name, pinyin="", number=number)
    return Posting.objects.create(person=person, unit=unit, window=window, starts_on=date(2026, 1, 1))


def _finding(
    clerk: User, posting: Posting, day: date, fact: str, statement: str, proof: str, problem: str, file: str
) -> Finding:
    charge = ChargeData(
        unit=posting.unit,
        window=posting.window,
        person=posting.person,
        clause="2.2",
        behaviour="打瞌睡",
        problem_title=problem,
        verified=True,
    )
    return record_finding(
        by=clerk,
        at=datetime.combine(day, NOON.timetz()) - timedelta(minutes=30),
        finding=FindingData(
            happened_on=day,
            unit=posting.unit,
            window=posting.window,
            fact=f"{fact}（{day.month}月）",
            statement=f"{statement} {COMPLAINANT}" if statement else "",
            proof=proof,
        ),
        charges=[charge],
        files=[photo(f"{file}.png")],
    )


def workbook() -> SimpleUploadedFile:
    """The template as the site hands it out."""
    return SimpleUploadedFile(f"{CANARY_IMPORT}.xlsx", template_workbook())


def sheet(unit: str) -> SimpleUploadedFile:
    """Findings of one row, as Excel saves them."""
    text = f"日期,单位,来源,发现情况,条款,行为\n2026-10-08,{unit},日常抽查,看视频,4.5,看视频\n"
    return SimpleUploadedFile("事项.csv", text.encode("utf-8-sig"))


def photo(name: str) -> SimpleUploadedFile:
    """A small picture as a browser would send it."""
    out = BytesIO()
    Image.new("RGB", (60, 40), (120, 160, 200)).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/png")
