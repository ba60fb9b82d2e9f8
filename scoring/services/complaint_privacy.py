"""The complainant stays in the one table: no other text of a complaint may tell who it was (DESIGN §4)."""

from collections.abc import Mapping
from pathlib import PurePath

from records.errors import Refusal
from records.models import StoredFile
from scoring.models import Complainant, Complaint, ComplaintPoint
from scoring.selectors.complainants import telling_fields

LABELS = {
    "content": "投诉内容",
    "investigator": "承办人",
    "text": "办理情况",
    "finding_text": "查明情况",
    "reply": "答复情况",
    "reason": "理由",
    "fact": "发现情况",
    "statement": "当事人说明",
    "proof": "证明材料",
    "evidence": "文件名",
}


def complainant_of(complaint: Complaint) -> Complainant | None:
    """The complaint's complainant; None where there is none (any more)."""
    return Complainant.objects.filter(complaint=complaint).first()


def refuse_complainant(complaint: Complaint, **texts: str) -> None:
    """Refusal at the first of these fields in which the complainant's name or contact stands."""
    refuse_telling(complainant_of(complaint), texts)


def refuse_in_finding(point: ComplaintPoint | None, fact: str, statement: str, proof: str) -> None:
    """The same for a finding that was made from a complaint; units and the bulletin's readers see it."""
    if point is not None:
        refuse_complainant(point.complaint, fact=fact, statement=statement, proof=proof)


def refuse_telling(complainant: Complainant | None, texts: Mapping[str, str]) -> None:
    """The same for a complainant that is not written yet."""
    for field in telling_fields(complainant, texts):
        raise Refusal(
            f"“{LABELS.get(field, '这一项')}”里写有投诉人的姓名或联系方式；投诉人只存在“投诉人”一栏，"
            "这里请改写为“投诉人”。",
            field=field,
        )


def refuse_named_before(complaint: Complaint, complainant: Complainant) -> None:
    """Refusal where a text written earlier tells this complainant; it says which, to be mended first."""
    found = telling_fields(complainant, _texts_of(complaint))
    if found:
        raise Refusal(
            f"已登记的{'、'.join(found)}里写有这位投诉人的姓名或联系方式，请先到那里改写为“投诉人”。"
        )


def rename_telling_files(complaint: Complaint, complainant: Complainant | None) -> None:
    """A paper whose name tells this complainant is called 投诉材料 and its number; what is in it stays."""
    for file in complaint.files.all():
        if telling_fields(complainant, {"name": file.name}):
            plain = f"投诉材料{file.pk}{PurePath(file.name).suffix}"
            StoredFile.objects.filter(pk=file.pk).update(name=plain)


def _texts_of(complaint: Complaint) -> dict[str, str]:
    """Every text of the complaint and of what was recorded from it, by where it stands."""
    texts = {"投诉内容": complaint.content, "承办人": complaint.investigator, "答复情况": complaint.reply}
    for point in ComplaintPoint.objects.filter(complaint=complaint).prefetch_related("findings"):
        texts[f"第{point.position}项反映的问题"] = point.text
        texts[f"第{point.position}项查明情况"] = point.finding_text
        for finding in point.findings.all():
            texts[f"第{point.position}项登记的发现情况"] = f"{finding.fact}\n{finding.statement}"
    for step in complaint.steps.all():
        texts[f"{step.on.month}月{step.on.day}日办理情况"] = step.text
    return texts
