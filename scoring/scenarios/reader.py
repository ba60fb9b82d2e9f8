"""Reading a scenario file strictly: unknown or mistyped fields are refused, naming file, event and field."""

import tomllib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from scoring.engine import Fact
from scoring.rulebook import OPTION_VALUES, Behaviour, Edition, shipped_edition
from scoring.scenarios.expect import read_expect
from scoring.scenarios.fields import Fields, ScenarioError
from scoring.scenarios.files import read_text
from scoring.scenarios.types import Scenario

LONGEST = 100
"""Years between the first and the last event; more is a slip of the pen."""


def read_scenario(file: str, edition: Edition | None = None) -> Scenario:
    """The scenario in a file, under the shipped edition or another. ScenarioError says what is wrong."""
    return parse_scenario(read_text(file), file, edition or shipped_edition())


def parse_scenario(text: str, file: str, edition: Edition) -> Scenario:
    """The scenario that a text writes down; `file` names it in errors and results."""
    root = Fields(_parsed(text, file), file, "")
    title = root.optional_text("title")
    options = _options(root)
    edition = edition.with_options(**options)
    named_units = _texts(root, "units")
    named_months = _months(root)
    names, facts = _events(root, edition, named_units)
    units = named_units if named_units is not None else tuple(dict.fromkeys(str(fact.unit) for fact in facts))
    expected = root.data.pop("expect", {})
    months = named_months if named_months is not None else _spanned(root, facts, expected)
    expect = read_expect(expected, file, months, units)
    root.finish()
    return Scenario(file, title, edition, options, units, months, facts, names, expect)


def _parsed(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        cause = " ".join(str(error).split())
        raise ScenarioError(f"{file}：不是正确的 TOML（{cause}）") from error


def _options(root: Fields) -> dict[str, str]:
    options = Fields(root.data.pop("options", {}), root.file, "options")
    chosen = {}
    for name, values in OPTION_VALUES.items():
        value = options.optional_text(name)
        if value is None:
            continue
        if value not in values:
            options.refuse(name, f"只能是{'或'.join(values)}，不能是“{value}”")
        chosen[name] = value
    options.finish()
    return chosen


def _texts(root: Fields, field: str) -> tuple[str, ...] | None:
    values = root.items(field)
    return None if values is None else root.once(field, [root.as_text(field, value) for value in values])


def _months(root: Fields) -> tuple[str, ...] | None:
    values = root.items("months")
    if values is None:
        return None
    return tuple(sorted(root.once("months", [root.month("months", value) for value in values])))


def _events(
    root: Fields, edition: Edition, units: tuple[str, ...] | None
) -> tuple[tuple[str, ...], tuple[Fact, ...]]:
    names: list[str] = []
    facts = []
    for position, data in enumerate(root.items("event") or [], start=1):
        fields = Fields(data, root.file, f"第{position}个事项")
        name = fields.optional_text("id") or f"e{position}"
        fields.place = f"事项{name}"
        if name in names:
            fields.refuse("id", f"“{name}”重复")
        names.append(name)
        facts.append(_fact(fields, position, edition))
        fields.finish()
        if units is not None and facts[-1].unit not in units:
            fields.refuse("unit", f"“{facts[-1].unit}”不在 units 之中")
    return tuple(names), tuple(facts)


def _fact(fields: Fields, position: int, edition: Edition) -> Fact:
    behaviour = _behaviour(fields, edition)
    on = fields.moment("on")
    return Fact(
        id=position,
        unit=fields.text("unit"),
        person=fields.optional_text("person"),
        window=fields.optional_text("window"),
        substitute=fields.optional_text("substitute"),
        on=on,
        clause=behaviour.clause,
        behaviour=behaviour.name,
        times=fields.whole("times", fields.data.pop("times", 1), 1),
        measure=_measure(fields, behaviour),
        problem=fields.optional_text("problem"),
        bulletin=fields.optional_text("bulletin"),
        criticised=fields.flag("criticised", False),
        accountable=fields.flag("accountable", False),
        serious=fields.flag("serious", False),
        verified=fields.flag("verified", True),
        waived=fields.optional_text("waived"),
        month=_counting_month(fields, on),
    )


def _behaviour(fields: Fields, edition: Edition) -> Behaviour:
    clause, name = fields.text("clause"), fields.text("behaviour")
    if clause not in edition.clauses:
        fields.refuse("clause", f"细则没有“{clause}”这一条")
    behaviour = edition.behaviours.get((clause, name))
    if behaviour is None:
        known = "、".join(b.name for b in edition.clause(clause).behaviours if b.entered) or "无"
        fields.refuse("behaviour", f"{clause}没有“{name}”这一行为（有：{known}）")
    if not behaviour.entered:
        fields.refuse("behaviour", f"{clause}“{name}”由系统推算，不能录入")
    return behaviour


def _measure(fields: Fields, behaviour: Behaviour) -> Decimal | None:
    value = fields.data.pop("measure", None)
    measure = behaviour.measure
    if value is None:
        if measure:
            fields.refuse("measure", f"缺少这个字段：{behaviour.label}须填写{measure.name}的{measure.unit}数")
        return None
    number = fields.number("measure", value)
    if number == int(number):
        number = Decimal(int(number))
    if measure is None:
        return number
    if number < 0:
        fields.refuse("measure", f"不能小于0，不能是{number}")
    if measure.per_item and number != int(number):
        fields.refuse("measure", f"{measure.unit}数应为整数，不能是{number}")
    return number


def _counting_month(fields: Fields, on: str) -> str:
    if "counts_in" not in fields.data:
        return on[:7]
    month = fields.month("counts_in", fields.data.pop("counts_in"))
    if month < on[:7]:
        fields.refuse("counts_in", f"计入月份{month}早于发生月份{on[:7]}")
    return month


def _spanned(root: Fields, facts: Iterable[Fact], expected: Any) -> tuple[str, ...]:
    """Every month from the first event's to the last's; without events those that are expected of."""
    months = sorted(fact.month for fact in facts)
    if not months:
        named = expected if isinstance(expected, dict) else {}
        return tuple(sorted(root.month("expect", month) for month in named))
    if int(months[-1][:4]) - int(months[0][:4]) > LONGEST:
        root.refuse("event", f"事项从{months[0]}到{months[-1]}，超过{LONGEST}年，请核对日期")
    span = [months[0]]
    while span[-1] < months[-1]:
        year, number = int(span[-1][:4]), int(span[-1][5:])
        span.append(f"{year + number // 12:04}-{number % 12 + 1:02}")
    return tuple(span)
