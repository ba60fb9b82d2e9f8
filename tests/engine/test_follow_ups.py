"""Follow-ups say what brought them: the events, the rung, and the clauses they rest on."""

from scoring.engine import FollowUp
from scoring.rulebook import shipped_edition
from scoring.scenarios import run_scenario
from scoring.scenarios.reader import parse_scenario

EVENT = '[[event]]\nunit = "甲"\non = 2026-09-{day}\nclause = "{clause}"\nbehaviour = "{behaviour}"\n{more}\n'


def follow_ups(*events: tuple[str, str, str, str]) -> list[FollowUp]:
    text = "".join(EVENT.format(day=d, clause=c, behaviour=b, more=m) for d, c, b, m in events)
    scenario = parse_scenario(text, "x.toml", shipped_edition())
    return run_scenario(scenario)["2026-09"].follow_ups("甲")


def test_follow_ups_of_an_attendance_bulletin_rest_on_1_5_and_the_notice() -> None:
    rows = follow_ups(
        ("01", "1.5", "因考勤被大厅通报", 'person = "王芳"\nbulletin = "第1期"'),
        ("02", "1.5", "因考勤被大厅通报", 'person = "李强"\nbulletin = "第1期"'),
        ("03", "2.8", "大厅督查通报", ""),
        ("04", "2.8", "大厅督查通报", ""),
    )

    assert rows == [
        FollowUp("书面整改意见", "甲", None, (1, 2), 1, "四（二）"),
        FollowUp("书面检查", "甲", "李强", (2,), 1, "1.5、四（二）"),
        FollowUp("书面检查", "甲", "王芳", (1,), 1, "1.5、四（二）"),
        FollowUp("处理意见", "甲", None, (1, 2), None, "1.5"),
        FollowUp("移送纪检", "甲", None, (4,), 3, "四（二）"),
        FollowUp("约谈", "甲", None, (3,), 2, "四（二）"),
    ]


def test_follow_ups_of_flags_and_clauses_name_the_person_where_one_is_named() -> None:
    rows = follow_ups(
        ("01", "2.3", "酒后上班", 'person = "王芳"'),
        ("02", "4.5", "玩游戏", 'person = "王芳"\nserious = true'),
        ("03", "2.8", "上级明查暗访", "accountable = true"),
    )

    assert rows == [
        FollowUp("移送纪检", "甲", None, (3,), None, "四（二）"),
        FollowUp("移送纪检", "甲", "王芳", (1, 2), None, "2.3、4.5"),
    ]


def test_follow_ups_of_tallies_name_all_events_that_added_up() -> None:
    rows = follow_ups(
        ("01", "1.1", "迟到", 'person = "王芳"\ntimes = 2'),
        ("02", "1.1", "迟到", 'person = "王芳"'),
        ("03", "2.9", "投诉属实", 'person = "王芳"\ntimes = 3'),
        ("04", "2.9", "投诉属实", "times = 3"),
    )

    assert rows == [
        FollowUp("5日内撤出并替换", "甲", "王芳", (3,), None, "6.3"),
        FollowUp("限期整改", "甲", None, (1, 2), None, "6.3"),
    ]
