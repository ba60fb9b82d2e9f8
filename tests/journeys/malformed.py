"""What hypothesis sends: odd values under names a form has and has not, odd files, odd addresses."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import strategies as st

KEY = "6f1f5d0c-6f0b-4a53-9a2f-0d1c1a6e7b11"
NASTY = (
    *("", " ", "\x00", "甲\x00乙", "\ud800", "-1", "0", "1", "9" * 24, "9" * 5000, "-9223372036854775809"),
    *("1e309", "NaN", "Infinity", "True", "None", "[]", "{}", "null", "²", "٣", "１２"),
    *(
        "2026-02-30",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "2026-10-08",
        "2026-10-08T25:61",
        "25:61",
        "24:00",
    ),
    *(
        "=1+1",
        "<script>",
        "'\"--",
        "' OR 1=1 --",
        "{{ x }}",
        "{% now %}",
        "%s%n",
        "../../etc/passwd",
        "a\r\nb: c",
    ),
    *("\u202e", "\ufeff", "🙂" * 200, "工" * 5000, "1.1|迟到", "1.1/迟到", "6.3|首次超限", "9.9", "打瞌睡"),
    *(KEY, "save", "on", "confirm", '{"a": [1, {"b": null}]}', '[["x"]]', "0" * 20 + "1"),
)
VALUE = st.sampled_from(NASTY) | st.text(max_size=40)
FILE_NAMES = ("a.csv", "", "../../x", "甲\u202egpj.exe", "a" * 300, "a\x00b.png", "a.xlsx")
CONTENTS = st.binary(max_size=60) | st.sampled_from(
    (b"", b"PK\x03\x04", b"%PDF-1.7\n%%EOF", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"ID3", b"\0" * 200)
)
FILES = st.builds(SimpleUploadedFile, st.sampled_from(FILE_NAMES).map(lambda name: name or "x"), CONTENTS)
FILE_FIELDS = ("file", "files", "uploads", "photo", "scans")


def fields(data: st.DataObject, names: tuple[str, ...]) -> dict[str, Any]:
    """Fields of one form: known names and unknown ones, once or several times, sometimes with a file."""
    keys = st.sampled_from(names) | st.text(min_size=1, max_size=8)
    drawn = data.draw(st.dictionaries(keys, VALUE | st.lists(VALUE, max_size=3), max_size=12))
    sent: dict[str, Any] = {encodable(name): plain(value) for name, value in drawn.items()}
    sent.setdefault("form_key", data.draw(st.sampled_from((KEY, KEY, KEY.upper(), "", "x", KEY + "1"))))
    if data.draw(st.integers(0, 4)) == 0:
        sent[data.draw(st.sampled_from(FILE_FIELDS))] = data.draw(FILES)
    return sent


def query(data: st.DataObject) -> Mapping[str, Any]:
    """What stands behind the question mark of an address."""
    names = (
        "q",
        "unit",
        "page",
        "month",
        "state",
        "from",
        "to",
        "kind",
        "person",
        "clause",
        "sort",
        "next",
        "x",
    )
    drawn = data.draw(
        st.dictionaries(st.sampled_from(names), VALUE | st.lists(VALUE, max_size=2), max_size=4)
    )
    return {name: plain(value) for name, value in drawn.items()}


def plain(value: Any) -> Any:
    return [encodable(part) for part in value] if isinstance(value, list) else encodable(value)


def encodable(text: str) -> str:
    """What a browser could send: lone surrogates arrive as their escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
