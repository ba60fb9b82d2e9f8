"""The records of what happened and what it is worth."""

from scoring.models.complaints import Complainant, Complaint, ComplaintPoint, ComplaintStep
from scoring.models.corrections import Correction, HistoryRevision, LeftAsIs, ReplayCheck
from scoring.models.editions import RuleEdition
from scoring.models.findings import Finding, Problem, ScoreEvent
from scoring.models.inspections import DeviceUpload, Inspection, InspectionDraw, InspectionVisit
from scoring.models.months import Month, MonthResult, ScoreLine, UnitScore
from scoring.models.objections import Objection
from scoring.models.proposals import ProposalDecision
from scoring.models.removals import RemovedEvidence
from scoring.models.reports import Report

__all__ = [
    "Complainant",
    "Complaint",
    "ComplaintPoint",
    "ComplaintStep",
    "Correction",
    "DeviceUpload",
    "Finding",
    "HistoryRevision",
    "Inspection",
    "InspectionDraw",
    "InspectionVisit",
    "LeftAsIs",
    "Month",
    "MonthResult",
    "Objection",
    "Problem",
    "ProposalDecision",
    "RemovedEvidence",
    "ReplayCheck",
    "Report",
    "RuleEdition",
    "ScoreEvent",
    "ScoreLine",
    "UnitScore",
]
