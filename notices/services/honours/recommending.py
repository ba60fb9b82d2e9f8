"""推荐 (四（一）): a unit's head recommends, mends and takes back, until it is decided."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from notices.models import Honour
from notices.selectors.honours.quarters import open_quarter, quarter_key, quarter_of
from notices.selectors.honours.recommending import Recommendation, posted_in
from records.changes import record_change, snapshot
from records.errors import EditConflict, Refusal, given
from records.models import StoredFile
from records.versions import save_edit
from scoring.periods import Period
from units.access import actor_for
from units.models import Unit

Kind, State = Honour.Kind, Honour.State
FIELDS = ("kind", "excellence", "person", "window", "title", "story")
TITLE_LENGTH, STORY_LENGTH = 60, 5000


def recommend_honour(
    *,
    unit: Unit,
    period: Period,
    told: Recommendation,
    files: Sequence[StoredFile] = (),
    by: Any,
    at: datetime,
) -> Honour:
    """Recommend a person, a window or a story of one's own unit. Refusal names the field."""
    with transaction.atomic():
        _check_own(unit, by, at)
        _check_open(period, at)
        changes = _checked(told, unit, period)
        _check_once(changes, quarter_key(period), besides=0)
        honour = Honour.objects.create(
            quarter=quarter_key(period), unit=unit, recommended_by=by, recommended_at=at, **changes
        )
        honour.files.set(files)
        _log("推荐", honour, {}, _shown(honour, files), by, at)
    return honour


def edit_recommendation(
    *,
    honour: Honour,
    expected_version: int,
    told: Recommendation,
    files: Sequence[StoredFile],
    by: Any,
    at: datetime,
) -> Honour:
    """Mend it before it is decided; `files` are all that belong to it from now on."""
    with transaction.atomic():
        current = _undecided(honour, "修改")
        _check_own(current.unit, by, at)
        before = _shown(current, current.files.all())
        changes = _checked(told, current.unit, quarter_of(current.quarter))
        _check_once(changes, current.quarter, besides=current.pk)
        saved = save_edit(current, expected_version=expected_version, changes=changes)
        saved.files.set(files)
        _log("修改推荐", saved, before, _shown(saved, files), by, at)
    return saved


def withdraw_recommendation(
    *, honour: Honour, expected_version: int, reason: str = "", by: Any, at: datetime
) -> Honour:
    """Take it back before it is decided; it stays on record."""
    with transaction.atomic():
        current = _undecided(honour, "撤回")
        _check_own(current.unit, by, at)
        changes = {"state": State.WITHDRAWN, "reason": reason.strip()[:300]}
        saved = save_edit(current, expected_version=expected_version, changes=changes)
        record_change(by=by, at=at, action="撤回推荐", subject=saved, reason=saved.reason)
    return saved


def _undecided(honour: Honour, act: str) -> Honour:
    """The row as it stands, locked. Refusal where it was decided or taken back meanwhile."""
    rows = Honour.objects.select_for_update(of=("self",)).select_related("unit", "person", "window")
    current = rows.filter(pk=honour.pk).first()
    if current is None:
        raise EditConflict(None)
    if current.state != State.RECOMMENDED:
        raise Refusal(f"这件推荐已经是“{current.get_state_display()}”，不能再{act}。")
    return current


def _check_own(unit: Unit, by: Any, at: datetime) -> None:
    if unit.pk not in actor_for(by, on=timezone.localdate(at)).unit_ids:
        raise Refusal("只能推荐本单位的典型。", field="unit")


def _check_open(period: Period, at: datetime) -> None:
    opening = open_quarter(timezone.localdate(at))
    if opening is None or opening.period != period:
        raise Refusal(
            f"{period.name}现在不能推荐：每季度从最后一个月1日起推荐，到表彰通报签发或下一季度开始推荐为止。"
        )


def _checked(told: Recommendation, unit: Unit, period: Period) -> dict[str, Any]:
    """The columns; only what the kind asks for is kept of person and window."""
    if told.kind not in Kind.values:
        raise Refusal("请选择推荐的类别。", field="kind")
    if told.excellence not in Honour.Excellence.values:
        raise Refusal("请选择属于“五优”中的哪一优（只选一项）。", field="excellence")
    return {
        "kind": told.kind,
        "excellence": told.excellence,
        "person": _person(told, unit, period) if told.kind == Kind.PERSON else None,
        "window": _window(told, unit) if told.kind == Kind.WINDOW else None,
        "title": given(told.title, "请写明题目。", field="title", most=TITLE_LENGTH, what="题目"),
        "story": given(told.story, "请写明事迹。", field="story", most=STORY_LENGTH, what="事迹材料"),
    }


def _person(told: Recommendation, unit: Unit, period: Period) -> Any:
    if told.person is None:
        raise Refusal("推荐标兵请选择人员。", field="person")
    if not posted_in(period).filter(unit=unit, person=told.person).exists():
        raise Refusal(f"{told.person.name}{period.name}没有进驻{unit.name}，请核对。", field="person")
    return told.person


def _window(told: Recommendation, unit: Unit) -> Any:
    if told.window is None:
        raise Refusal("推荐示范窗口请选择窗口。", field="window")
    if told.window.unit_id != unit.pk:
        raise Refusal(f"{told.window.number}不是{unit.name}的窗口，请核对。", field="window")
    return told.window


def _check_once(changes: dict[str, Any], quarter: str, *, besides: int) -> None:
    """One person or window is recommended once a quarter."""
    rows = Honour.objects.exclude(state=State.WITHDRAWN).exclude(pk=besides).filter(quarter=quarter)
    for name, word in (("person", "这名人员"), ("window", "这个窗口")):
        subject = changes[name]
        if subject is not None and rows.filter(kind=changes["kind"], **{name: subject}).exists():
            raise Refusal(f"{word}本季度已经推荐过，可以在原来的推荐上修改。", field=name)


def _shown(honour: Honour, files: Any) -> dict[str, Any]:
    told = {name: value for name, value in snapshot(honour, FIELDS).items() if value}
    for name, label in (("person", "人员"), ("window", "窗口")):
        told[label] = str(getattr(honour, name) or "")
    return {**told, "附件": [file.name for file in files]}


def _log(
    action: str, honour: Honour, before: dict[str, Any], after: dict[str, Any], by: Any, at: datetime
) -> None:
    changed = {
        name: value for name, value in after.items() if before.get(name) != value and (value or before)
    }
    old = {name: before[name] for name in changed if name in before}
    record_change(by=by, at=at, action=action, subject=honour, before=old, after=changed)
