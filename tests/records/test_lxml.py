"""With lxml installed openpyxl's parsers bypass defusedxml: no workbook reaches them unchecked."""

from importlib.util import find_spec

import pytest

from records.errors import Refusal
from records.workbooks import read_workbook
from tests.records.broken_workbooks import DTD, OUTSIDE, packed, sheet


@pytest.mark.parametrize("declared", [DTD, OUTSIDE], ids=["entities", "a file outside"])
def test_workbook_with_a_doctype_is_refused_with_lxml_at_hand(declared: str) -> None:
    assert find_spec("lxml")
    with pytest.raises(Refusal, match="文档类型声明"):
        read_workbook("表.xlsx", packed(xml=sheet("", before=declared)), max_rows=1000, max_bytes=1_000_000)
