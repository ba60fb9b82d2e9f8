"""Import of units, windows and people: planned against what the site holds, written whole or not at all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from records.errors import Refusal
from records.imports import ImportBatch, mark_applied
from units.models import Posting, StaffMember, Unit, User, Window
from units.services.basics import add_rows, begin_postings, edit_row
from units.services.import_columns import STAFF, UNITS, WINDOWS
from units.services.import_compare import POSTING, People, Places
from units.services.import_plan import ADDED, CHANGED, Plan, Step, parsed_tables


def plan_import(batch: ImportBatch) -> Plan:
    """What the file would do now; reads four tables once each. Raises Refusal for an unreadable file."""
    plan = Plan(batch.name)
    tables = parsed_tables(batch, plan.errors)
    places = Places(plan.errors)
    people = People(plan.errors, places)
    for row in tables[UNITS]:
        plan.steps += places.unit(row)
    for row in tables[WINDOWS]:
        plan.steps += places.window(row)
    for row in tables[STAFF]:
        plan.steps += people.person(row)
    return plan


@transaction.atomic
def apply_import(*, batch: ImportBatch, expected: str, by: User, at: datetime) -> Sequence[Step]:
    """Carry out the plan that was shown (`expected` is its digest); all of it or nothing.

    Raises Refusal where the file has errors, was imported before, or the site's rows changed since.
    """
    plan = plan_import(batch)
    if plan.errors:
        raise Refusal(f"“{batch.name}”还有 {len(plan.errors)} 处错误，没有写入任何内容；请改正后重新上传。")
    if plan.digest != expected:
        raise Refusal("预览之后，单位或人员有了变化，没有写入任何内容；请对照新的预览再确认。")
    mark_applied(batch, at=at, result=[[step.kind, step.action, step.label] for step in plan.work])
    _edit([step for step in plan.work if step.action == CHANGED], by, at)
    _add([step for step in plan.work if step.action == ADDED], by, at)
    return plan.work


def _edit(steps: Sequence[Step], by: User, at: datetime) -> None:
    for step in steps:
        try:
            edit_row(row=step.row, expected_version=step.row.version, changes=step.values, by=by, at=at)
        except Refusal as refusal:
            raise Refusal(f"{step.place}：{refusal.message}没有写入任何内容。") from refusal


def _add(steps: Sequence[Step], by: User, at: datetime) -> None:
    """Add the new rows kind by kind, so that what a row refers to by name is there before it."""
    wanted: dict[str, list[dict[str, Any]]] = {}
    for step in steps:
        wanted.setdefault(step.kind, []).append(dict(step.values))
    add_rows(rows=[Unit(**values) for values in wanted.get(UNITS, [])], by=by, at=at)
    units = Unit.objects.in_bulk(field_name="name")
    windows = [Window(unit=units[values.pop("unit")], **values) for values in wanted.get(WINDOWS, [])]
    add_rows(rows=windows, by=by, at=at)
    add_rows(rows=[StaffMember(**values) for values in wanted.get(STAFF, [])], by=by, at=at)
    begin_postings(postings=_postings(wanted.get(POSTING, []), units), by=by, at=at)


def _postings(wanted: Sequence[dict[str, Any]], units: dict[str, Unit]) -> list[Posting]:
    """Postings with the rows that they name."""
    if not wanted:
        return []
    people = StaffMember.objects.in_bulk(field_name="number")
    windows = {(window.unit_id, window.number): window for window in Window.objects.all()}
    return [
        Posting(
            person=people[values["person"]],
            unit=units[values["unit"]],
            window=windows[units[values["unit"]].pk, values["window"]] if values.get("window") else None,
            post=values["post"],
            starts_on=values["starts_on"],
        )
        for values in wanted
    ]
