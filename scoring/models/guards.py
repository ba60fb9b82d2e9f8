"""Guards of what a closed month stands on: the database refuses what the services refuse (promise 2)."""

from records.guards.rules import Guard

IN_CLOSED = (
    "EXISTS (SELECT 1 FROM scoring_month m "
    "WHERE m.month = {row}.counts_in AND m.state IN ('closed', 'published'))"
)
"""Whether the month that a row of events counts in is closed."""
OLD_IN_CLOSED, NEW_IN_CLOSED = IN_CLOSED.format(row="OLD"), IN_CLOSED.format(row="NEW")

MONTH_GUARDS = (
    Guard(
        "kept",
        "DELETE",
        "定分过的月份不得删除。",
        "OLD.state NOT IN ('open', 'review')",
    ),
    Guard(
        "not_reverted",
        "UPDATE",
        "定分过的月份只能由负责人重新开放，不能退回录入或核对。",
        "NEW.month <> OLD.month OR (OLD.state NOT IN ('open', 'review') AND NEW.state IN ('open', 'review'))",
    ),
)

EVENT_GUARDS = (
    Guard("not_added", "INSERT", "月份已定分，不能再登记计入该月的事项。", NEW_IN_CLOSED),
    Guard("kept", "DELETE", "月份已定分，其中的事项不得删除。", OLD_IN_CLOSED),
    Guard(
        "unchanged",
        "UPDATE",
        "月份已定分，其中的事项不得修改，请用更正。",
        f"(OLD.status <> 'pending' AND {OLD_IN_CLOSED}) OR (NEW.status <> 'pending' AND {NEW_IN_CLOSED})",
    ),
)
"""A pending event may still move on: it counts in a later month as 补记 (R14)."""

EDITION_GUARDS = (
    Guard("kept", "DELETE", "施行中的细则版本不得删除。", "OLD.state = 'in_force'"),
    Guard(
        "unchanged",
        "UPDATE",
        "施行中的细则版本不得修改。",
        "OLD.state = 'in_force' AND NOT (NEW.name = OLD.name AND NEW.text = OLD.text "
        "AND NEW.sha256 = OLD.sha256 AND NEW.effective_from = OLD.effective_from)",
    ),
)
