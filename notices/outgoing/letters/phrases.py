"""How a letter puts things: facts by person, the basis word for word, the deadline."""

import re
from collections.abc import Iterator

from notices.bulletin.content import Item
from notices.bulletin.masking import hide_numbers
from notices.bulletin.phrases import cost, day_words, full_day, said
from notices.handling import REFERRAL
from notices.outgoing.letters.case import Case, Fact
from notices.outgoing.types import Heading as Given
from notices.papers.content import Block, Face, Heading, Paragraph, Run, Signature
from notices.papers.text import formal, numeral
from scoring.rulebook import Edition

INSPECTORS = "驻人社局纪检监察组"
READING = re.compile(r"（口径R\d+）|，口径R\d+")
SUBSECTION = re.compile(r"^（[一二三四五六七八九十]+）")


def found(case: Case, whose: str, about: str = "") -> Iterator[Block]:
    """经查……: what each person did and what it cost; `whose` is 你单位 or 该单位, `about` what follows."""
    groups = by_person(case, whose)
    rules = f"《{case.edition.title}》（以下简称《细则》）"
    known = f"上述情形已在{case.published}中通报{about}。"
    if len(groups) == 1:
        [(person, told)] = groups.items()
        who = f"{whose}工作人员{person}" if person else whose
        yield Paragraph.of(f"经查，{who}有下列违反{rules}的情形：{told}{known}")
        return
    yield Paragraph.of(f"经查，{whose}有下列违反{rules}的情形：", with_next=True)
    for person, told in groups.items():
        yield Heading(3, f"{person or '未记名的事项'}：", told)
    yield Paragraph.of(known)


def by_person(case: Case, whose: str) -> dict[str, str]:
    """The facts of each person in one running text, those of nobody last; what is alike is told once."""
    groups: dict[str, dict[tuple[str, ...], list[Fact]]] = {}
    for fact in sorted(case.facts, key=lambda fact: not fact.item.person):
        alike = groups.setdefault(fact.item.person, {})
        alike.setdefault(_told(fact, whose), []).append(fact)
    return {
        person: f"{'；'.join(sentence(told, facts) for told, facts in alike.items())}。"
        for person, alike in groups.items()
    }


def _told(fact: Fact, whose: str) -> tuple[str, ...]:
    """Where, what was done, which behaviour, what it cost: all but the day."""
    item = fact.item
    told = plain(item.fact) or reason(item, whose)
    if item.is_correction:
        return "", f"{item.behaviour}：{told}（{plain(item.why)}）", "", ""
    stood_in = f"（替岗人员{fact.substitute}）" if fact.substitute else ""
    times = f"，{item.times}次" if item.times > 1 else ""
    window = item.window if item.window not in told else ""
    return window, f"{told}{stood_in}", f"{item.behaviour}，《细则》{item.clause}{times}", cost(item)


def sentence(told: tuple[str, ...], facts: list[Fact]) -> str:
    """2026年9月3日、9月4日，3号窗口，王芳上班后5分钟到岗（迟到，《细则》1.1，各扣2分）"""
    window, what, under, took = told
    where = "，".join(part for part in (moments(facts), window) if part)
    each = ("各" if took.startswith("扣") else "均") if len(facts) > 1 else ""
    return f"{where}{'，' if where else ''}{what}{f'（{under}，{each}{took}）' if under else ''}"


def moments(facts: list[Fact]) -> str:
    """The days of facts that are alike, the year said once."""
    told, year = [], ""
    for fact in facts:
        own = moment(fact.item)
        told.append(own.removeprefix(year) if year else own)
        year = own[:5]
    return "、".join(part for part in told if part)


def plain(text: str) -> str:
    """A text of the records as it stands in a sentence, without anybody's telephone number."""
    return said(hide_numbers(text))


def reason(item: Item, whose: str) -> str:
    """Why a derived line is there, without the signs that only the site's pages explain."""
    return plain(READING.sub("", item.why)).replace("本单位", whose)


def moment(item: Item) -> str:
    """2026年9月3日8时40分; nothing for what a whole month brings."""
    return f"{item.on[:4]}年{day_words(item.on, item.at)}" if item.on else ""


def basis(case: Case) -> Iterator[Block]:
    """Each clause that the follow-up rests on, word for word, in 楷体."""
    for number in case.basis:
        where, text = quoted(case.edition, number)
        yield Paragraph((Run(f"{where}规定："), Run(text, Face.KAI)))


def quoted(edition: Edition, number: str) -> tuple[str, str]:
    """Where a clause stands and its words: of the 细则 (6.3), or of the notice before it (四（二）)."""
    if number in edition.clauses:
        clause = edition.clause(number)
        category = edition.category(clause.category)
        item = f"第{number.partition('.')[2]}项" if len(category.clauses) > 1 else ""
        return f"《细则》“{numeral(clause.category)}、{category.name}”{item}", clause.text.strip()
    part, _, rest = number.partition("（")
    section = next(one for one in edition.notice if one.number == part)
    name, text = subsection(section.text, f"（{rest}")
    return f"本局实行窗口单位考核办法的通知“{section.number}、{section.title}”{name}", text


def subsection(text: str, number: str) -> tuple[str, str]:
    """The number, name and words of （二） in a section; the whole section where it has no such part."""
    lines = [line.strip() for line in text.split("\n")]
    start = next((place for place, line in enumerate(lines) if line.startswith(number)), None)
    if start is None:
        return "", text.strip()
    own = []
    for line in lines[start + 1 :]:
        if SUBSECTION.match(line):
            break
        own.append(line)
    return f"{number}“{lines[start].removeprefix(number)}”", "\n".join(own)


def before(case: Case) -> str:
    """于2026年10月22日前; nothing where no day is set."""
    return f"于{full_day(case.due.isoformat())}前" if case.due else ""


def referral(case: Case) -> str:
    """由驻人社局纪检监察组处理, as the edition puts it."""
    return case.edition.follow_ups[REFERRAL].text


def lines(text: str) -> Iterator[Block]:
    """The office's words, a paragraph a line."""
    for line in formal(text).split("\n"):
        if line.strip():
            yield Paragraph.of(line.strip())


def signed(case: Case, given: Given) -> Signature:
    return Signature(case.office.name, full_day(given.on.isoformat()), case.office.sealed)


def note(case: Case) -> str:
    return f"联系人及电话：{case.office.contact}" if case.office.contact else ""
