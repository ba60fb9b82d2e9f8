"""The chief selects or declines several at once, with a reason against a criticism, until commended."""

from typing import Any

import pytest

from notices.models import Exchange, Honour, Notice
from notices.services.honours.selecting import (
    Decision,
    check_decisions,
    commend,
    decide_honours,
    undo_decision,
)
from records.changes import changes_of
from records.errors import EditConflict, Refusal
from scoring.periods import Period
from tests.conftest import NOON, TODAY
from tests.notices.honours.conftest import DECLINED, QUARTER, SELECTED, Recommend, decide, publicise
from units.models import Unit, User


def commended(chief: User) -> Notice:
    """The quarter's 表彰通报, as the issuing keeps it."""
    notice = Notice.objects.create(
        kind=Notice.Kind.COMMENDATION,
        key="2026-Q3",
        code="鄢人社通报",
        year=2026,
        sequence=11,
        title="表彰通报",
        content={},
        issued_on=TODAY,
        issued_by=chief,
        issued_at=NOON,
    )
    commend(notice=notice, period=QUARTER, by=chief, at=NOON)
    return notice


def undo(honour: Honour, by: User) -> Honour:
    honour.refresh_from_db()
    return undo_decision(honour=honour, expected_version=honour.version, by=by, at=NOON)


def test_several_are_decided_at_once_and_stand_in_the_log(
    recommend: Recommend, chief: User, closed: None
) -> None:
    first, second = recommend(), recommend(title="上门服务")

    saved = decide_honours(
        period=QUARTER,
        decisions=[Decision(first, 1, SELECTED, ""), Decision(second, 1, DECLINED, "事迹与上季度相同")],
        by=chief,
        at=NOON,
    )

    assert [(row.state, row.reason, row.decided_by, row.decided_at) for row in saved] == [
        ("selected", "", chief, NOON),
        ("declined", "事迹与上季度相同", chief, NOON),
    ]
    change = changes_of(second).first()
    assert change is not None
    assert (change.action, change.after, change.reason) == (
        "择优选树",
        {"结果": "未选树"},
        "事迹与上季度相同",
    )


def test_what_was_criticised_is_selected_only_with_a_reason_and_declined_without(
    recommend: Recommend, other_unit: Unit, chief: User, closed: None
) -> None:
    fine, criticised = recommend(), recommend(other_unit, title="马上办")
    both = [Decision(fine, 1, SELECTED), Decision(criticised, 1, SELECTED)]

    with pytest.raises(Refusal, match="“马上办”所属本年度受过通报批评") as refused:
        decide_honours(period=QUARTER, decisions=both, by=chief, at=NOON)
    assert refused.value.field == f"reason-{criticised.pk}"
    assert set(Honour.objects.values_list("state", flat=True)) == {"recommended"}

    decide(criticised, by=chief, state=DECLINED, reason="")
    undo(criticised, chief)
    criticised.refresh_from_db()
    (saved,) = decide(criticised, by=chief, reason="整改彻底，群众满意")
    assert (saved.state, saved.reason) == ("selected", "整改彻底，群众满意")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"decisions": []}, "还没有选定"),
        ({"state": "withdrawn"}, "不在列表中"),
        ({"period": Period(2026, 2)}, "不在列表中"),
        ({"reason": "长" * 301}, "不超过300字"),
    ],
    ids=["nothing", "odd state", "other quarter", "long reason"],
)
def test_a_decision_that_does_not_fit_is_refused(
    recommend: Recommend, chief: User, more: dict[str, Any], said: str
) -> None:
    one = Decision(recommend(), 1, more.get("state", SELECTED), more.get("reason", ""))
    about = {"period": more.get("period", QUARTER), "decisions": more.get("decisions", [one])}

    with pytest.raises(Refusal, match=said):
        decide_honours(**about, by=chief, at=NOON)

    assert Honour.objects.get().state == "recommended"


def test_what_was_changed_meanwhile_is_not_decided(recommend: Recommend, chief: User) -> None:
    honour = recommend()
    Honour.objects.update(version=2)

    with pytest.raises(EditConflict):
        decide(honour, by=chief)
    honour.refresh_from_db()
    decide(honour, by=chief)
    with pytest.raises(Refusal, match="已经是“已选树”"):
        decide(honour, by=chief)


def test_a_decision_is_undone_until_it_is_commended_publicised_or_shown(
    recommend: Recommend, chief: User
) -> None:
    honour = recommend()
    with pytest.raises(Refusal, match="没有可以撤销的决定"):
        undo(honour, chief)
    decide(honour, by=chief)
    (known,) = publicise(honour, by=chief)
    with pytest.raises(Refusal, match="先撤去宣传记录"):
        undo(honour, chief)
    known.delete()
    exchange = Exchange.objects.create(on=TODAY, place="大厅", topic="观摩", by=chief, at=NOON)
    exchange.honours.add(honour)
    with pytest.raises(Refusal, match="先修改那次活动的记录"):
        undo(honour, chief)
    exchange.honours.clear()

    saved = undo(honour, chief)

    assert (saved.state, saved.decided_by, saved.decided_at, saved.reason) == ("recommended", None, None, "")


def test_once_commended_nothing_is_decided_undone_or_recommended_any_more(
    recommend: Recommend, chief: User
) -> None:
    honour, late = recommend(), recommend(title="上门服务")
    decide(honour, by=chief)
    notice = commended(chief)

    honour.refresh_from_db()
    assert honour.commended_in == notice
    with pytest.raises(Refusal, match="表彰通报已经签发"):
        check_decisions(period=QUARTER, decisions=[Decision(late, 1, SELECTED)], at=NOON)
    with pytest.raises(Refusal, match="不能再撤销"):
        undo(honour, chief)
    with pytest.raises(Refusal, match="现在不能推荐"):
        recommend(title="又一件")
