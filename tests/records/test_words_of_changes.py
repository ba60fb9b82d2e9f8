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
    ],
    ids=["list", "empty list", "nothing", "no words", "yes", "no", "zero", "words"],
)
def test_kept_value_is_shown_as_words(value: Any, shown: Any) -> None:
    assert as_words(value) == shown
