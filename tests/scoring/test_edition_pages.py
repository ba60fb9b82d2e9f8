"""The pages of 细则版本: what each role is shown, and forms that send back what they show."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.models import Change
from scoring.models import RuleEdition
from scoring.rulebook import load_edition, shipped_edition, shipped_text
from scoring.rulebook.parts import keys
from scoring.services.enforcing import bring_into_force
from tests.conftest import NOON, logged_in
from tests.scoring.editions import Sender, a_draft, change, edition_in, priced
from tests.scoring.factories import closed, recorded_event
from units.models import Unit, User

pytestmark = pytest.mark.django_db
SHIPPED = shipped_edition()
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
Limit = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def draft(chief: User) -> RuleEdition:
    return change(a_draft(chief), "clause-4.5", chief, **priced(SHIPPED.clause("4.5"), "接打手机", -2))


@pytest.fixture
def site(chief: User) -> Client:
    return logged_in(chief)


def text_of(site: Client, url: str, status: int = 200) -> str:
    response = site.get(url)
    assert response.status_code == status
    return response.content.decode()


def sent(site: Client, url: str, **changes: Any) -> Any:
    """The form of a page sent as it stands, but for some fields; None leaves one out."""
    data: dict[str, Any] = dict(Sender(text_of(site, url)).data) | changes
    return site.post(url, {name: value for name, value in data.items() if value is not None})


def test_the_list_shows_drafts_and_which_edition_holds_when(
    site: Client, chief: User, draft: RuleEdition
) -> None:
    closed(SEPTEMBER)
    row = a_draft(chief, "十月版", OCTOBER)
    bring_into_force(draft=row, expected_version=1, by=chief, at=NOON)

    text = text_of(site, "/editions/")

    words = ("2027年1月", "负责乙，2026年10月8日", "2022年1月至2026年9月", "2026年10月起", "2026年10月适用")
    assert [word for word in words if word not in text] == []
    assert text.index("十月版") < text.index(">2022<")


def test_without_drafts_the_list_says_the_next_step(site: Client, clerk: User) -> None:
    assert "先<a href" in text_of(site, "/editions/")
    assert "起草新版本" not in text_of(logged_in(clerk), "/editions/")


def test_a_draft_is_made_from_the_edition_in_force(site: Client) -> None:
    response = sent(site, "/editions/new/", name="2027", month="2027年1月")

    row = RuleEdition.objects.get()
    assert response.url == f"/editions/{row.pk}/"
    assert (row.name, row.effective_from, edition_in(row).options) == (
        "2027",
        date(2027, 1, 1),
        SHIPPED.options,
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "2022"}, "已有名为“2022”的版本"),
        ({"month": "13月"}, "月份请写成 2027-01 的样子。"),
        ({"month": "2027-13"}, "月份请写成 2027-01 的样子。"),
        ({"base": "99"}, "选择的内容不在列表中"),
        ({"name": "a\0b"}, "不允许是用空字符"),
    ],
    ids=["name taken", "no month", "thirteenth month", "no such base", "NUL"],
)
def test_a_draft_that_cannot_be_made_keeps_what_was_typed(
    site: Client, changes: dict[str, str], message: str
) -> None:
    response = sent(site, "/editions/new/", **{"name": "新年版", "month": "2027-01", **changes})

    assert response.status_code == 422
    text = response.content.decode()
    assert message in text
    assert "新年版" in text or "name" in changes
    assert not RuleEdition.objects.exists()


@pytest.mark.parametrize("key", list(keys(SHIPPED)))
def test_a_form_sent_as_it_is_shown_changes_nothing(site: Client, draft: RuleEdition, key: str) -> None:
    response = sent(site, f"/editions/{draft.pk}/parts/{key}/")

    assert response.status_code == 302, response.content.decode()
    assert unquote(response.url) == f"/editions/{draft.pk}/#{key}"
    assert RuleEdition.objects.get().text == draft.text


CHANGES: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
    "head": (
        "head",
        {"name": "2027修订", "effective_from": "2027-02"},
        {"版本 名称": "2027修订", "版本 施行月份": "2027年2月"},
    ),
    "options": (
        "options",
        {"bonus_above_cap": "allow"},
        {"选项口径 R1 加分不突破满分": "允许超出满分"},
    ),
    "numbers": (
        "numbers",
        {"late": "2", "substitute_points": "2.5"},
        {
            "门槛和数字 当月迟到超限（次）": "2",
            "门槛和数字 替岗人员违纪按1.3计（分及以下）": "2.5",
        },
    ),
    "marks": (
        "marks",
        {"full3": "19.5", "full4": "10.5", "floor1": "1"},
        {"六类 第1类 下限": "1", "六类 第3类 满分": "19.5", "六类 第4类 满分": "10.5"},
    ),
    "handling": (
        "handling",
        {
            "brings2": ["约谈", "限期整改"],
            "rung4": "四次的，另行处理",
            "brings4": "移送纪检",
            "serious": None,
        },
        {
            "整改处理 标记 情节特别严重": "",
            "通报批评 第2次 整改处理": "限期整改、约谈",
            "通报批评 第4次 增加": "整改处理：移送纪检；原文：四次的，另行处理",
        },
    ),
    "a rung less": ("handling", {"rung3": "", "brings3": None}, {"通报批评 第3次 删去": ""}),
    "reading": ("reading-R10", {"text": "按人累计。"}, {"口径 R10 口径": "按人累计。"}),
    "notice": (
        "notice-三",
        {"text": "一句\r\n两句", "amended_by": "某文件"},
        {"通知正文 三 原文": "一句\n两句", "通知正文 三 修订依据": "某文件"},
    ),
    "clause": (
        "clause-1.4",
        {"text": "请假条另作规定。", "amended_by": "某文件"},
        {"条款1.4 原文": "请假条另作规定。", "条款1.4 修订依据": "某文件"},
    ),
    "behaviour": (
        "clause-1.1",
        {"b2-points": "1.5", "b2-words": "晚来，来迟;晚来", "b2-tally": "", "b2-needs_person": None},
        {
            "条款1.1 迟到 分值": "1.5",
            "条款1.1 迟到 检索词": "晚来、来迟",
            "条款1.1 迟到 计入累计": "",
            "条款1.1 迟到 落实到人": "否",
        },
    ),
    "measure": (
        "clause-1.1",
        {"b5-measure_limit": "15", "b5-inclusive": "yes"},
        {"条款1.1 空岗 计量": "离岗15分钟及以上"},
    ),
    "no measure": (
        "clause-1.1",
        {"b5-measure_name": "", "b5-measure_unit": "", "b5-measure_limit": ""},
        {"条款1.1 空岗 计量": ""},
    ),
    "a behaviour more": (
        "clause-4.6",
        {"b1-name": "大厅吸电子烟", "b1-points": "1", "b1-basis": "每次", "b1-follow_ups": ["书面检查"]},
        {"条款4.6 大厅吸电子烟 增加": "计分：扣分；分值：1；计次：每次；整改处理：书面检查"},
    ),
    "a behaviour less": (
        "clause-4.5",
        {"b3-gone": "on", "b3-points": "打错了"},
        {"条款4.5 网购 删去": ""},
    ),
    "another effect": (
        "clause-2.3",
        {"b0-effect": "empty", "b0-points": ""},
        {"条款2.3 酒后上班 计分": "本类不得分", "条款2.3 酒后上班 分值": ""},
    ),
    "a derived behaviour": (
        "clause-6.3",
        {"b0-points": "2.5", "b0-follow_ups": ["限期整改", "约谈"]},
        {"条款6.3 首次超限 分值": "2.5", "条款6.3 首次超限 整改处理": "限期整改、约谈"},
    ),
    "a clause more": (
        "clause-5.2",
        {"text": "不得染发。", "amended_by": "某文件", "b0-name": "染发", "b0-points": "1"},
        {
            "条款5.2 增加": "原文：不得染发。；修订依据：某文件",
            "条款5.2 染发 增加": "计分：扣分；分值：1",
        },
    ),
}


@pytest.mark.parametrize(("key", "changes", "logged"), CHANGES.values(), ids=CHANGES.keys())
def test_each_form_changes_what_it_says_and_nothing_else(
    site: Client, draft: RuleEdition, key: str, changes: dict[str, Any], logged: dict[str, str]
) -> None:
    response = sent(site, f"/editions/{draft.pk}/parts/{key}/", **changes)

    assert response.status_code == 302, response.content.decode()
    assert Change.objects.filter(action="修改草稿").latest("id").after == logged
    assert RuleEdition.objects.get().sha256 == load_edition(RuleEdition.objects.get().text, "x").sha256


REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "marks that do not add up": ("marks", {"full1": "26"}, "六类满分合计应为100分，现为101分"),
    "a quarter of a point": ("clause-1.1", {"b2-points": "0.75"}, "分值只取0.5的整数倍，0.75不行。"),
    "no points": ("clause-1.1", {"b2-points": ""}, "请填写分值。"),
    "points of infinity": ("clause-1.1", {"b2-points": "Infinity"}, "输入一个数字"),
    "points without end": ("clause-1.1", {"b2-points": "9" * 400}, "小于或等于"),
    "a name twice": ("clause-1.1", {"b3-name": "迟到"}, "本条已有“迟到”。"),
    "a name of two words": ("clause-1.1", {"b3-name": "早 退"}, "行为的名称不能有空格和竖线。"),
    "no name": ("clause-1.1", {"b3-name": ""}, "请写明行为的名称"),
    "half a measure": ("clause-1.1", {"b2-measure_name": "迟到"}, "三项要一并填写"),
    "a word too long": ("clause-1.1", {"b2-words": "长" * 21}, "各词之间请用逗号或顿号隔开"),
    "a behaviour more without a name": ("clause-4.6", {"b1-words": "电子烟"}, "请写明行为的名称"),
    "words without the document": ("clause-1.1", {"text": "另作规定。"}, "请填写修订依据"),
    "no words": ("clause-1.1", {"text": " "}, "请填写原文。"),
    "2.8 for an award": ("clause-2.6", {"b0-unless_already_deducted": "on"}, "只用于扣分的行为。"),
    "a day that no month has": ("numbers", {"bulletin_day": "31"}, "小于或等于 28"),
    "no such option": ("options", {"missing_items": "each"}, "each"),
    "no such follow-up": ("clause-1.5", {"b0-follow_ups": ["喝茶"]}, "喝茶"),
    "a rung left out": ("handling", {"rung2": "", "brings2": None}, "只能从最后一次起去掉"),
    "no rung": (
        "handling",
        {"rung1": "", "rung2": "", "rung3": "", "brings1": None, "brings2": None, "brings3": None},
        "缺少通报批评的各级处理",
    ),
    "follow-ups without words": ("handling", {"brings4": ["约谈"]}, "勾选了整改处理的，要写明原文。"),
    "a name that is taken": ("head", {"name": "2022"}, "已有名为“2022”的版本"),
    "NUL": ("reading-R1", {"text": "字\0"}, "不允许是用空字符"),
}


@pytest.mark.parametrize(("key", "changes", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_does_not_fit_is_told_at_its_place_and_kept(
    site: Client, draft: RuleEdition, key: str, changes: dict[str, Any], message: str
) -> None:
    response = sent(site, f"/editions/{draft.pk}/parts/{key}/", **changes)

    text = response.content.decode()
    assert response.status_code == 422
    assert message.replace(" ", "") in text.replace(" ", "")
    assert RuleEdition.objects.get().text == draft.text
    back = Sender(text).data
    typed = {name: value for name, value in changes.items() if isinstance(value, str) and "\0" not in value}
    assert {name: back.get(name, [""])[0] for name in typed if name != "missing_items"} == {
        name: value for name, value in typed.items() if name != "missing_items"
    }


def test_all_that_is_wrong_is_told_at_once_and_the_card_for_one_more_is_left_alone(
    site: Client, draft: RuleEdition
) -> None:
    changes = {"text": "另作规定。", "b0-points": "0.3", "b0-name": "一 二"}

    response = sent(site, f"/editions/{draft.pk}/parts/clause-4.6/", **changes)

    text = response.content.decode()
    told = ("请填写修订依据", "大于或等于", "行为的名称不能有空格和竖线。")
    assert [words for words in told if words not in text] == []
    assert "请写明行为的名称" not in text


def test_two_people_on_different_parts_both_save(site: Client, draft: RuleEdition, clerk: User) -> None:
    url = f"/editions/{draft.pk}/parts/clause-1.1/"
    data: dict[str, Any] = Sender(text_of(site, url)).data
    change(draft, "options", clerk, missing_items="item")

    assert site.post(url, data | {"b2-points": "1"}).status_code == 302

    now = edition_in(draft)
    assert (now.options.missing_items, now.behaviour("1.1", "迟到").halves) == ("item", -2)


def test_two_people_on_one_part_see_both_texts_and_lose_neither(
    site: Client, draft: RuleEdition, clerk: User
) -> None:
    url = f"/editions/{draft.pk}/parts/clause-4.6/"
    data: dict[str, Any] = Sender(text_of(site, url)).data
    clause = SHIPPED.clause("4.6")
    mine = {"b0-points": "1", "b1-name": "大厅吸电子烟", "b1-points": "0.5"}
    theirs = priced(clause, "公共区域或后台吸烟", -6)["behaviours"]
    change(draft, "clause-4.6", clerk, behaviours=(*theirs, SHIPPED.behaviour("2.2", "吃零食")))

    response = site.post(url, data | mine)

    text = response.content.decode()
    assert response.status_code == 422
    assert "条款4.6 公共区域或后台吸烟 分值" in text
    assert "<td>3</td><td>1</td>" in text.replace("\n", "").replace("  ", "")
    again: dict[str, Any] = Sender(text).data
    assert site.post(url, again).status_code == 302
    halves = {b.name: b.halves for b in edition_in(draft).clause("4.6").behaviours}
    assert halves == {"公共区域或后台吸烟": -2, "大厅吸电子烟": -1, "吃零食": -4}


def test_a_behaviour_in_use_is_kept_and_its_events_are_named(
    site: Client, chief: User, clerk: User, unit: Unit
) -> None:
    row = a_draft(chief, "本月起", OCTOBER)
    recorded_event(clerk, unit)

    response = sent(site, f"/editions/{row.pk}/parts/clause-4.5/", **{"b5-gone": "on"})

    assert response.status_code == 422
    assert "2026年10月有1项登记在“4.5 接打手机”下" in response.content.decode()


def test_sending_a_form_twice_saves_once(site: Client, draft: RuleEdition) -> None:
    url = f"/editions/{draft.pk}/parts/options/"
    data: dict[str, Any] = Sender(text_of(site, url)).data | {"missing_items": "item"}

    answers = [site.post(url, data).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Change.objects.filter(action="修改草稿").count() == 2


def test_a_draft_comes_into_force_by_its_name_typed_out(site: Client, draft: RuleEdition) -> None:
    url = f"/editions/{draft.pk}/enforce/"
    wrong = sent(site, url, typed="2028")
    assert (wrong.status_code, "输入的是“2028”，请输入 2027。" in wrong.content.decode()) == (422, True)

    assert sent(site, url, typed=" 2027 ").url == f"/editions/{draft.pk}/"

    assert RuleEdition.objects.get().state == "in_force"
    assert site.get(url).status_code == 302
    assert site.get(f"/editions/{draft.pk}/parts/options/").url == f"/editions/{draft.pk}/"


def test_a_draft_changed_meanwhile_is_shown_again_before_it_comes_into_force(
    site: Client, draft: RuleEdition, chief: User
) -> None:
    url = f"/editions/{draft.pk}/enforce/"
    data: dict[str, Any] = Sender(text_of(site, url)).data | {"typed": "2027"}
    change(draft, "options", chief, missing_items="item")

    response = site.post(url, data)

    assert response.status_code == 422
    assert "这份草稿刚刚被修改过" in response.content.decode()
    assert RuleEdition.objects.get().state == "draft"


def test_what_stands_in_the_way_is_shown_and_no_form(site: Client, chief: User) -> None:
    closed(SEPTEMBER)
    row = a_draft(chief, "九月起", SEPTEMBER)

    for url in (f"/editions/{row.pk}/", f"/editions/{row.pk}/enforce/"):
        assert "施行月份2026年9月已经定分" in text_of(site, url)
    assert 'name="typed"' not in text_of(site, f"/editions/{row.pk}/enforce/")


def test_it_is_withdrawn_and_deleted_on_pages_of_their_own(site: Client, draft: RuleEdition) -> None:
    sent(site, f"/editions/{draft.pk}/enforce/", typed="2027")
    url = f"/editions/{draft.pk}/withdraw/"
    assert sent(site, url, reason="").status_code == 422

    assert sent(site, url, reason="文件未印发").url == f"/editions/{draft.pk}/"
    assert site.get(url).status_code == 302
    assert sent(site, f"/editions/{draft.pk}/discard/", typed="2027").url == "/editions/"

    assert not RuleEdition.objects.exists()


def test_the_shipped_edition_is_shown_and_cannot_be_changed(site: Client) -> None:
    assert "2022年1月起" in text_of(site, "/editions/0/")
    assert site.get("/editions/0/toml/").content.decode() == shipped_text()
    for url in ("parts/options/", "enforce/", "withdraw/", "discard/"):
        assert site.get(f"/editions/0/{url}").url == "/editions/0/"


def test_the_whole_text_is_handed_out(site: Client, draft: RuleEdition) -> None:
    response = site.get(f"/editions/{draft.pk}/toml/")

    assert load_edition(response.content.decode(), "x").sha256 == draft.sha256
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")


def test_two_editions_are_compared(site: Client, draft: RuleEdition, chief: User) -> None:
    other = a_draft(chief, "二稿", base=edition_in(draft))
    text = text_of(site, f"/editions/{draft.pk}/compare/")
    assert "条款4.5" in text
    assert "<del>2</del>" in text
    assert "<ins>1</ins>" in text

    text = text_of(site, f"/editions/{other.pk}/compare/?with={draft.pk}")
    assert "条款4.5" not in text
    assert "<ins>二稿</ins>" in text
    for odd in ("99", "x", "9" * 30, "\0"):
        assert "没有要比较的那个版本" in text_of(site, f"/editions/{draft.pk}/compare/?with={odd}")


def test_the_rules_of_any_edition_can_be_read(
    site: Client, head: User, draft: RuleEdition, chief: User
) -> None:
    text = text_of(site, f"/rules/?edition={draft.pk}")
    assert "这是草稿，没有施行。" in text
    reader = logged_in(head)
    assert text_of(reader, f"/rules/?edition={draft.pk}", 404)
    for odd in ("99", "x", "\0", "9" * 40):
        assert text_of(reader, f"/rules/?edition={odd}", 404)

    bring_into_force(draft=draft, expected_version=draft.version, by=chief, at=NOON)

    text = text_of(reader, f"/rules/?edition={draft.pk}")
    assert "这不是2026年10月适用的版本。" in text
    assert "2022年1月至2026年12月适用" in text
    assert "施行版本：2022版" in text_of(reader, "/rules/")


@pytest.mark.parametrize("path", ["", "compare/", "toml/", "what-if/", "enforce/", "parts/options/"])
def test_an_edition_that_is_not_there_is_not_found(site: Client, path: str) -> None:
    for pk in (99, 10**30):
        assert site.get(f"/editions/{pk}/{path}").status_code == 404


def test_a_part_that_is_not_there_is_not_found(site: Client, draft: RuleEdition) -> None:
    for key in ("clause-9.9", "x", "reading-", "clause-1.9", "%00"):
        assert site.get(f"/editions/{draft.pk}/parts/{key}/").status_code == 404


def test_those_who_only_look_are_offered_nothing_to_change(
    clerk: User, draft: RuleEdition, chief: User
) -> None:
    text = text_of(logged_in(clerk), f"/editions/{draft.pk}/")

    assert "/parts/" not in text
    assert "施行…" not in text
    assert "/parts/" not in text_of(logged_in(clerk), f"/editions/{draft.pk}/compare/")


def test_pages_cost_the_same_queries_for_one_edition_and_for_many(
    site: Client, draft: RuleEdition, chief: User
) -> None:
    urls = [
        "/editions/",
        "/editions/new/",
        f"/editions/{draft.pk}/",
        f"/editions/{draft.pk}/compare/",
        f"/editions/{draft.pk}/enforce/",
        f"/editions/{draft.pk}/parts/clause-5.1/",
        "/rules/",
    ]

    def costs() -> list[int]:
        found = []
        for url in urls:
            site.get(url)
            with CaptureQueriesContext(connection) as asked:
                assert site.get(url).status_code == 200
            found.append(len(asked))
        return found

    one = costs()
    for number in range(3):
        row = a_draft(chief, f"草稿{number}")
        row = a_draft(chief, f"版本{number}", date(2026, 10 + number, 1))
        bring_into_force(draft=row, expected_version=1, by=chief, at=NOON)

    assert costs() == one
    assert max(one) <= 12
