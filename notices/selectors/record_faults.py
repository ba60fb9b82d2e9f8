"""Are issued papers what they were when they were issued? Their bytes, numbers, and what the audit says."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator

from notices.models import Notice, NoticePaper
from records.audit.checking import Anchor
from records.models import Change

WRITTEN = "SHA-256"


def paper_faults() -> Iterator[str]:
    """Chinese lines: bytes or digests that are others, papers that are gone, numbers left out."""
    told = dict(_told())
    kept: dict[str, dict[str, str]] = defaultdict(dict)
    for paper in NoticePaper.objects.select_related("notice").order_by("pk").iterator(chunk_size=20):
        name = f"{paper.notice.number}（{paper.get_reading_display()}）"
        if hashlib.sha256(bytes(paper.pdf)).hexdigest() != paper.sha256:
            yield f"{name}：文件内容与所存的SHA-256不符。"
        if paper.unit_id is None:
            kept[str(paper.notice_id)][paper.reading] = paper.sha256
    for notice in Notice.objects.defer("content").order_by("pk"):
        digests = told.pop(str(notice.pk), None)
        if digests is None or any(
            kept[str(notice.pk)].get(reading) != digest for reading, digest in digests.items()
        ):
            yield f"{notice.number}：各文本与操作记录所记的签发不符，或者没有签发的记录。"
    yield from (f"操作记录中有编号{pk}的公文的签发，公文不见了。" for pk in told)
    yield from _left_out()


def paper_anchors() -> Iterator[tuple[str, Anchor]]:
    """How far the log had come when each paper was issued."""
    for notice in Notice.objects.exclude(anchor="").defer("content").order_by("pk"):
        yield f"{notice.number}", Anchor.read(notice.anchor)


def _told() -> Iterator[tuple[str, dict[str, str]]]:
    """(paper's number in the database, {reading: digest}) of every issue in the audit."""
    rows = Change.objects.filter(action="签发", subject_type=Notice._meta.label).order_by("number")
    for subject, after in rows.values_list("subject_id", "after"):
        yield subject, after.get(WRITTEN, {})


def _left_out() -> Iterator[str]:
    """Numbers that nobody has, where all were given out by the count."""
    used: dict[tuple[str, int], list[tuple[int, bool]]] = defaultdict(list)
    for code, year, sequence, by_hand in Notice.objects.values_list("code", "year", "sequence", "by_hand"):
        used[code, year].append((sequence, by_hand))
    for (code, year), numbers in sorted(used.items()):
        if any(by_hand for _, by_hand in numbers):
            continue  # the office's own register has the others
        have = {sequence for sequence, _ in numbers}
        gone = sorted(set(range(min(have), max(have) + 1)) - have)
        if gone:
            yield f"{code}〔{year}〕缺{'、'.join(str(number) for number in gone[:5])}号。"
