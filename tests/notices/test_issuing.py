"""签发: one number, content and bytes kept, nothing changed after."""

import hashlib
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from notices.bulletin.content import Bulletin
from notices.models import Notice, NoticePaper, NumberSeries, PaperDraft, Reading
from notices.papers.printing import print_paper
from notices.selectors.bulletins import draft_of
from notices.services.drafting import reading_paper
from notices.services.handing_out import paper_of
from notices.services.issuing import NumberTakenError, issue_notice, keep_notice, prepare_issue
from notices.services.words import save_words
from records.errors import EditConflict, Refusal
from records.models import Change
from scoring.models import Month, MonthResult
from tests.conftest import NOON
from tests.papers.measure import text
from units.models import Bureau, Unit, User

ON = date(2026, 10, 8)
WORDS = {"lead": "现将有关情况通报如下。", "demands": "一是提高认识。\n二是抓好整改。"}


@pytest.fixture
def notice(september: MonthResult, chief: User) -> Notice:
    return issue_notice(result=september, by=chief, at=NOON, on=ON)


def test_issued_notice_keeps_number_content_bytes_and_digest(notice: Notice, september: MonthResult) -> None:
    assert (notice.number, notice.title) == (
        "鄢人社通报〔2026〕1号",
        "鄢陵县人力资源和社会保障局关于2026年9月窗口单位百分考核情况的督查通报",
    )
    papers = {paper.reading: paper for paper in notice.papers.all()}
    assert set(papers) == {Reading.NAMED, Reading.PUBLIC}
    for reading, paper in papers.items():
        assert hashlib.sha256(paper.pdf).hexdigest() == paper.sha256
        again = print_paper(reading_paper(Bulletin.from_data(notice.content), reading), anchor=notice.anchor)
        assert again.pdf == bytes(paper.pdf)
    assert notice.content["digest"] == september.digest
    assert "王芳" in text(bytes(papers[Reading.NAMED].pdf))
    assert "王芳" not in text(bytes(papers[Reading.PUBLIC].pdf))
    assert Month.objects.get(pk=september.month_id).state == Month.State.PUBLISHED
    assert Change.objects.filter(action="签发", subject_id=str(notice.pk)).count() == 1


def test_second_issue_of_a_result_is_refused_and_takes_no_number(
    notice: Notice, september: MonthResult, chief: User
) -> None:
    with pytest.raises(Refusal, match="已经签发"):
        issue_notice(result=september, by=chief, at=NOON, on=ON)
    assert NumberSeries.objects.get().last == 1


def test_number_taken_meanwhile_is_told_and_nothing_is_kept(september: MonthResult, chief: User) -> None:
    prepared = prepare_issue(result=september, on=ON)
    NumberSeries.objects.create(code="鄢人社通报", year=2026, last=1)
    with pytest.raises(NumberTakenError):
        keep_notice(prepared=prepared, by=chief, at=NOON)
    assert not Notice.objects.exists()
    assert NumberSeries.objects.get().last == 1
    assert issue_notice(result=september, by=chief, at=NOON, on=ON).sequence == 2


def test_issue_that_fails_takes_no_number(september: MonthResult, chief: User) -> None:
    prepared = prepare_issue(result=september, on=ON)
    Month.objects.update(state=Month.State.REOPENED)
    with pytest.raises(Refusal, match="还没有定分"):
        keep_notice(prepared=prepared, by=chief, at=NOON)
    assert not NumberSeries.objects.exists()
    assert not Notice.objects.exists()


def test_issued_notice_can_be_neither_changed_nor_deleted(notice: Notice) -> None:
    notice.title = "改"
    paper = notice.papers.first()
    assert paper is not None
    for attack in (
        notice.save,
        notice.delete,
        paper.save,
        paper.delete,
        lambda: Notice.objects.update(title="改"),
        lambda: Notice.objects.all().delete(),
        lambda: NoticePaper.objects.filter(pk=paper.pk).update(sha256=""),
    ):
        with pytest.raises(TypeError, match="不得"):
            attack()
    assert Notice.objects.get().title != "改"


