"""Loading an edition from its TOML text; what does not fit is refused, naming file, clause, key and cause."""

import hashlib
import re
import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources

from scoring.rulebook.checks import check_edition
from scoring.rulebook.clauses import read_clause
from scoring.rulebook.edition import Edition
from scoring.rulebook.errors import EditionError
from scoring.rulebook.tables import Table, refuse_twins
from scoring.rulebook.types import (
    BEARERS,
    OPTION_VALUES,
    Category,
    Clause,
    Flags,
    FollowUpKind,
    Limits,
    Options,
    Reading,
    Rival,
    Rung,
    Section,
    Thresholds,
)

SHIPPED = "2022.toml"


def load_edition(text: str, source: str) -> Edition:
    """The edition that this text writes down. `source` names the file in errors (EditionError)."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise EditionError(source, "", f"不是正确的 TOML：{error}") from error
    root = Table(data, source, "")
    clauses = root.tables("clause", read_clause)
    edition = Edition(
        name=root.text("name"),
        title=root.text("title"),
        effective_from=_month(root, "effective_from"),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        lead_in=root.text("lead_in"),
        notice=root.tables("notice", _read_section),
        categories=root.tables("category", lambda row, position: _read_category(row, position, clauses)),
        options=_read_options(root.table("options")),
        thresholds=_read_thresholds(root.table("thresholds")),
        limits=_read_limits(root.table("limits")),
        flags=_read_flags(root.table("flags")),
        rungs=root.tables("rung", _read_rung),
        follow_ups=_read_follow_ups(root),
        readings=root.tables("reading", _read_reading),
        rivals=root.tables("rival", _read_rival),
    )
    root.finish()
    check_edition(edition, clauses, root)
    return edition


@cache
def shipped_text() -> str:
    """The text of the shipped edition."""
    return resources.files("scoring.rulebook").joinpath("editions", SHIPPED).read_text(encoding="utf-8")


@cache
def shipped_edition() -> Edition:
    """The shipped edition of 2022, loaded once."""
    return load_edition(shipped_text(), SHIPPED)


def _month(table: Table, key: str) -> str:
    month = table.text(key)
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month, re.ASCII):
        table.refuse(key, "应为“年-月”，如 2022-01")
    return month


def _read_section(table: Table, _: int) -> Section:
    return Section(
        table.text("number"), table.text("title"), table.text("text"), table.text("amended_by", "")
    )


def _read_category(table: Table, position: int, clauses: tuple[Clause, ...]) -> Category:
    number = table.whole("number", 1)
    if number != position:
        table.refuse("number", "六类应按1到6的次序排列")
    own = tuple(clause for clause in clauses if clause.category == number)
    return Category(number, table.text("name"), table.halves("full"), table.halves("floor"), own)


def _read_options(table: Table) -> Options:
    options = Options(**{name: table.choice(name, values) for name, values in OPTION_VALUES.items()})
    table.finish()
    return options


def _read_thresholds(table: Table) -> Thresholds:
    names = ("late", "absent", "person_complaints", "window_complaints")
    thresholds = Thresholds(**{name: table.whole(name, 1) for name in names})
    table.finish()
    return thresholds


def _read_limits(table: Table) -> Limits:
    limits = Limits(
        bulletin_day=table.whole("bulletin_day", 1),
        withdrawal_days=table.whole("withdrawal_days", 1),
        substitute_points=table.number("substitute_points"),
        early_minutes=table.whole("early_minutes"),
    )
    table.finish()
    return limits


def _read_flags(table: Table) -> Flags:
    flags = Flags(table.texts("serious"), table.texts("accountable"))
    table.finish()
    return flags


def _read_rung(table: Table, position: int) -> Rung:
    if table.whole("number", 1) != position:
        table.refuse("number", "各级应从1起依次排列")
    return Rung(position, table.texts("follow_ups"), table.text("text"))


def _read_follow_ups(root: Table) -> dict[str, FollowUpKind]:
    kinds = root.tables("follow_up", _read_follow_up)
    refuse_twins(root, "follow_up kind", tuple(kind.kind for kind in kinds))
    return {kind.kind: kind for kind in kinds}


def _read_follow_up(table: Table, _: int) -> FollowUpKind:
    return FollowUpKind(
        table.text("kind"), table.choice("to", BEARERS), table.text("handled_by"), table.text("text")
    )


def _read_reading(table: Table, _: int) -> Reading:
    key = table.text("key")
    table.place = f"口径{key}"
    option = table.choice("option", tuple(OPTION_VALUES), "") or None
    values: dict[str, str] = {}
    if option:
        row = table.table("values")
        values = {value: row.text(value) for value in OPTION_VALUES[option]}
        row.finish()
    return Reading(key, table.text("title"), table.texts("clauses"), table.text("text"), option, values)


def _read_rival(table: Table, _: int) -> Rival:
    return Rival(
        table.text("act"),
        table.texts("one"),
        table.texts("other"),
        table.flag("both"),
        table.text("proposed"),
        table.text("warning"),
    )
