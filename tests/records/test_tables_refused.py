"""What no table reader may let in: 60 files, each refused in Chinese with its place, quickly."""

import time
import tracemalloc
from collections.abc import Callable

import pytest

from records.errors import Refusal
from records.tables import Table, read_table
from tests.records.broken_workbooks import TEXTS, WORKBOOKS

SECONDS, MEGABYTES = 2.0, 150


def read(data: bytes, name: str = "表.xlsx") -> Table:
    columns = ("日期", "单位")
    return read_table(name, data, expected=columns, required=columns, max_rows=100, max_bytes=5_000_000)


@pytest.mark.parametrize(("make", "message"), WORKBOOKS.values(), ids=WORKBOOKS)
def test_a_bad_workbook_is_refused_with_its_reason(make: Callable[[], bytes], message: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_table(
            "表.xlsx",
            make(),
            expected=("日期", "单位"),
            required=("日期", "单位"),
            max_rows=100,
            max_bytes=50_000_000,
        )
    assert message in refused.value.message
    assert "“表.xlsx”" in refused.value.message


@pytest.mark.parametrize(("data", "message"), TEXTS.values(), ids=TEXTS)
def test_a_bad_csv_is_refused_with_its_reason(data: bytes, message: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(data, "表.csv")
    assert message in refused.value.message
    assert "“表.csv”" in refused.value.message


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["a million rows", "two million tags", "bomb: 50 MB of blanks in one part", "a row far below"],
)
def test_a_huge_workbook_is_refused_within_two_seconds(name: str) -> None:
    data = WORKBOOKS[name][0]()
    started = time.perf_counter()
    with pytest.raises(Refusal):
        read_table("表.xlsx", data, max_bytes=50_000_000)
    assert time.perf_counter() - started < SECONDS


@pytest.mark.slow
def test_a_huge_workbook_takes_little_memory() -> None:
    data = WORKBOOKS["two million tags"][0]()
    tracemalloc.start()
    try:
        with pytest.raises(Refusal):
            read_table("表.xlsx", data, max_bytes=50_000_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MEGABYTES * 1024 * 1024