def test_number_of_a_year_stands_once_in_the_database(notice: Notice, september: MonthResult) -> None:
    twin = Notice(**{f.attname: getattr(notice, f.attname) for f in Notice._meta.fields if f.name != "id"})
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_unit_reading_is_printed_once_and_kept(notice: Notice, unit: Unit, other_unit: Unit) -> None:
    first = paper_of(notice, Reading.UNIT, unit)
    again = paper_of(notice, Reading.UNIT, unit)
    assert first.pk == again.pk
    assert "王芳" in text(bytes(first.pdf))
    assert "孙丽" not in text(bytes(first.pdf))
    assert paper_of(notice, Reading.UNIT, other_unit).sha256 != first.sha256


def test_head_is_frozen_with_the_paper(notice: Notice, bureau: Bureau, unit: Unit) -> None:
    Bureau.objects.update(name="改名后的局")
    assert "改名后的局" not in text(bytes(paper_of(notice, Reading.UNIT, unit).pdf))


def test_words_are_saved_with_a_version_and_logged(september: MonthResult, clerk: User, chief: User) -> None:
    save_words(result=september, words=WORDS, expected_version=0, by=clerk, at=NOON)
    draft = draft_of(september)
    assert draft is not None
    assert (draft.version, draft.words["demands"]) == (1, "一是提高认识。\n二是抓好整改。")
    save_words(result=september, words={**WORDS, "good": "值得学习。"}, expected_version=1, by=chief, at=NOON)
    with pytest.raises(EditConflict) as conflict:
        save_words(result=september, words=WORDS, expected_version=1, by=clerk, at=NOON)
    assert conflict.value.current.words["good"] == "值得学习。"
    changes = [(row.by, row.after) for row in Change.objects.filter(action="拟稿").order_by("id")]
    assert changes[1] == (chief, {"good": "值得学习。"})


def test_two_who_save_first_cannot_both_win(september: MonthResult, clerk: User) -> None:
    save_words(result=september, words=WORDS, expected_version=0, by=clerk, at=NOON)
    with pytest.raises(EditConflict):
        save_words(result=september, words=WORDS, expected_version=0, by=clerk, at=NOON)


@pytest.mark.parametrize(
    "sentence", ["社保中心得99分。", "排名第1名。", "平均98.5 分", "得分为八十分"], ids=str
)
def test_words_may_not_hold_scores_or_ranks(september: MonthResult, clerk: User, sentence: str) -> None:
    with pytest.raises(Refusal, match="自动写入"):
        save_words(
            result=september, words={**WORDS, "overall": sentence}, expected_version=0, by=clerk, at=NOON
        )
    assert not PaperDraft.objects.exists()


@pytest.mark.parametrize("sentence", ["请于10月15日前报送。", "等候30分钟的", "充分认识", "三分之一的单位"])
def test_words_may_hold_dates_and_plain_words(september: MonthResult, clerk: User, sentence: str) -> None:
    draft = save_words(
        result=september, words={**WORDS, "overall": sentence}, expected_version=0, by=clerk, at=NOON
    )
    assert draft.words["overall"] == sentence


def test_words_of_an_issued_paper_are_refused(notice: Notice, september: MonthResult, clerk: User) -> None:
    with pytest.raises(Refusal, match="已经签发"):
        save_words(result=september, words=WORDS, expected_version=0, by=clerk, at=NOON)


def test_edited_words_stand_in_the_issued_paper(september: MonthResult, clerk: User, chief: User) -> None:
    save_words(
        result=september, words={**WORDS, "overall": "总体平稳。"}, expected_version=0, by=clerk, at=NOON
    )
    notice = issue_notice(result=september, by=chief, at=NOON, on=ON)
    assert "总体平稳。" in text(bytes(paper_of(notice, Reading.PUBLIC).pdf))
