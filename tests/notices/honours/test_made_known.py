"""宣传 and 观摩交流活动: recorded by the 局办公室, mistaken entries taken back on record."""

from datetime import date, timedelta
from typing import Any

import pytest

from notices.models import Exchange, Publicity
from notices.selectors.honours.exchanges import ExchangeTold
from notices.selectors.honours.rows import not_yet_publicised
from notices.services.honours.exchanges import edit_exchange, record_exchange
from notices.services.honours.publicising import record_publicity, remove_publicity
from records.changes import changes_of
from records.errors import EditConflict, Refusal
from records.files import store_file
from tests.access.world import photo
from tests.conftest import NOON, TODAY
from tests.notices.honours.conftest import Recommend, decide, publicise
from units.models import Unit, User


def test_several_are_made_known_at_once(recommend: Recommend, chief: User) -> None:
    honours = decide(recommend(), recommend(title="上门服务"), by=chief)

    rows = publicise(*honours, by=chief, where="meeting")

    assert [(row.honour, row.where, row.on, row.words) for row in rows] == [
        (honour, "meeting", TODAY, "第9期") for honour in honours
    ]
    assert not not_yet_publicised().exists()
    change = changes_of(honours[0]).first()
    assert change is not None
    assert (change.action, change.after["宣传方式"]) == ("登记宣传", "局全体会议")


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"where": "moon"}, "where", "请选择在哪里宣传"),
        ({"on": TODAY + timedelta(days=1)}, "on", "今天以后"),
        ({"on": date(2026, 6, 30)}, "on", "所属季度以前"),
        ({"honours": []}, "honours", "请勾选"),
        ({"words": "长" * 201}, "words", "不超过200字"),
    ],
    ids=["where", "future", "too early", "nothing", "long"],
)
def test_publicity_that_does_not_fit_is_refused_whole(
    recommend: Recommend, chief: User, more: dict[str, Any], field: str, said: str
) -> None:
    honours = decide(recommend(), by=chief)
    about = {"honours": honours, "where": "brief", "on": TODAY, "words": ""} | more

    with pytest.raises(Refusal, match=said) as refused:
        record_publicity(**about, by=chief, at=NOON)

    assert refused.value.field == field
    assert not Publicity.objects.exists()


def test_what_is_not_selected_is_not_made_known_and_nothing_of_it_is_kept(
    recommend: Recommend, chief: User
) -> None:
    selected, waiting = recommend(), recommend(title="上门服务")
    decide(selected, by=chief)

    with pytest.raises(Refusal, match="“上门服务”没有选树"):
        publicise(selected, waiting, by=chief)

    assert not Publicity.objects.exists()


def test_a_mistaken_entry_is_taken_back_with_a_reason_and_may_be_made_again(
    recommend: Recommend, chief: User
) -> None:
    honours = decide(recommend(), by=chief)
    (row,) = publicise(*honours, by=chief)
    with pytest.raises(Refusal, match="已经登记过"):
        publicise(*honours, by=chief)
    with pytest.raises(Refusal, match="请写明为什么撤去"):
        remove_publicity(publicity=row, reason=" ", by=chief, at=NOON)

    removed = remove_publicity(publicity=row, reason="期号写错", by=chief, at=NOON)

    assert (removed.removed_by, removed.removed_at, removed.removed_reason) == (chief, NOON, "期号写错")
    assert not_yet_publicised().count() == 1
    with pytest.raises(Refusal, match="已经撤去"):
        remove_publicity(publicity=row, reason="再撤", by=chief, at=NOON)
    publicise(*honours, by=chief)
    assert Publicity.objects.count() == 2


def an_exchange(unit: Unit, **more: Any) -> ExchangeTold:
    return ExchangeTold(**({"on": TODAY, "place": "市民中心", "topic": "观摩交流", "units": [unit]} | more))


def test_an_exchange_is_recorded_and_mended_with_its_files(
    recommend: Recommend, chief: User, unit: Unit, other_unit: Unit
) -> None:
    honours = decide(recommend(), by=chief)
    file = store_file(upload=photo("活动.png"), by=chief, at=NOON)
    told = an_exchange(unit, honours=honours)
    row = record_exchange(told=told, files=[file], by=chief, at=NOON)

    told = an_exchange(unit, units=[unit, other_unit], honours=honours)
    saved = edit_exchange(exchange=row, expected_version=1, told=told, files=[], by=chief, at=NOON)

    assert (list(saved.units.all()), list(saved.honours.all())) == ([unit, other_unit], honours)
    assert not saved.files.exists()
    change = changes_of(saved).first()
    assert change is not None
    assert change.after == {"参加单位": ["社保中心", "公共就业服务中心"], "附件": []}
    with pytest.raises(EditConflict):
        edit_exchange(exchange=row, expected_version=1, told=told, files=[], by=chief, at=NOON)


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on", "今天以后"),
        ({"place": " "}, "place", "地点"),
        ({"topic": ""}, "topic", "主题"),
        ({"units": []}, "units", "参加的单位"),
        ({"words": "长" * 3001}, "words", "不超过3000字"),
    ],
    ids=["future", "place", "topic", "units", "long"],
)
def test_an_exchange_that_does_not_fit_is_refused(
    chief: User, unit: Unit, more: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        record_exchange(told=an_exchange(unit, **more), by=chief, at=NOON)

    assert refused.value.field == field
    assert not Exchange.objects.exists()


def test_only_what_is_selected_is_shown(recommend: Recommend, chief: User, unit: Unit) -> None:
    with pytest.raises(Refusal, match="只能展示已选树的典型"):
        record_exchange(told=an_exchange(unit, honours=[recommend()]), by=chief, at=NOON)
