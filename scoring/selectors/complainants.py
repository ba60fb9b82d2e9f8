"""Who complained: shown masked, and found again in texts where it must not stand.

A complainant is kept in one table (`Complainant`) and seen by the policy office alone; every other text of a
complaint is read by others sooner or later: leaders, the unit, whoever reads the ledger or the bulletin.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from scoring.models import Complainant

NAMELESS = re.compile(r"某|匿名|不详|未留|保密|群众|未知|无名")
"""Entered for a name and identifying nobody."""
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-－—·.()（）]+(?=\d)")
PARTS = re.compile(r"[\s,，、;；/|]+")
LEAST_DIGITS, LEAST_LETTERS = 7, 4


def masked_name(name: str) -> str:
    """张三 → 张某某, whatever the length; nothing stays nothing."""
    return f"{name.strip()[:1]}某某" if name.strip() else ""


def masked_contact(contact: str) -> str:
    """13800000000 → 138****0000; what is no long number shows nothing but its first sign."""
    text = contact.strip()
    if not text:
        return ""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 11 else f"{text[:1]}****"


def telling_fields(complainant: Complainant | None, texts: Mapping[str, str]) -> list[str]:
    """The keys of the texts in which the complainant's name or contact stands."""
    wanted = signs_of(complainant)
    return [key for key, text in texts.items() if wanted and any(sign in _plain(text) for sign in wanted)]


def first_telling(complainants: Iterable[Complainant], texts: Iterable[str]) -> str:
    """The first of many texts in which any of these complainants stands; empty where none does."""
    wanted = [sign for one in complainants for sign in signs_of(one)]
    plain = {text: _plain(text) for text in texts}
    whole = "\n".join(plain.values())
    found = [sign for sign in wanted if sign in whole]
    return next((text for text, told in plain.items() if any(sign in told for sign in found)), "")


def signs_of(complainant: Complainant | None) -> list[str]:
    """What would tell who it was: the name, each number of seven digits and more, each other contact."""
    if complainant is None:
        return []
    name = _plain(complainant.name)
    named = [name] if len(name) > 1 and not NAMELESS.search(name) else []
    return [*named, *_contacts(complainant.contact)]


def _contacts(contact: str) -> list[str]:
    joined = BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", contact))
    numbers = re.findall(rf"\d{{{LEAST_DIGITS},}}", joined)
    others = (_plain(part) for part in PARTS.split(joined) if not re.search(rf"\d{{{LEAST_DIGITS},}}", part))
    return [*numbers, *(part for part in others if len(part) >= LEAST_LETTERS)]


def _plain(text: str) -> str:
    """Without width, case, spaces, and what people put between digits."""
    joined = BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", "", joined).lower()
