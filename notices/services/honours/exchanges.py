"""观摩交流活动 (四（一）): when, where, about what, who took part and what was shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from notices.models import Exchange, Honour
from notices.selectors.honours.exchanges import ExchangeTold
from records.changes import record_change
from records.errors import Refusal, given
from records.models import StoredFile
from records.versions import save_edit

SHORT, LONG = 100, 3000


def record_exchange(
    *, told: ExchangeTold, files: Sequence[StoredFile] = (), by: Any, at: datetime
) -> Exchange:
    """Record an activity that took place. Refusal names the field."""
    columns = _checked(told, at)
    with transaction.atomic():
        exchange = Exchange.objects.create(**columns, by=by, at=at)
        _join(exchange, told, files)
        record_change(by=by, at=at, action="登记观摩交流", subject=exchange, after=_shown(exchange))
    return exchange


def edit_exchange(
    *,
    exchange: Exchange,
    expected_version: int,
    told: ExchangeTold,
    files: Sequence[StoredFile],
    by: Any,
    at: datetime,
) -> Exchange:
    """Mend it; `files` are all that belong to it from now on."""
    columns = _checked(told, at)
    with transaction.atomic():
        before = _shown(exchange)
        saved = save_edit(exchange, expected_version=expected_version, changes=columns)
        _join(saved, told, files)
        after = _shown(saved)
        changed = {name: value for name, value in after.items() if before[name] != value}
        old = {name: before[name] for name in changed}
        record_change(by=by, at=at, action="修改观摩交流", subject=saved, before=old, after=changed)
    return saved


def _checked(told: ExchangeTold, at: datetime) -> dict[str, Any]:
    if told.on > timezone.localdate(at):
        raise Refusal("日期在今天以后：活动办过了再登记。", field="on")
    if len(told.words.strip()) > LONG:
        raise Refusal(f"情况请不超过{LONG}字。", field="words")
    if not told.units:
        raise Refusal("请勾选参加的单位。", field="units")
    shown = {honour.pk for honour in told.honours}
    if Honour.objects.filter(pk__in=shown).exclude(state=Honour.State.SELECTED).exists():
        raise Refusal("只能展示已选树的典型，请重新勾选。", field="honours")
    return {
        "on": told.on,
        "place": given(told.place, "请写明地点。", field="place", most=SHORT, what="地点"),
        "topic": given(told.topic, "请写明主题。", field="topic", most=SHORT, what="主题"),
        "words": told.words.strip(),
    }


def _join(exchange: Exchange, told: ExchangeTold, files: Sequence[StoredFile]) -> None:
    exchange.units.set(told.units)
    exchange.honours.set(told.honours)
    exchange.files.set(files)


def _shown(exchange: Exchange) -> dict[str, Any]:
    return {
        "日期": f"{exchange.on:%Y-%m-%d}",
        "地点": exchange.place,
        "主题": exchange.topic,
        "情况": exchange.words,
        "参加单位": [unit.name for unit in exchange.units.all()],
        "展示的典型": [honour.title for honour in exchange.honours.all()],
        "附件": [file.name for file in exchange.files.all()],
    }
