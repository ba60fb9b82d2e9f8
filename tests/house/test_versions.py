"""Every row that a form may change has a version, and every service that changes one asks which was seen.

The lists are written by hand: who adds a model or a service finds it here, and says why it needs none.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from records.models import VersionedModel

ROOT = Path(__file__).resolve().parents[2]
OURS = {"records", "units", "scoring", "notices", "yanling_assess"}
WRITTEN_ONCE = "written once, never changed"
ITS_PARENT = "changed only together with its parent, under the parent's version"
ADDED = "adds a row, or takes one away whole; what is gone or there already is refused"
WITHOUT_A_VERSION = {
    "records.Change": WRITTEN_ONCE,
    "records.SubmittedForm": "the site's own book-keeping; nobody edits it",
    "records.StoredFile": WRITTEN_ONCE,
    "records.ImportBatch": "kept, then claimed once for its import",
    "units.AttendanceDay": "written by imports, whole files at a time, each shown before it is carried out",
    "units.AttendanceName": "an answer is given once; another answer is refused until it is taken back",
    "units.LeaveCover": ITS_PARENT,
    "units.SecondFactor": "switched on and off whole; a code is used up once, by a condition of its update",
    "units.RecoveryCode": "used up once, by a condition of its update",
    "scoring.Complainant": ITS_PARENT,
    "scoring.ComplaintStep": WRITTEN_ONCE,
    "scoring.InspectionDraw": WRITTEN_ONCE,
    "scoring.InspectionVisit": WRITTEN_ONCE,
    "scoring.DeviceUpload": WRITTEN_ONCE,
    "scoring.Problem": "named once by what first belongs to it",
    "scoring.MonthResult": WRITTEN_ONCE,
    "scoring.UnitScore": WRITTEN_ONCE,
    "scoring.ScoreLine": WRITTEN_ONCE,
    "scoring.HistoryRevision": WRITTEN_ONCE,
    "scoring.ReplayCheck": WRITTEN_ONCE,
    "scoring.LeftAsIs": WRITTEN_ONCE,
    "scoring.ProposalDecision": "decided once; taken back whole",
    "scoring.RemovedEvidence": WRITTEN_ONCE,
    "notices.Notice": WRITTEN_ONCE,
    "notices.NoticePaper": WRITTEN_ONCE,
    "notices.NumberSeries": "counted under its row's lock; nobody edits it",
    "notices.HandedIn": ITS_PARENT,
    "notices.Removal": WRITTEN_ONCE,
    "notices.Publicity": "written once; taken back once, under the honour's lock",
    "notices.PrintRun": "the print service's own book-keeping",
    "notices.JobRunner": "the print service's own book-keeping",
    "notices.Receipt": WRITTEN_ONCE,
}
ASK_NO_VERSION = {
    "notices.services.follow_ups.arising.arisen": "called under the version of the follow-up it arises from",
    "notices.services.follow_ups.moving.moved": "called with the row held, after its version was checked",
    "notices.services.follow_ups.reconciling.reconcile_follow_ups": "follows from a month; no form",
    "notices.services.follow_ups.withdrawing.withdraw_gone": "follows from a month; no form",
    "notices.services.honours.publicising.record_publicity": ADDED,
    "notices.services.honours.recommending.recommend_honour": ADDED,
    "notices.services.receipts.confirm_receipt": ADDED,
    "scoring.services.applications.check_own_unit": "writes nothing",
    "scoring.services.complainants.look_at_complainant": "logs the look, changes nothing",
    "scoring.services.complaints.add_step": ADDED,
    "scoring.services.complaints.attach_files": ADDED,
    "scoring.services.complaints.look_at_file": "logs the look, changes nothing",
    "scoring.services.corrections.correct_event": "adds a correction; the event itself stays",
    "scoring.services.editing.attach_evidence": ADDED,
    "scoring.services.editions.edit_part": "asks for the digest of the part as it was read: others stay free",
    "scoring.services.evidence.remove_evidence": ADDED,
    "scoring.services.false_praise.withdraw_praise": "called under the version of the finding's event",
    "scoring.services.findings.record_charge": ADDED,
    "scoring.services.months.publish_month": "from closed to published, once; the state is the version",
    "scoring.services.objections.file_objection": ADDED,
    "scoring.services.problems.problem_of": "finds or adds",
    "scoring.services.reopening.leave_as_is": ADDED,
    "scoring.services.settling.confirm_events": "takes each event with the version that was seen",
    "units.services.accounts.reset_password": "a password has no text that could be lost",
    "units.services.accounts.grant_role": ADDED,
    "units.services.accounts.unlock_account": "forgets failures; there is no text that could be lost",
    "units.services.second_factor.reset_factor": "takes it away whole; there is no text that could be lost",
    "units.services.accounts.revoke_role": ADDED,
    "units.services.basics.begin_postings": ADDED,
    "units.services.basics.begin_posting": ADDED,
    "units.services.basics.end_posting": "ends once: an ended posting is refused",
    "units.services.calendar.add_day": ADDED,
    "units.services.calendar.add_hours": ADDED,
    "units.services.leave_signing.attach_papers": ADDED,
    "units.services.leave_signing.detach_paper": ADDED,
}


def test_every_model_has_a_version_or_a_reason() -> None:
    models = [model for model in apps.get_models() if model._meta.app_label in OURS]
    without = {model._meta.label for model in models if not issubclass(model, VersionedModel)}

    assert without == set(WITHOUT_A_VERSION)
    assert all(WITHOUT_A_VERSION.values())


def services() -> Iterator[tuple[str, ast.FunctionDef]]:
    """(name, function) of every public service."""
    for path in sorted(ROOT.glob("*/services/**/*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{module}.{node.name}", node


def arguments(function: ast.FunctionDef) -> dict[str, set[str]]:
    """{argument: the names in its annotation}."""
    given = [*function.args.args, *function.args.kwonlyargs]
    return {
        one.arg: {node.id for node in ast.walk(one.annotation) if isinstance(node, ast.Name)}
        for one in given
        if one.annotation is not None
    }


def test_every_service_that_changes_a_versioned_row_asks_which_version_was_seen() -> None:
    versioned = {model.__name__ for model in apps.get_models() if issubclass(model, VersionedModel)}
    silent = set()
    for name, function in services():
        given = arguments(function)
        rows = [one for one, names in given.items() if one != "by" and names & versioned]
        if "by" in given and rows and not any("version" in one for one in given):
            silent.add(name)

    assert silent == set(ASK_NO_VERSION)
