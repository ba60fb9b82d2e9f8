"""Ordinary findings of May to August: every phrase at least once, then more by how often each unit slips."""

import random
import re
from datetime import date, timedelta
from functools import cache

from chinese_calendar import is_workday

from yanling_assess.demo.bureau import UNITS, UnitPlan
from yanling_assess.demo.phrases import Phrase, phrases
from yanling_assess.demo.plan import Happening
from yanling_assess.demo.roster import PersonPlan, people_at

SEED = 4217
MONTHS = (5, 6, 7, 8)
A_MONTH = 40
CLOCKS = ("08:35", "09:10", "09:40", "10:25", "11:05", "14:40", "15:15", "16:00", "16:45", "17:10")
MEASURES = {"空岗": (12, 40), "延时服务": (6, 45), "便民物品缺少或损坏": (2, 4)}
OF_MANY = ("2.6", "4.3")
AWARDED = (*OF_MANY, "2.7")
# People whose month is told in stories.toml, where one more lateness would change the story.
WITH_ITS_HOUR = re.compile(r"\d\d:\d\d ")
TOLD = {"社会保障卡窗口#2", "公共就业服务中心#5", "失业保险窗口#3"}


@cache
def ordinary() -> tuple[Happening, ...]:
    """All of them, in order of their days; the same each time."""
    randomly = random.Random(SEED)  # noqa: S311  # a story, not a secret
    charged = phrases().charged
    drawn_from = [*charged, *randomly.choices(charged, k=A_MONTH * len(MONTHS) - len(charged))]
    randomly.shuffle(drawn_from)
    late: set[str] = set()
    drawn = []
    for place, phrase in enumerate(drawn_from):
        drawn.append(_draw(randomly, phrase, MONTHS[place % len(MONTHS)], late))
    drawn += [_remark(randomly, month) for month in MONTHS for _ in range(3)]
    return tuple(sorted(drawn, key=lambda happening: (happening.on, happening.at)))


@cache
def working_days(month: int) -> tuple[date, ...]:
    """Days on which the hall was open; the last of the month are left out, so that all is settled in time."""
    days = (date(2026, month, 1) + timedelta(days=number) for number in range(29))
    return tuple(day for day in days if is_workday(day))


def _draw(randomly: random.Random, phrase: Phrase, month: int, late: set[str]) -> Happening:
    on = randomly.choice(working_days(month))
    unit, person = _who(randomly, phrase, on, late)
    clock, fact = _clock_and_fact(randomly, phrase)
    happening = Happening(
        on=on,
        at=clock,
        fact=fact,
        clause=phrase.clause,
        behaviour=phrase.behaviour,
        unit=unit.name,
        source=phrase.source,
        proof=phrase.proof,
    )
    if phrase.behaviour in MEASURES:
        happening = happening.but(measure=randomly.randint(*MEASURES[phrase.behaviour]))
    if phrase.proof and phrase.clause in OF_MANY:
        happening = happening.but(times=randomly.randint(1, 3))
    if person is not None:
        return happening.but(people=(person.key,))
    return happening


def _clock_and_fact(randomly: random.Random, phrase: Phrase) -> tuple[str, str]:
    fact = randomly.choice(phrase.facts)
    if WITH_ITS_HOUR.match(fact):
        return fact[:5], fact[6:]
    return (randomly.choice(CLOCKS) if phrase.source == "日常抽查" else ""), fact


def _who(
    randomly: random.Random, phrase: Phrase, on: date, late: set[str]
) -> tuple[UnitPlan, PersonPlan | None]:
    """A unit by how often it slips (praise: the other way round), and a person of it where one is named."""
    awarded = phrase.proof and phrase.clause in AWARDED
    weights = [unit.slips and (7 - unit.slips if awarded else unit.slips) for unit in UNITS]
    while True:
        (unit,) = randomly.choices(UNITS, weights)
        if not phrase.named:
            return unit, None
        fitting = [one for one in people_at(unit.name, on) if _fits(one, phrase, late)]
        if fitting:
            person = randomly.choice(fitting)
            late.update({person.key} if phrase.behaviour == "迟到" else ())
            return unit, person


def _fits(person: PersonPlan, phrase: Phrase, late: set[str]) -> bool:
    if phrase.behaviour == "党员未佩戴党徽":
        return person.party_member
    if phrase.behaviour == "未着工装":
        return not person.on_order
    return person.key not in TOLD and (phrase.behaviour != "迟到" or person.key not in late)


def _remark(randomly: random.Random, month: int) -> Happening:
    on = randomly.choice(working_days(month))
    is_good = randomly.random() < 0.7
    unit = randomly.choice(UNITS)
    fact = randomly.choice(phrases().good if is_good else phrases().outside)
    return Happening(on, fact, unit=unit.name, at=randomly.choice(CLOCKS), is_good=is_good)
