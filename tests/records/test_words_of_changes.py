"""What the change log shows of a kept value is words, never the inside of a program."""

from typing import Any

import pytest

from records.templatetags.records import as_words


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (["社保中心", "职称评审窗口"], "社保中心、职称评审窗口"),
        ([], "（空）"),
        (None, "（空）"),
        ("", "（空）"),
        (True, "是"),
        (False, "否"),
        (0, 0),
        ("3号窗口", "3号窗口"),
        ("2026-10-01", "2026年10月1日"),
        ("2026-10", "2026年10月"),
        ("2026-07-15T09:30:00+08:00", "2026年7月15日 09:30"),
        ("2026-10-26 09:40", "2026年10月26日 09:40"),
        ("15:24:00", "15:24"),
        ("50e77493b8b40fdcf7c8ffbf288e8935fd81bff9954664aaaa14a17bef2b19af", "50e77493…"),
        ({"named": "4cacb920ddacd4be", "public": "af60cebca48900e2"}, "实名本 4cacb920…、公开本 af60cebc…"),
        (["2026-10-14", "社保中心"], "2026年10月14日、社保中心"),
        ("20261014", "20261014"),
        ("2026-10-14 抽3个单位", "2026年10月14日 抽3个单位"),
        ("编号1-2026-10-14", "编号1-2026-10-14"),
    ],
    ids=[
        *(
            "list",
            "empty list",
            "nothing",
            "no words",
            "yes",
            "no",
            "zero",
            "words",
            "day",
            "month",
            "moment",
        ),
        *("minute", "clock", "digest", "digests", "list of days", "number", "sentence", "no day"),
    ],
)
def test_kept_value_is_shown_as_words(value: Any, shown: Any) -> None:
    assert as_words(value) == shown
