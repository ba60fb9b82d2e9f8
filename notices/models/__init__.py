"""The records of what leaves the house, and of what must come back."""

from notices.models.drafts import NumberSeries, PaperDraft
from notices.models.follow_ups import FollowUp, HandedIn, Removal, Talk
from notices.models.honours import Exchange, Honour, Publicity
from notices.models.notice import Notice, NoticePaper, Reading
from notices.models.print_runs import JobRunner, PrintRun
from notices.models.receipts import Receipt

__all__ = [
    "Exchange",
    "FollowUp",
    "HandedIn",
    "Honour",
    "JobRunner",
    "Notice",
    "NoticePaper",
    "NumberSeries",
    "PaperDraft",
    "PrintRun",
    "Publicity",
    "Reading",
    "Receipt",
    "Removal",
    "Talk",
]
