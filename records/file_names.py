"""Names of files as people gave them, made harmless: no path, no control or direction marks, not too long."""

import unicodedata

LONGEST = 100
FORBIDDEN = '\\/:*?"<>|'


def clean_name(name: str, *, suffix: str = "", accepted: tuple[str, ...] = ()) -> str:
    """The last part of `name` without anything odd; ends with `suffix` unless with one of `accepted`."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join("_" if char in FORBIDDEN else char for char in last if _is_plain(char))
    stem, ending = _split(" ".join(kept.split()).strip(". "))
    if suffix and ending.lower() not in accepted:
        ending = suffix
    return (stem or "未命名")[: LONGEST - len(ending)] + ending


def _is_plain(char: str) -> bool:
    """Letters, digits, signs and spaces; no controls, surrogates, private or direction marks."""
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _split(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    if not dot or not ending.isalnum() or len(ending) > 5:
        return name, ""
    return stem.rstrip(". "), f".{ending}"
