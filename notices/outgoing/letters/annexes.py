"""What is enclosed with a 移送函: every fact with what proves it; objections and what was tried before."""

from collections.abc import Iterator

from notices.bulletin.phrases import cost, day_words
from notices.outgoing.letters import phrases
from notices.outgoing.letters.case import Case, Earlier, Fact
from notices.papers.content import Align, Attachment, Block, Column, Heading, Paragraph, Table

FACTS = (
    Column("序号", 12),
    Column("时间", 24),
    Column("人员、窗口", 24),
    Column("条款和行为", 28, Align.LEFT),
    Column("查明的情况", 50, Align.LEFT),
    Column("计分", 18),
)
PROOFS = (
    Column("序号", 12),
    Column("所证事实", 20),
    Column("文件名", 54, Align.LEFT),
    Column("SHA-256", 70, Align.LEFT),
)
ANSWERS = (
    Column("所涉事实", 20),
    Column("申诉日期", 24),
    Column("申诉理由", 46, Align.LEFT),
    Column("结果", 16),
    Column("复核意见", 50, Align.LEFT),
)
EARLIER = (
    Column("处理方式", 30, Align.LEFT),
    Column("事由", 44, Align.LEFT),
    Column("所据公文", 36, Align.LEFT),
    Column("期限", 22),
    Column("结果", 24, Align.LEFT),
)


def annexes(case: Case) -> tuple[Attachment, ...]:
    """One or two; the second only where there is something to tell in it."""
    first = Attachment("有关事实和证明材料清单", tuple(_facts(case)))
    second = tuple(_before(case))
    return (first, Attachment("申诉复核和此前处理情况", second)) if second else (first,)


def _facts(case: Case) -> Iterator[Block]:
    yield Heading(1, "有关事实")
    yield Table(FACTS, tuple(_fact(number, fact) for number, fact in enumerate(case.facts, 1)))
    proofs = tuple(_proofs(case))
    yield Heading(1, "证明材料")
    if not proofs:
        yield Paragraph.of("没有留存证明文件。")
        return
    yield Paragraph.of("文件存政策法规股，定分时已计算SHA-256值，可据以核对。", with_next=True)
    yield Table(PROOFS, proofs)


def _fact(number: int, fact: Fact) -> tuple[str, ...]:
    item = fact.item
    stood_in = f"（替岗：{fact.substitute}）" if fact.substitute else ""
    times = f"（{item.times}次）" if item.times > 1 else ""
    told = "。".join(part for part in (phrases.plain(item.fact), phrases.reason(item, "该单位")) if part)
    return (
        str(number),
        phrases.moment(item) or ("定分后" if item.is_correction else "当月累计"),
        "，".join(part for part in (f"{item.person}{stood_in}", item.window) if part) or "—",
        item.behaviour if item.is_correction else f"{item.clause} {item.behaviour}{times}",
        told,
        "—" if item.is_correction else cost(item),
    )


def _proofs(case: Case) -> Iterator[tuple[str, ...]]:
    rows = [(place, proof) for place, fact in enumerate(case.facts, 1) for proof in fact.proofs]
    for number, (place, proof) in enumerate(rows, 1):
        yield str(number), f"第{place}项", proof.name, grouped(proof.sha256)


def grouped(digest: str) -> str:
    """A digest in groups of eight, so that people can compare it and lines can break."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _before(case: Case) -> Iterator[Block]:
    answers = [
        (f"第{place}项", answer) for place, fact in enumerate(case.facts, 1) for answer in fact.answers
    ]
    if answers:
        yield Heading(1, "申诉和复核")
        rows = [
            (place, _day(one.filed), phrases.plain(one.text), one.result, phrases.plain(one.decision) or "—")
            for place, one in answers
        ]
        yield Table(ANSWERS, tuple(rows))
    if case.earlier:
        yield Heading(1, "本年度此前的整改处理")
        yield Table(EARLIER, tuple(_earlier(row) for row in case.earlier))


def _earlier(row: Earlier) -> tuple[str, ...]:
    rung = f"，第{row.rung}次通报批评" if row.rung else ""
    person = f"（{row.person}）" if row.person else ""
    return f"{row.kind}{person}{rung}", row.why or "—", row.number, _day(row.due) or "—", row.outcome


def _day(on: str) -> str:
    return f"{on[:4]}年{day_words(on)}" if on else ""
