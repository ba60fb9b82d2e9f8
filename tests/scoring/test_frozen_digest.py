"""The digest of a closed month is that of one canonical JSON document, however it is put together."""

import hashlib
import json
from typing import Any

import pytest

from records.json import ChineseJSONEncoder
from scoring.selectors.frozen import digest_of

INPUTS: list[dict[str, Any]] = [
    {"edition_sha256": "ab", "units": [], "facts": [], "names": {}, "narratives": [], "corrections": []},
    {
        "edition_sha256": "cd",
        "units": [{"order": 2, "id": 1, "name": "社保“中心”\\"}],
        "facts": [[1, None, "2026-09-03T08:30:00", True], [2, 5, "2026-09-04", False]],
        "names": {"windows": {}, "persons": {"10": "王芳", "9": "李\n伟"}},
        "narratives": [{"finding": 3, "events": [{"id": 1, "objections": []}]}],
        "corrections": [{"b": 1.5, "a": None}],
    },
]


@pytest.mark.parametrize("inputs", INPUTS, ids=("empty", "filled"))
def test_digest_is_that_of_one_canonical_document(inputs: dict[str, Any]) -> None:
    after = {"over_limit": [[1, ["2026-09"]]]}
    whole = {"month": "2026-09", **inputs, "history_after": after, "scores": []}
    text = json.dumps(
        whole, cls=ChineseJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )

    assert digest_of("2026-09", inputs, [], after) == hashlib.sha256(text.encode()).hexdigest()
