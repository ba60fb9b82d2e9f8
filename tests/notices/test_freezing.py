"""A frozen paper comes back the same in every part, and its readings are made from what came back."""

import json
import random
from datetime import date
from typing import Any

import pytest

from notices.outgoing.freezing import from_data, texts_of, to_data, with_texts
from notices.outgoing.readings import read_as
from notices.papers.content import (
    Align,
    Attachment,
    Block,
    Column,
    Face,
    Figure,
    Heading,
    Imprint,
    Letter,
    Paper,
    Paragraph,
    Run,
    Signature,
    Slip,
    Table,
)
from scoring.charts import bar_chart, line_chart

WORDS = ("王芳", "鄢陵县", "9月3日", "“迟到”", "𬭚㛃", "", "a\nb", " 13812345678。")


def some_text(chance: random.Random) -> str:
    return "".join(chance.choice(WORDS) for _ in range(chance.randint(0, 4)))


def some_block(chance: random.Random) -> Block:
    text = some_text(chance)
    columns = (Column("姓名", 20, chance.choice(list(Align))), Column("说明", 60))
    chart = chance.choice(
        (bar_chart("k", text, [(text, [1.5], "2分")]), line_chart("l", text, [(text, 9.5, "9")]))
    )
    return chance.choice(
        (
            Heading(chance.randint(1, 4), text, some_text(chance)),
            Paragraph((Run(text, chance.choice(list(Face))), Run(text)), chance.random() < 0.5),
            Table(columns, ((text, some_text(chance)),)),
            Figure(chart),
        )
    )


def some_paper(seed: int) -> Paper | Letter:
    """A paper or letter put together by chance, the same for a seed."""
    chance = random.Random(seed)
    blocks = tuple(some_block(chance) for _ in range(chance.randint(0, 5)))
    parts: dict[str, Any] = {
        "mark": "局",
        "number": "代字〔2026〕9号",
        "title": (some_text(chance), "的通报"),
        "addressee": some_text(chance),
        "blocks": blocks,
        "signature": Signature("局", "2026年10月8日", sealed=chance.random() < 0.5),
        "attachments": tuple(Attachment(some_text(chance), blocks) for _ in range(chance.randint(0, 2))),
        "note": "联系人：王芳 13812345678",
    }
    if chance.random() < 0.5:
        return Paper(**parts, imprint=Imprint("抄送", "局", str(date(2026, 10, 8))))
    return Letter(**parts, slip=Slip("回执", "局", some_text(chance), ("签收人", "日期")))


@pytest.mark.parametrize("seed", range(40))
def test_a_paper_comes_back_from_json_the_same_in_every_part(seed: int) -> None:
    paper = some_paper(seed)

    assert from_data(json.loads(json.dumps(to_data(paper)))) == paper


@pytest.mark.parametrize("seed", range(40))
def test_no_name_and_no_number_stands_in_a_public_reading(seed: int) -> None:
    public = read_as(some_paper(seed), {"王芳"}, {}, "public")

    told = "\n".join(texts_of(public))
    assert "王芳" not in told
    assert "13812345678" not in told
    assert public.note == "联系人：王芳 13812345678", "the office's own contact is printed as it is"


def test_a_part_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="Unheard"):
        from_data({"=": "Unheard"})
    with pytest.raises(TypeError, match="date"):
        to_data(date(2026, 10, 8))


def test_texts_are_changed_everywhere_but_where_the_bureau_speaks_of_itself() -> None:
    paper = some_paper(3)

    assert from_data(to_data(with_texts(paper, str))) == paper


def test_the_reading_of_a_unit_names_its_own_people_and_no_namesake_of_another_unit() -> None:
    paper = Paper(
        "局",
        "1号",
        ("通报",),
        "各单位",
        (Paragraph.of("社保：王芳、李娜。就业：孙丽、李娜。"),),
        Signature("局", "日"),
        Imprint("", "局", "日"),
    )
    names_of = {1: {"王芳", "李娜"}, 2: {"孙丽", "李娜"}}

    shown = read_as(paper, {"王芳", "李娜", "孙丽"}, names_of, "unit", 1)

    assert texts_of(shown)[2] == "社保：王芳、李某。就业：孙某、李某。"
