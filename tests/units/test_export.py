"""Units and people as a workbook: what the actor may see, in a form that can be handed in again."""

from typing import Any

import pytest

from records.imports import keep_upload
from records.workbooks import SheetRows, read_workbook
from tests.conftest import NOON, logged_in
from tests.units.workbooks import HEADS, filled, upload
from units.models import Posting, StaffMember, Unit, User, Window
from units.services.import_basics import plan_import
from units.services.import_template import EXAMPLES, template_workbook


def sheets_of(data: bytes) -> dict[str, SheetRows]:
    return {sheet.name: sheet for sheet in read_workbook("表.xlsx", data, max_rows=999, max_bytes=9_999_999)}


def export(user: User) -> bytes:
    answer = logged_in(user).get("/units/export/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.content


def test_what_is_exported_can_be_handed_in_and_changes_nothing(
    clerk: User, unit: Unit, window: Window, person: StaffMember, other_person: StaffMember
) -> None:
    batch = keep_upload(kind="basics", upload=upload(export(clerk)), by=clerk, at=NOON)
    plan = plan_import(batch)
    assert (plan.errors, plan.work) == ([], [])
    assert plan.counts == [("单位", 0, 0, 2), ("窗口", 0, 0, 1), ("人员", 0, 0, 2), ("进驻", 0, 0, 2)]


def test_a_unit_head_exports_the_own_unit_alone(
    head: User, person: StaffMember, other_person: StaffMember, other_unit: Unit
) -> None:
    Window.objects.create(unit=other_unit, number="77号窗口")
    text = str(sheets_of(export(head)))
    assert [word for word in ("王芳", "孙丽", "77号窗口", "公共就业服务中心") if word in text] == ["王芳"]


def test_a_post_elsewhere_does_not_show_in_the_export_of_a_head(
    head: User, person: StaffMember, other_unit: Unit
) -> None:
    Posting.objects.create(
        person=person, unit=other_unit, post=Posting.Post.B, starts_on=Posting.objects.get().starts_on
    )
    assert "公共就业服务中心" not in str(sheets_of(export(head)))


def test_the_template_has_three_empty_sheets_and_an_explanation() -> None:
    sheets = sheets_of(template_workbook())
    assert list(sheets) == ["单位", "窗口", "人员", "说明"]
    assert {name: sheets[name].rows for name in HEADS} == {name: ((1, head),) for name, head in HEADS.items()}


def test_the_examples_of_the_template_can_be_imported(clerk: User, bureau: Any) -> None:
    batch = keep_upload(kind="basics", upload=upload(filled(**EXAMPLES)), by=clerk, at=NOON)
    plan = plan_import(batch)
    assert plan.errors == []
    assert plan.counts == [("单位", 1, 0, 0), ("窗口", 1, 0, 0), ("人员", 2, 0, 0), ("进驻", 2, 0, 0)]


def test_a_preview_costs_the_same_for_one_and_three_people(
    clerk: User, person: StaffMember, django_assert_num_queries: Any
) -> None:
    client = logged_in(clerk)
    for count in (1, 3):
        rows = [(f"人{n}", f"9{n}", *[None] * 4, "社保中心", None, "A岗", "2026-09-01") for n in range(count)]
        batch = keep_upload(kind="basics", upload=upload(filled(人员=rows)), by=clerk, at=NOON)
        client.get("/units/")
        with django_assert_num_queries(8):
            client.get(f"/units/import/{batch.pk}/")


@pytest.mark.parametrize("who", ["discipline", "office", "stranger"])
def test_who_sees_no_staff_exports_none(cast: dict[str, User], who: str) -> None:
    assert logged_in(cast[who]).get("/units/export/").status_code == 403
