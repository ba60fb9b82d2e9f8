"""What no table reader may let in: 60 files, each refused in Chinese with its place, quickly."""

import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from records.errors import Refusal
from records.tables import Table, read_table
from tests.drills.scale import scaled
from tests.records.broken_workbooks import TEXTS, WORKBOOKS

SECONDS, MEGABYTES = 2.0, 150
PATIENCE = scaled(quick=5, full=1)
"""In the ordinary run other tests share the processor; how long it takes there says little."""
ROOT = Path(__file__).parents[2]


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


HEAVY = (
    "bomb: 50 MB of blanks in one part",
    "a million rows",
    "a list that lies about sizes",
    "a million lines",
)


@pytest.mark.slow
@pytest.mark.drill
def test_each_bad_file_is_refused_in_two_seconds_and_150_megabytes(tmp_path: Path) -> None:
    """Each in a process of its own; in small only the heaviest."""
    files = {name: make for name, (make, _) in WORKBOOKS.items()}
    files |= {name: lambda data=data: data for name, (data, _) in TEXTS.items()}  # type: ignore[misc]
    wanted = scaled(quick=1, full=0)
    taken = [measured(make(), name, tmp_path) for name, make in files.items() if not wanted or name in HEAVY]

    assert len(files) >= 60
    slow = [told for told in taken if told[1] > SECONDS * PATIENCE or told[2] > MEGABYTES]
    assert slow == [], slow
    print(
        f"不良表格：{len(taken)}件，拒绝{len(taken)}，写入0，"
        f"最慢{max(one[1] for one in taken):.2f}秒，内存最多{max(one[2] for one in taken):.0f}MB"
    )


def measured(data: bytes, name: str, folder: Path) -> tuple[str, float, float]:
    """(name, seconds, megabytes) of refusing it."""
    path = folder / "表"
    path.write_bytes(data)
    suffix = ".xlsx" if data[:2] == b"PK" else ".csv"
    command = [sys.executable, "-m", "tests.records.read_bad_workbook", str(path), f"表{suffix}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (name, done.stderr)
    seconds, most, _ = done.stdout.split(" ", 2)
    return name, float(seconds), float(most)
