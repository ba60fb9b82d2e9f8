"""Chinese typography: what is cleaned, mended, counted and broken."""

import pytest

from notices.papers.text import breakable, clean, formal, numeral
from notices.papers.wrapping import break_title, cells, wrap


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("窗口\x00无\x07人", "窗口无人"),
        ("\u202e反着写\u202c", "反着写"),
        ("一行\n二行", "一行\n二行"),
        ("半个\ud842字", "半个字"),
        ("零宽\u200b空格\ufeff", "零宽空格"),
        ("  两端空白 ", "两端空白"),
    ],
    ids=["control", "direction", "line break", "surrogate", "zero width", "blanks"],
)
def test_clean_drops_what_no_paper_can_show(given: str, kept: str) -> None:
    assert clean(given) == kept


@pytest.mark.parametrize(
    ("given", "official"),
    [
        ('群众称"等了半小时",未见人', "群众称“等了半小时”，未见人"),
        ("9:30窗口无人(约20分钟);后返回", "9:30窗口无人（约20分钟）；后返回"),
        ("电话0374-7160000", "电话0374-7160000"),
        ("it's 3:4", "it's 3:4"),
        ("'口大'字", "‘口大’字"),
    ],
    ids=["quotes", "brackets and clock", "number", "Latin stays", "single quotes"],
)
def test_formal_writes_full_width_punctuation(given: str, official: str) -> None:
    assert formal(given) == official


def test_breakable_lets_a_line_end_beside_a_quote_but_not_inside_punctuation() -> None:
    assert breakable("开展“作风”活动，“服务”。") == "开展\u200b“作风”\u200b活动，\u200b“服务”。"


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_numeral_counts_in_chinese(number: int, text: str) -> None:
    assert numeral(number) == text


def test_wrap_keeps_words_whole_and_marks_with_their_character() -> None:
    assert wrap("窗口无人。", 4) == ["窗口无", "人。"]
    assert wrap("共12345件", 3) == ["共", "12345", "件"]
    assert wrap("一\n二", 9) == ["一", "二"]
    assert wrap("", 9) == [""]
    assert "".join(wrap("x" * 40, 3)) == "x" * 40


@pytest.mark.parametrize(
    ("phrases", "lines"),
    [
        (("县局", "关于", "9月份", "督查通报"), ("县局关于9月份督查通报",)),
        (
            ("鄢陵县人力资源和社会保障局", "关于", "2026年9月", "窗口单位", "百分考核", "情况的", "督查通报"),
            ("鄢陵县人力资源和社会保障局", "关于2026年9月窗口单位", "百分考核情况的督查通报"),
        ),
        (("某" * 40,), ("某" * 19, "某" * 19, "某" * 2)),
    ],
    ids=["one line", "three even lines", "a phrase longer than a line"],
)
def test_title_is_broken_by_meaning_into_even_lines(phrases: tuple[str, ...], lines: tuple[str, ...]) -> None:
    assert break_title(phrases) == lines
    assert all(cells(line) <= 19 for line in lines)
