"""What is told to `record_finding`; the shapes stand in `scoring.entry`, where the forms find them too."""

from scoring.entry import ChargeData, FindingData

__all__ = ["ChargeData", "FindingData"]
