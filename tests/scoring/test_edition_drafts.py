"""A draft is made from an edition and changed part by part; whoever drafts at the same time loses nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from records.errors import EditConflict, Refusal
from records.models import Change
from scoring.models import RuleEdition
from scoring.rulebook import Clause, shipped_edition
from scoring.rulebook.compare import differences
from scoring.rulebook.parts import Mark, digest, part_of
from scoring.services.editions import PartConflict, discard_draft, edit_part
from scoring.services.enforcing import bring_into_force
from tests.conftest import NOON
from tests.scoring.editions import JANUARY, a_draft, change, edition_in, priced, without
from tests.scoring.factories import recorded_event
from units.models import Unit, User

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)
SHIPPED = shipped_edition()
LIGHTER = priced(SHIPPED.clause("4.5"), "接打手机", -2)


def test_a_draft_says_what_its_base_says_under_its_own_name(chief: User) -> None:
    row = a_draft(chief)

    assert [(d.label, d.after) for d in differences(SHIPPED, edition_in(row))] == [
        ("名称", "2027"),
        ("施行月份", "2027年1月"),
    ]
    assert (row.state, row.effective_from, row.created_by, row.sha256) == (
        "draft",
        JANUARY,
        chief,
        edition_in(row).sha256,
    )
    change = Change.objects.get(action="起草")
    assert change.after == {"依据": "2022", "施行月份": "2027年1月", "SHA-256": row.sha256}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("2027", "已有名为“2027”的版本，请换一个名称。"),
        (" 2027 ", "已有名为“2027”的版本，请换一个名称。"),
        ("2022", "已有名为“2022”的版本，请换一个名称。"),
        ("  ", "请写明版本名称。"),
        ("长" * 61, "版本名称请不超过60字（现在61字）。"),
    ],
    ids=["taken", "taken but for blanks", "the shipped one's", "blank", "too long"],
)
def test_a_name_that_cannot_be_is_refused(chief: User, name: str, message: str) -> None:
    a_draft(chief)

    with pytest.raises(Refusal) as caught:
        a_draft(chief, name)

    assert (caught.value.message, caught.value.field) == (message, "name")
    assert RuleEdition.objects.count() == 1


def test_a_changed_part_is_logged_item_by_item(chief: User) -> None:
    row = change(a_draft(chief), "clause-4.5", chief, **LIGHTER)

    logged = Change.objects.get(action="修改草稿")
    assert (logged.before, logged.after) == ({"条款4.5 接打手机 分值": "2"}, {"条款4.5 接打手机 分值": "1"})
    assert edition_in(row).behaviour("4.5", "接打手机").halves == -2
    assert (row.version, row.sha256) == (2, edition_in(row).sha256)


def test_saving_a_part_unchanged_writes_nothing(chief: User) -> None:
    row = a_draft(chief)

    assert change(row, "options", chief).version == 1
    assert not Change.objects.filter(action="修改草稿").exists()


def test_two_people_changing_different_parts_both_keep_theirs(chief: User, clerk: User) -> None:
    row = a_draft(chief)
    stale = RuleEdition.objects.get(pk=row.pk)

    change(row, "options", chief, missing_items="item")
    change(stale, "clause-4.5", clerk, **LIGHTER)

    now = edition_in(row)
    assert (now.options.missing_items, now.behaviour("4.5", "接打手机").halves) == ("item", -2)


def test_the_second_to_change_a_part_is_shown_what_the_first_has_saved(chief: User, clerk: User) -> None:
    row = a_draft(chief)
    read = digest(part_of(edition_in(row), "clause-4.5"))
    saved = change(row, "clause-4.5", chief, read, **LIGHTER)

    with pytest.raises(PartConflict) as caught:
        change(row, "clause-4.5", clerk, read, **priced(SHIPPED.clause("4.5"), "接打手机", -6))

    part: Any = caught.value.part
    assert {b.name: b.halves for b in part.behaviours}["接打手机"] == -2
    assert RuleEdition.objects.get(pk=row.pk).text == saved.text


def test_the_papers_words_change_only_with_the_document_that_amended_them(chief: User) -> None:
    row = a_draft(chief)

    for key in ("clause-1.1", "notice-三"):
        with pytest.raises(Refusal, match="请填写修订依据") as caught:
            change(row, key, chief, text="另作规定。")
        assert caught.value.field == "amended_by"
    change(row, "clause-1.1", chief, text="另作规定。", amended_by="鄢人社〔2026〕30号")

    assert edition_in(row).clause("1.1").amended_by == "鄢人社〔2026〕30号"


def test_a_whole_that_does_not_fit_is_refused_in_the_words_of_the_page(chief: User) -> None:
    row = a_draft(chief)
    marks = tuple(Mark(c.name, c.full + (c.number == 1), c.floor) for c in SHIPPED.categories)

    with pytest.raises(Refusal, match=r"^六类 满分：六类满分合计应为100分，现为100\.5分$"):
        change(row, "marks", chief, marks=marks)
    late = [
        replace(b, follow_ups=("检讨",) if b.name == "迟到" else ()) for b in SHIPPED.clause("1.1").behaviours
    ]
    with pytest.raises(Refusal, match=r"^条款1\.1 迟到 整改处理：没有“检讨”这一种整改处理$"):
        change(row, "clause-1.1", chief, behaviours=tuple(late))

    assert RuleEdition.objects.get(pk=row.pk).version == 1


def test_a_behaviour_that_events_of_its_months_stand_under_is_not_dropped(
    chief: User, clerk: User, unit: Unit
) -> None:
    recorded_event(clerk, unit)
    later, now = a_draft(chief), a_draft(chief, "本月起", OCTOBER)
    dropped = without(SHIPPED.clause("4.5"), "接打手机")

    with pytest.raises(Refusal, match=r"^2026年10月有1项登记在“4\.5 接打手机”下，修改后没有这一行为。"):
        change(now, "clause-4.5", chief, **dropped)
    change(later, "clause-4.5", chief, **dropped)

    assert ("4.5", "接打手机") not in edition_in(later).behaviours


def test_a_part_that_was_taken_out_meanwhile_is_refused(chief: User, clerk: User) -> None:
    row = a_draft(chief)
    new = Clause("4.8", 4, "不得外放声音。", "每次", (), "某文件")
    read = digest(part_of(edition_in(row), "clause-4.8"))
    edit_part(draft=row, key="clause-4.8", read=read, part=new, by=chief, at=NOON)
    edit_part(draft=row, key="clause-4.8", read=digest(new), part=replace(new, text=""), by=clerk, at=NOON)

    with pytest.raises(Refusal, match="这一版本没有这一部分"):
        edit_part(draft=row, key="clause-4.9", read=digest(new), part=new, by=chief, at=NOON)
    with pytest.raises(PartConflict):
        edit_part(draft=row, key="clause-4.8", read=digest(new), part=new, by=chief, at=NOON)


def test_a_draft_is_deleted_as_it_was_looked_at(chief: User) -> None:
    row = a_draft(chief)
    change(row, "options", chief, missing_items="item")

    with pytest.raises(EditConflict):
        discard_draft(draft=row, expected_version=1, by=chief, at=NOON)
    discard_draft(draft=row, expected_version=2, by=chief, at=NOON)

    assert not RuleEdition.objects.exists()
    assert Change.objects.get(action="删除草稿").subject_label == "2027"
    with pytest.raises(Refusal, match="这份草稿已被删除"):
        change_blindly(row, chief)


def test_an_edition_in_force_is_edited_by_no_service(chief: User) -> None:
    row = bring_into_force(draft=a_draft(chief), expected_version=1, by=chief, at=NOON)

    for attempt in (
        lambda: change_blindly(row, chief),
        lambda: discard_draft(draft=row, expected_version=2, by=chief, at=NOON),
    ):
        with pytest.raises(Refusal, match="“2027”已经施行，不能再改"):
            attempt()


def test_an_edition_in_force_is_frozen_below_the_services(chief: User) -> None:
    row = bring_into_force(draft=a_draft(chief), expected_version=1, by=chief, at=NOON)
    rows = RuleEdition.objects.filter(pk=row.pk)
    row.text = "改过"

    for attempt in (
        lambda: rows.update(text="改过"),
        lambda: rows.update(state="draft", name="改过"),
        lambda: RuleEdition.objects.bulk_update([row], ["text"]),
        rows.delete,
        row.save,
        row.delete,
    ):
        with pytest.raises(TypeError, match="施行中的细则版本不得修改或删除"), transaction.atomic():
            attempt()

    assert RuleEdition.objects.get(pk=row.pk).text == rows.get().text != "改过"


def test_a_draft_is_not_frozen(chief: User) -> None:
    row = a_draft(chief)

    row.name = "2027二稿"
    row.save()
    RuleEdition.objects.filter(pk=row.pk).update(name="2027三稿")

    assert RuleEdition.objects.get().name == "2027三稿"
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleEdition.objects.filter(pk=row.pk).update(effective_from=date(2027, 1, 2))


def change_blindly(row: RuleEdition, by: User) -> RuleEdition:
    part = SHIPPED.options
    return edit_part(draft=row, key="options", read=digest(part), part=part, by=by, at=NOON)
