"""Are closed months what they were when closed? Held against their frozen facts and the audit."""

from collections.abc import Iterator

from records.errors import Refusal
from records.models import Change, StoredFile
from scoring.models import Month, MonthResult, ScoreLine
from scoring.selectors.replay import replayed


def month_faults() -> Iterator[str]:
    """Chinese lines: results that come out otherwise, that the audit has otherwise, or that are gone."""
    told = dict(_told())
    for result in MonthResult.objects.select_related("month").order_by("month__month", "revision"):
        name = f"{result.month}第{result.revision}版"
        digest = told.pop((str(result.month_id), result.revision), "")
        if digest != result.digest:
            yield f"{name}：摘要与操作记录所记的不同，或者没有定分的记录。"
        try:
            yield from (f"{name}：{difference}" for difference in replayed(result))
        except (Refusal, ValueError, TypeError, LookupError) as error:
            yield f"{name}：存档已损坏，无法重算：{error}"
    yield from (
        f"操作记录中有编号{month}的月份第{revision}版的定分，结果不见了。" for month, revision in told
    )


def evidence_faults() -> Iterator[str]:
    """Chinese lines: what proved a line of a closed month is not the file it was."""
    digests = dict(StoredFile.objects.values_list("pk", "sha256"))
    lines = ScoreLine.objects.exclude(evidence=[]).select_related("score__result__month")
    for line in lines.order_by("pk").iterator(chunk_size=500):
        for file in line.evidence:
            if digests.get(file["id"]) != file["sha256"]:
                yield (
                    f"{line.score.result.month}{line.score.unit_name}第{line.position}条的证明文件"
                    f"“{file['name']}”不是定分时的那一份。"
                )


def _told() -> Iterator[tuple[tuple[str, int], str]]:
    """((month's number, revision), digest) of every closing in the audit."""
    rows = Change.objects.filter(action="定分", subject_type=Month._meta.label).order_by("number")
    for subject, after in rows.values_list("subject_id", "after"):
        if "版次" in after:
            yield (subject, after["版次"]), after.get("摘要", "")
