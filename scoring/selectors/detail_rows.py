"""The rows behind `details`, written out: both halves go by an index, however many years there are."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

SCORED = """
SELECT f.id, f.happened_on, f.happened_at, f.unit_id, fw.number, f.source, f.fact, f.is_good,
       f.statement, f.proof, s.id, s.name, s.sha256,
       e.id, e.status, e.measure, p.id, p.name, r.id, r.name, w.id, w.number,
       o.id, o.filed_at, o.text, o.state, o.decision, o.decided_at
  FROM scoring_scoreevent e
  JOIN scoring_finding f ON f.id = e.finding_id
  LEFT JOIN units_staffmember p ON p.id = e.person_id
  LEFT JOIN units_staffmember r ON r.id = e.substitute_id
  LEFT JOIN units_window w ON w.id = e.window_id
  LEFT JOIN units_window fw ON fw.id = f.window_id
  LEFT JOIN scoring_finding_evidence fe ON fe.finding_id = f.id
  LEFT JOIN records_storedfile s ON s.id = fe.storedfile_id
  LEFT JOIN scoring_objection o ON o.event_id = e.id AND o.state <> 'withdrawn'
 WHERE e.counts_in = %s AND e.status <> 'dismissed'
"""
UNSCORED = """
SELECT f.id, f.happened_on, f.happened_at, f.unit_id, fw.number, f.source, f.fact, f.is_good,
       f.statement, f.proof, s.id, s.name, s.sha256,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL
  FROM scoring_finding f
  LEFT JOIN units_window fw ON fw.id = f.window_id
  LEFT JOIN scoring_finding_evidence fe ON fe.finding_id = f.id
  LEFT JOIN records_storedfile s ON s.id = fe.storedfile_id
 WHERE NOT EXISTS (SELECT 1 FROM scoring_scoreevent x WHERE x.finding_id = f.id)
"""
OWN = "f.happened_on >= %s AND f.happened_on < %s"
LATE = """
f.happened_on < %s AND f.recorded_at > %s AND f.recorded_at <= %s
 AND NOT EXISTS (
     SELECT 1 FROM scoring_monthresult r JOIN scoring_month m ON m.id = r.month_id
      WHERE m.month = (SELECT MAX(x.month) FROM scoring_month x WHERE x.month <= f.happened_on)
        AND (r.closed_at >= f.recorded_at OR m.state = 'reopened'))
"""
"""Recorded in time of this month, and standing in no revision of its own month."""
EVER = datetime(9999, 12, 31, tzinfo=UTC)


def detail_rows(
    month: date,
    after: date,
    late: tuple[datetime, datetime | None] | None,
    unit_ids: Collection[int] | None,
) -> list[tuple[Any, ...]]:
    """A row for each event that counts in the month (and each file that proves it, and each objection to it),
    and each finding without.

    Of findings without an event, those of the month belong to it; with `late` also those of earlier months
    that were recorded after the first moment of it and until the second (None: to this day).
    """
    of_event, of_finding = _units("e", unit_ids), _units("f", unit_ids)
    values: list[Any] = [month, *(unit_ids or ())]
    belonging = OWN
    dates: list[Any] = [month, after]
    if late is not None:
        belonging = f"({OWN} OR ({LATE}))"
        dates += [month, *(connection.ops.adapt_datetimefield_value(at or EVER) for at in late)]
    sql = f"{SCORED} {of_event} UNION ALL {UNSCORED} AND {belonging} {of_finding} ORDER BY 1, 14, 11, 23"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *dates, *(unit_ids or ())])
        return cursor.fetchall()


def _units(table: str, unit_ids: Collection[int] | None) -> str:
    if unit_ids is None:
        return ""
    return f"AND {table}.unit_id IN ({', '.join(['%s'] * len(unit_ids))})" if unit_ids else "AND 1 = 0"
