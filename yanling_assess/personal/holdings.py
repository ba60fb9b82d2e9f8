"""What is kept of whom, which fields, why, who sees it and until when: a table that a person can check."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from notices.models import FollowUp, Honour, Notice, Talk
from records.models import Change, ImportBatch, StoredFile
from scoring.models import (
    Complainant,
    Complaint,
    Finding,
    Inspection,
    Objection,
    ProposalDecision,
    Report,
    ScoreEvent,
    ScoreLine,
)
from units.access import MAY, May
from units.models import AttendanceDay, LeaveSlip, Membership, Role, StaffMember, Unit, User
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


HOLDINGS: tuple[Holding, ...] = (
    Holding(
        "staff",
        STAFF,
        "人员和进驻",
        "姓名、拼音、工号、党员、工装、在编或编外；进驻的单位、窗口、岗位、起止、审查意见、离开原因",
        "细则五（着装、党徽）、六（进驻审查、轮换）；各条都要知道某日谁在哪个窗口",
        "窗口人员、进驻审查",
        (May.SEE_STAFF,),
        always(STAY),
        StaffMember.objects.all,
        "postings__starts_on",
    ),
    Holding(
        "attendance",
        STAFF,
        "考勤签到",
        "每日上午、下午签到和签退的时间",
        "细则1.1、1.2、4.3、6.3",
        "考勤记录、线索",
        (May.KEEP_ATTENDANCE,),
        for_term("RETENTION_ATTENDANCE", "自当日起{}（未定分的月份除外）"),
        AttendanceDay.objects.all,
        "day",
    ),
    Holding(
        "slips",
        STAFF,
        "请假条和替岗",
        "假别、事由、起止、代办人和特殊原因、签批、销假、替岗人员和交接；扫描件、证明材料（可能有病情）",
        "细则1.2、1.3、1.4",
        "请假条、在岗与请假",
        (May.SEE_SLIPS,),
        for_term("RETENTION_LEAVE", "事由、代办人、扫描件和证明材料自假期结束起{}；假别和起止日期长期"),
        LeaveSlip.objects.all,
        "starts_on",
    ),
    Holding(
        "events",
        STAFF,
        "发现情况和计分事项",
        "日期、窗口、所见、当事人说明、证明材料，由谁承担、替岗人员，条款和行为，核定及理由",
        "细则一至六各条",
        "事项台账、单位得分页、得分单",
        (May.SEE_LEDGER,),
        always(RESULTS),
        lambda: ScoreEvent.objects.filter(person__isnull=False),
        "finding__happened_on",
    ),
    Holding(
        "lines",
        STAFF,
        "定分结果中的明细",
        "当时的姓名、窗口、所见、条款原文、扣分或加分、说明",
        "通知二、三（考核、按月通报）",
        "月度总表、单位得分页",
        (May.SEE_UNIT_PAGE,),
        always(RESULTS),
        lambda: ScoreLine.objects.filter(person__isnull=False),
        "happened_on",
    ),
    Holding(
        "proposals",
        STAFF,
        "线索的处理",
        "按考勤、请假条、进驻推出的情况和依据，认定或不予认定、理由",
        "细则一、六",
        "线索",
        (May.SETTLE_PROPOSALS,),
        always(RESULTS),
        lambda: ProposalDecision.objects.filter(person__isnull=False),
        "happened_on",
    ),
    Holding(
        "objections",
        STAFF,
        "申诉和复核",
        "申诉理由、材料、复核意见（可能写到当事人）",
        "被扣分的单位能够说明情况，复核有理由、有记录",
        "申诉",
        (May.OBJECT, May.DECIDE_OBJECTIONS),
        always(RESULTS),
        Objection.objects.all,
        "filed_at",
    ),
    Holding(
        "follow_ups",
        STAFF,
        "整改处理",
        "书面检查、限期整改、约谈、撤出、移送：当事人、所据事项、提交的材料、决定",
        "通知四（二）；细则1.5、2.3、2.5、2.8、2.9、6.3",
        "整改台账",
        (May.SEE_FOLLOW_UPS,),
        always(RESULTS),
        lambda: FollowUp.objects.filter(person__isnull=False),
        "opened_at",
    ),
    Holding(
        "talks",
        STAFF,
        "约谈记录",
        "时间、地点、被约谈人、主谈人、记录人、要点、表态、要求",
        "通知四（二）",
        "整改台账",
        (May.SEE_FOLLOW_UPS,),
        always(RESULTS),
        Talk.objects.all,
        "held_at",
    ),
    Holding(
        "honours",
        STAFF,
        "推荐和选树",
        "姓名、窗口、事迹材料、照片、结果和理由、宣传方式",
        "通知四（一）",
        "荣誉",
        (May.SEE_HONOURS,),
        always(RESULTS),
        lambda: Honour.objects.filter(person__isnull=False),
        "recommended_at",
    ),
    Holding(
        "notices",
        STAFF,
        "已签发的公文",
        "督查通报、函件、表彰通报中的姓名和事实；公开本隐去姓名，电话和身份证号隐去中间各位",
        "通知三、四",
        "公文登记簿",
        (May.READ_BULLETINS,),
        always(RESULTS),
        Notice.objects.all,
        "issued_at",
    ),
    Holding(
        "users",
        ACCOUNTS,
        "账号",
        "用户名、姓名、密码的散列值（不能还原）、上次登录",
        "通知五（谁负责实施）；谁登记、谁核定要能查证",
        "账号",
        (May.MANAGE_ACCOUNTS,),
        always("长期：记录指到账号；离岗的收回角色、停用，不能登录"),
        User.objects.all,
        "date_joined",
    ),
    Holding(
        "roles",
        ACCOUNTS,
        "角色",
        "政策法规股、窗口单位负责人等角色，代理和起止",
        "通知五",
        "账号",
        (May.MANAGE_ACCOUNTS,),
        always("长期：某日谁有权定分、签发要能查证"),
        Membership.objects.all,
        "starts_on",
    ),
    Holding(
        "log",
        ACCOUNTS,
        "操作记录",
        "谁、何时、从哪个地址、对哪条记录做了什么，改动前后的内容、理由",
        "网络安全法关于日志留存的要求；查证谁改过、谁看过",
        "各记录的变更记录",
        (May.ENTER_FINDINGS, May.SEE_PERSONAL_DATA),
        lambda: (
            f"文字和地址：登录、查看、导出{Term('RETENTION_LOG_ACCESS').words}，"
            f"其他{Term('RETENTION_LOG_WORDS').words}；谁、何时、做了什么长期"
        ),
        lambda: Change.objects.exclude(salt=""),
        "at",
    ),
    Holding(
        "units",
        ACCOUNTS,
        "单位负责人和电话",
        "窗口单位负责人姓名、办公电话",
        "通知五；细则3.5（对外公示电话）",
        "窗口单位",
        (May.SEE_STAFF,),
        always("在用期间；更换时改为现任"),
        lambda: Unit.objects.exclude(head="", phone=""),
        "in_service_from",
    ),
    Holding(
        "inspections",
        ACCOUNTS,
        "督查的同行人员",
        "姓名",
        "通知三（督查）",
        "督查记录",
        (May.SEE_INSPECTIONS,),
        always(RESULTS),
        lambda: Inspection.objects.exclude(companions=""),
        "started_at",
    ),
    Holding(
        "imports",
        ACCOUNTS,
        "导入的文件",
        "单位人员表、考勤表、事项表的原文件（有工作人员姓名、工号）",
        "导入前后核对",
        "导入页",
        (May.ENTER_FINDINGS, May.MANAGE_BASICS),
        for_term("RETENTION_IMPORTS", "自导入起{}；没有导入的7天"),
        lambda: ImportBatch.objects.exclude(data=b""),
        "at",
    ),
    Holding(
        "complainants",
        COMPLAINANTS,
        "姓名和联系方式",
        "姓名、电话或其他联系方式；加密保存，平时遮住",
        "细则2.9、3.6（经调查属实）：核实、答复投诉",
        "投诉（点“查看”才显示，每次记录）",
        (May.SEE_COMPLAINANTS,),
        for_term("RETENTION_COMPLAINANTS", "自投诉查结起{}"),
        Complainant.objects.all,
        "complaint__received_at",
    ),
    Holding(
        "complaint_files",
        COMPLAINANTS,
        "投诉材料",
        "来信、录音、照片（可能写有投诉人；不能单独加密，每次打开记录）",
        "细则2.9",
        "投诉",
        (May.SEE_COMPLAINANTS,),
        for_term("RETENTION_COMPLAINT_FILES", "自投诉查结起{}；作为计分证明的与结果一同保存"),
        lambda: StoredFile.objects.filter(complaints__isnull=False),
        "uploaded_at",
    ),
    Holding(
        "complaints",
        COMPLAINANTS,
        "投诉内容和办理",
        "收到时间、渠道、反映的问题、查明情况、答复；其中不得写投诉人",
        "细则2.9、3.6",
        "投诉",
        (May.SEE_COMPLAINTS,),
        always(RESULTS),
        Complaint.objects.all,
        "received_at",
    ),
    Holding(
        "reports",
        PUBLIC,
        "来文",
        "表扬信、明查暗访、媒体报道的标题、摘要和原件（可能有表扬人、服务对象的姓名）",
        "细则1.5、2.6、2.7、2.8",
        "来文",
        (May.SEE_REPORTS,),
        always(RESULTS),
        Report.objects.all,
        "received_on",
    ),
    Holding(
        "evidence",
        PUBLIC,
        "证明文件",
        "督查照片、录音录像、表扬信（可能拍到服务对象）；照片去掉拍摄地点等信息",
        "细则各条的证明",
        "事项页",
        (May.SEE_LEDGER,),
        always(RESULTS),
        lambda: StoredFile.objects.filter(findings__isnull=False),
        "uploaded_at",
    ),
    Holding(
        "praise",
        PUBLIC,
        "好的做法",
        "群众表扬、帮办代办的情况（文字中可能有群众姓名）",
        "细则2.6、2.7",
        "事项台账",
        (May.SEE_LEDGER,),
        always(RESULTS),
        lambda: Finding.objects.filter(is_good=True),
        "happened_on",
    ),
)
