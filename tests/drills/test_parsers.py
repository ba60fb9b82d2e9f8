"""What reads other people's words and files: anything at all is read, or refused in Chinese."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from records.cells import parse_choice, parse_day, parse_text, parse_time, parse_whole, parse_yes, text_of
from records.errors import Refusal
from records.file_kinds import sniff
from records.file_names import clean_name
from records.tables import read_table
from tests.drills.scale import scaled

EACH = scaled(quick=150, full=3000)
SECONDS = scaled(quick=0, full=120)
SIGNS = "0123456789０１２-/.:年月日时点分上午下 　+eE,一二\x00\ufeff\u202e\ud800²٣½"
WORDS = st.text(max_size=40) | st.text(SIGNS, max_size=14)
CELLS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    WORDS,
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
HEAD = "日期,单位,数值\n".encode()
CSV = st.binary(max_size=200) | st.text(',;\t"\r\n日期单位数值2026-09甲\x00', max_size=80).map(
    lambda text: text.encode("utf-8-sig", "replace")
)
STARTS = (
    *(b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-"),
    *(b"ID3", b"\0\0\0\x18ftyp", b"RIFF", b"#!AMR\n"),
)


def a_table(data: bytes) -> object:
    return read_table("表", HEAD + data, expected=("日期", "单位", "数值"), max_rows=50, max_bytes=10_000)


PARSERS: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any], object]]] = {
    "day": (CELLS, parse_day),
    "time": (CELLS, parse_time),
    "whole number": (CELLS, parse_whole),
    "text": (CELLS, lambda value: parse_text(value, most=30)),
    "yes or no": (CELLS, parse_yes),
    "choice": (CELLS, lambda value: parse_choice(value, {"是": 1, "否": 2})),
    "any cell": (CELLS, text_of),
    "table": (CSV, a_table),
    "kind of file": (st.builds(bytes.__add__, st.sampled_from(STARTS), st.binary(max_size=300)), sniff),
    "name of a file": (st.text(max_size=400), lambda name: clean_name(name, suffix=".jpg")),
}
SHAPES: dict[str, tuple[type, ...]] = {
    "day": (date, type(None)),
    "time": (clock, type(None)),
    "whole number": (int, type(None)),
    "text": (str,),
    "yes or no": (bool,),
    "any cell": (str,),
    "name of a file": (str,),
}


def fuzz(name: str, examples: int, number: int) -> None:
    values, parse = PARSERS[name]

    @seed(number)
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(values)
    def tried(value: Any) -> None:
        with suppress(Refusal):
            found = parse(value)
            assert isinstance(found, SHAPES.get(name, (object,))), (value, found)
            assert not isinstance(found, datetime) or name != "day", (value, found)

    tried()


@pytest.mark.drill
def test_whatever_is_read_is_read_or_refused() -> None:
    """Each parser in turn; in drills from new seeds until the time is over."""
    started, rounds = time.monotonic(), 0
    while rounds == 0 or time.monotonic() - started < SECONDS:
        for name in PARSERS:
            fuzz(name, EACH, rounds)
        rounds += 1

    spent = timedelta(seconds=round(time.monotonic() - started))
    print(f"解析：{len(PARSERS)}种，各{rounds * EACH}次，用时{spent}，崩溃0")
