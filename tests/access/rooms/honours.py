"""荣誉 (四（一）): 推荐, 选树, 宣传, 观摩交流."""

from datetime import date

from django.urls import reverse

from notices.models import Exchange, Honour, Publicity
from notices.selectors.honours.exchanges import ExchangeTold
from notices.selectors.honours.recommending import Recommendation
from notices.services.honours.exchanges import record_exchange
from notices.services.honours.publicising import record_publicity
from notices.services.honours.recommending import recommend_honour
from notices.services.honours.selecting import Decision, decide_honours
from records.files import store_file
from records.models import StoredFile
from scoring.periods import Period
from tests.access.world import CANARY_FILE, CANARY_HONOUR, CANARY_PERSON, World, photo
from tests.conftest import NOON
from units.models import User

QUARTER = Period(2026, 3)

GET = """
notices:honours                302 403 200 200 200 200 403 200 200 403
notices:honours_export         302 403 200 200 200 200 403 200 200 403
notices:own_honours            302 403 403 403 200 200 403 403 403 403
notices:own_honours_export     302 403 403 403 200 200 403 403 403 403
notices:honour_recommend       302 403 403 403 200 200 403 403 403 403
notices:publicity_new          302 403 403 200 403 403 403 200 403 403
notices:publicity_remove       302 403 403 200 403 403 403 200 403 403
notices:honours_quarter        302 403 200 200 403 403 403 403 200 403
notices:honours_quarter_export 302 403 200 200 403 403 403 403 200 403
notices:honours_select         302 403 403 405 403 403 403 403 403 403
notices:honour own             302 403 200 200 200 404 403 404 200 403
notices:honour other           302 403 200 200 404 200 403 404 200 403
notices:honour selected        302 403 200 200 200 404 403 200 200 403
notices:honour_file own        302 403 200 200 200 404 403 404 200 403
notices:honour_file other      302 403 200 200 404 200 403 404 200 403
notices:honour_file selected   302 403 200 200 200 404 403 200 200 403
notices:honour_edit own        302 403 403 403 200 404 403 403 403 403
notices:honour_edit other      302 403 403 403 404 200 403 403 403 403
notices:honour_withdraw own    302 403 403 403 405 405 403 403 403 403
notices:honour_withdraw other  302 403 403 403 405 405 403 403 403 403
notices:honour_undo            302 403 403 405 403 403 403 403 403 403
notices:exchanges              302 403 200 200 200 200 403 200 200 403
notices:exchanges_export       302 403 200 200 200 200 403 200 200 403
notices:exchange               302 403 200 200 200 200 403 200 200 403
notices:exchange_file          302 403 200 200 200 404 403 200 200 403
notices:exchange_new           302 403 200 200 403 403 403 200 403 403
notices:exchange_edit          302 403 200 200 403 403 403 200 403 403
"""

POST = """
notices:honour_recommend       302 403 403 403 may may 403 403 403 403
notices:publicity_new          302 403 403 may 403 403 403 may 403 403
notices:publicity_remove       302 403 403 may 403 403 403 may 403 403
notices:honours_select         302 403 403 may 403 403 403 403 403 403
notices:honour_edit own        302 403 403 403 may 404 403 403 403 403
notices:honour_edit other      302 403 403 403 404 may 403 403 403 403
notices:honour_withdraw own    302 403 403 403 may 404 403 403 403 403
notices:honour_withdraw other  302 403 403 403 404 may 403 403 403 403
notices:honour_undo            302 403 403 may 403 403 403 403 403 403
notices:exchange_new           302 403 may may 403 403 403 may 403 403
notices:exchange_edit          302 403 may may 403 403 403 may 403 403
"""


def paths(world: World) -> dict[str, str]:
    """The own unit's person waits, its window is selected and made known; another unit's person waits."""
    rows = _rows(world)
    publicity, exchange = Publicity.objects.get(), Exchange.objects.get()
    names = ("notices:honours", "notices:honours_export", "notices:own_honours", "notices:honour_recommend")
    names += ("notices:publicity_new", "notices:exchanges", "notices:exchange_new")
    names += ("notices:own_honours_export", "notices:exchanges_export")
    found = {name: reverse(name) for name in names}
    for name in ("notices:honours_quarter", "notices:honours_quarter_export", "notices:honours_select"):
        found[name] = reverse(name, args=[QUARTER])
    for side, row in rows.items():
        found[f"notices:honour {side}"] = reverse("notices:honour", args=[row.pk])
        file = row.files.get()
        found[f"notices:honour_file {side}"] = reverse("notices:honour_file", args=[row.pk, file.pk])
        for name in ("notices:honour_edit", "notices:honour_withdraw") if side != "selected" else ():
            found[f"{name} {side}"] = reverse(name, args=[row.pk])
    found["notices:honour_undo"] = reverse("notices:honour_undo", args=[rows["selected"].pk])
    found["notices:publicity_remove"] = reverse("notices:publicity_remove", args=[publicity.pk])
    for name in ("notices:exchange", "notices:exchange_edit"):
        found[name] = reverse(name, args=[exchange.pk])
    shown = exchange.files.get()
    return found | {"notices:exchange_file": reverse("notices:exchange_file", args=[exchange.pk, shown.pk])}


def _rows(world: World) -> dict[str, Honour]:
    earlier = list(Honour.objects.order_by("id"))
    return dict(zip(("own", "other", "selected"), earlier or _written(world), strict=True))


def _written(world: World) -> list[Honour]:
    head, other, chief = (_user(world, name) for name in ("head", "other_head", "chief"))
    told = Recommendation("person", "attitude", "耐心解答", "为老人代办", person=world.own_person)
    own = _recommended(world, head, told, "照片.png")
    secret = Recommendation("person", "skill", CANARY_PERSON, CANARY_HONOUR, person=world.other_person)
    theirs = _recommended(world, other, secret, f"{CANARY_FILE}.png")
    window = Recommendation("window", "surroundings", "整洁窗口", "设施齐全", window=world.own_window)
    selected = _recommended(world, head, window, "窗口.png")
    decide_honours(
        period=QUARTER,
        decisions=[Decision(selected, selected.version, Honour.State.SELECTED, "群众反映好")],
        by=chief,
        at=NOON,
    )
    made_known = {"where": "brief", "on": date(2026, 10, 8), "words": "第9期"}
    record_publicity(honours=[selected], **made_known, by=chief, at=NOON)
    exchange = ExchangeTold(date(2026, 10, 8), "市民中心", "观摩交流", units=[world.own], honours=[selected])
    record_exchange(told=exchange, files=[_file(chief, "活动.png")], by=chief, at=NOON)
    return [own, theirs, selected]


def _recommended(world: World, by: User, told: Recommendation, file: str) -> Honour:
    unit = world.own if by == world.users["head"] else world.other
    files = [_file(by, file)]
    return recommend_honour(unit=unit, period=QUARTER, told=told, files=files, by=by, at=NOON)


def _file(by: User, name: str) -> StoredFile:
    return store_file(upload=photo(name), by=by, at=NOON)


def _user(world: World, name: str) -> User:
    user = world.users[name]
    assert user is not None
    return user
