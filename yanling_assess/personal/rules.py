"""What is erased when: one rule a kind, in the order in which they are shown and carried out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from notices.services.expiring import erase_drafts, erase_prints, expired_drafts, expired_prints
from records import expiring as kept
from records.audit.erasing import erase_words, expired_words
from scoring.selectors.month import earliest_not_closed
from scoring.services import expiring as complaints
from units.services import expiring as staff
from yanling_assess.personal.terms import Cut, Term

Erase = Callable[[Cut, Any, datetime], int]
PREVIEW_DAYS = STRAY_DAYS = 7
ATTEMPT_DAYS = 30


@dataclass(frozen=True)
class Rule:
    """One kind: what it is, from when its time runs, how long it is, which rows are past it, erasing them.

    `moment` is the field of the rows from which the time runs. `erase(cut, by, at)` returns how many.
    """

    key: str
    what: str
    measure: str
    counted_from: str
    term: Term
    rows: Callable[[Cut], QuerySet]
    moment: str
    erase: Erase

    @property
    def words(self) -> str:
        """自查结之日起保存2年"""
        kept = self.term.words
        return f"自{self.counted_from}起保存{kept}" if kept else f"{self.counted_from}清除"


@dataclass(frozen=True)
class Due:
    """A rule at a moment."""

    rule: Rule
    cut: Cut


def due_at(as_of: datetime) -> list[Due]:
    """Every rule with its cut at a moment; the first open month is asked for once."""
    first_open: date = earliest_not_closed()
    return [Due(rule, rule.term.cut(as_of, first_open)) for rule in RULES]


RULES: tuple[Rule, ...] = (
    Rule(
        key="complainants",
        what="投诉人的姓名和联系方式",
        measure="位",
        counted_from="投诉查结之日",
        term=Term("RETENTION_COMPLAINANTS"),
        rows=lambda cut: complaints.expired_complainants(cut.moment),
        moment="complaint__decided_at",
        erase=lambda cut, by, at: complaints.erase_complainants(before=cut.moment, by=by, at=at),
    ),
    Rule(
        key="complaint_files",
        what="投诉材料（作为计分证明的除外）",
        measure="个文件",
        counted_from="投诉查结之日",
        term=Term("RETENTION_COMPLAINT_FILES"),
        rows=lambda cut: complaints.expired_complaint_files(cut.moment),
        moment="complaints__decided_at",
        erase=lambda cut, by, at: complaints.erase_complaint_files(before=cut.moment, by=by, at=at),
    ),
    Rule(
        key="slips",
        what="请假条的事由、代办人、签批意见和交接情况",
        measure="张",
        counted_from="假期结束之日",
        term=Term("RETENTION_LEAVE", closed_only=True),
        rows=lambda cut: staff.expired_slips(cut.day),
        moment="ends_on",
        erase=lambda cut, by, at: staff.erase_slips(before=cut.day, by=by, at=at),
    ),
    Rule(
        key="slip_files",
        what="请假条的扫描件和证明材料（作为计分证明的除外）",
        measure="个文件",
        counted_from="假期结束之日",
        term=Term("RETENTION_LEAVE", closed_only=True),
        rows=lambda cut: staff.expired_slip_files(cut.day),
        moment="uploaded_at",
        erase=lambda cut, _by, _at: staff.erase_slip_files(before=cut.day),
    ),
    Rule(
        key="attendance",
        what="考勤签到记录",
        measure="人天",
        counted_from="当日",
        term=Term("RETENTION_ATTENDANCE", closed_only=True),
        rows=lambda cut: staff.expired_attendance(cut.day),
        moment="day",
        erase=lambda cut, _by, _at: staff.erase_attendance(before=cut.day),
    ),
    Rule(
        key="imports",
        what="导入文件的内容",
        measure="个文件",
        counted_from="导入之日",
        term=Term("RETENTION_IMPORTS"),
        rows=lambda cut: kept.expired_imports(cut.moment),
        moment="applied_at",
        erase=lambda cut, _by, _at: kept.erase_imports(before=cut.moment),
    ),
    Rule(
        key="previews",
        what="上传后没有导入的文件",
        measure="个文件",
        counted_from="上传之日",
        term=Term(days=PREVIEW_DAYS),
        rows=lambda cut: kept.expired_previews(cut.moment),
        moment="at",
        erase=lambda cut, _by, _at: kept.erase_previews(before=cut.moment),
    ),
    Rule(
        key="strays",
        what="上传后没有附到任何记录的文件",
        measure="个文件",
        counted_from="上传之日",
        term=Term(days=STRAY_DAYS),
        rows=lambda cut: kept.expired_strays(cut.moment),
        moment="uploaded_at",
        erase=lambda cut, _by, _at: kept.erase_strays(before=cut.moment),
    ),
    Rule(
        key="drafts",
        what="公文草稿",
        measure="份",
        counted_from="最后保存之日",
        term=Term("RETENTION_DRAFTS"),
        rows=lambda cut: expired_drafts(cut.moment),
        moment="saved_at",
        erase=lambda cut, _by, _at: erase_drafts(before=cut.moment),
    ),
    Rule(
        key="prints",
        what="成批打印的文件",
        measure="次",
        counted_from="打印好7天后",
        term=Term(),
        rows=lambda cut: expired_prints(cut.moment),
        moment="expires_at",
        erase=lambda cut, _by, _at: erase_prints(at=cut.moment),
    ),
    Rule(
        key="form_keys",
        what="已提交表单的编号",
        measure="个",
        counted_from="提交之日",
        term=Term("RETENTION_FORM_KEYS"),
        rows=lambda cut: kept.expired_form_keys(cut.moment),
        moment="at",
        erase=lambda cut, _by, _at: kept.erase_form_keys(before=cut.moment),
    ),
    Rule(
        key="sessions",
        what="过期的登录会话",
        measure="个",
        counted_from="过期后",
        term=Term(),
        rows=lambda cut: Session.objects.filter(expire_date__lt=cut.moment),
        moment="expire_date",
        erase=lambda cut, _by, _at: kept.erase_rows(Session.objects.filter(expire_date__lt=cut.moment)),
    ),
    Rule(
        key="log_access",
        what="登录、查看、导出、打印的操作记录中的文字和地址",
        measure="条",
        counted_from="当日",
        term=Term("RETENTION_LOG_ACCESS"),
        rows=lambda cut: expired_words(cut.moment, passing=True, spared=complaints.disputed_records()),
        moment="at",
        erase=lambda cut, by, at: erase_words(
            before=cut.moment, by=by, at=at, passing=True, spared=complaints.disputed_records()
        ),
    ),
    Rule(
        key="log_words",
        what="其他操作记录中的文字、改动前后的内容和地址",
        measure="条",
        counted_from="当日",
        term=Term("RETENTION_LOG_WORDS"),
        rows=lambda cut: expired_words(cut.moment, passing=False, spared=complaints.disputed_records()),
        moment="at",
        erase=lambda cut, by, at: erase_words(
            before=cut.moment, by=by, at=at, passing=False, spared=complaints.disputed_records()
        ),
    ),
    Rule(
        key="attempts",
        what="登录失败的记录（用户名、地址）",
        measure="条",
        counted_from="当日",
        term=Term(days=ATTEMPT_DAYS),
        rows=lambda cut: AccessAttempt.objects.filter(attempt_time__lt=cut.moment),
        moment="attempt_time",
        erase=lambda cut, _by, _at: kept.erase_rows(
            AccessAttempt.objects.filter(attempt_time__lt=cut.moment)
        ),
    ),
)
