"""Who may see a file: who may see a finding that it proves or a 来文 that it belongs to, and who handed it in
while nothing holds it yet; of complaints the policy office alone.

Papers of a complaint that prove no finding are not served here but by the complaint, which logs every look.
"""

from django.db.models import Q

from records.files import loose_files
from records.models import StoredFile
from scoring.models import Finding, Objection, RemovedEvidence
from scoring.models.findings import Source
from units.access import Actor, May

COMPLAINT_CLAUSES = ("2.5", "2.9", "3.5", "3.6")
"""Clauses that a complaint leads to: what proves them may name the complainant."""


def shows_papers(finding: Finding, *, may_enter: bool) -> bool:
    """Whether proof and evidence may be shown: complainants' papers are seen by the policy office alone."""
    return may_enter or not is_complaint(finding)


def is_complaint(finding: Finding) -> bool:
    """Brought by a complainant, or charging one that was verified."""
    return finding.source == Source.COMPLAINT or any(
        event.clause in COMPLAINT_CLAUSES for event in finding.events.all()
    )


def removed_from(finding: Finding) -> list[RemovedEvidence]:
    """What was taken from a finding, with who and why; for the policy office."""
    return list(finding.removed_evidence.select_related("file", "removed_by"))


def visible_file(pk: int, *, actor: Actor, may_enter: bool) -> StoredFile | None:
    """The file, if the actor may see it: the office sees all ever attached, everybody the own still loose."""
    files = StoredFile.objects.filter(pk=pk)
    if may_enter:
        held = Q(findings__isnull=False) | Q(reports__isnull=False) | Q(objections__isnull=False)
        held |= Q(removals__isnull=False)
        loose = Q(uploaded_by=actor.user, complaints__isnull=True)
        return files.filter(held | loose).distinct().first()
    findings = Finding.objects.exclude(source=Source.COMPLAINT).exclude(events__clause__in=COMPLAINT_CLAUSES)
    if not actor.sees_all_units:
        ids = list(actor.unit_ids)
        findings = findings.filter(Q(unit__in=ids) | Q(events__unit__in=ids))
    seen = Q(findings__in=findings) | Q(pk__in=loose_files(actor.user).filter(pk=pk))
    seen |= Q(objections__in=Objection.objects.visible_to(actor))
    if actor.may(May.SEE_REPORTS):
        seen |= Q(reports__isnull=False)
    return files.filter(seen).distinct().first()
