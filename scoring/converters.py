"""What stands in addresses: a month as 2026-09, a quarter as 2026-3, a year as 2026, a clause as 1.1."""

from datetime import date

from django.urls import register_converter

from scoring.periods import Period, month_from, month_key


class MonthConverter:
    """`<month:month>`: 2026-09 ↔ date(2026, 9, 1)."""

    regex = r"2[0-9]{3}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return month_from(value)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else month_key(value)


class QuarterConverter:
    """`<quarter:period>`: 2026-3 ↔ Period(2026, 3)."""

    regex = r"2[0-9]{3}-[1-4]"

    def to_python(self, value: str) -> Period:
        return Period.parsed(value)

    def to_url(self, value: Period | str) -> str:
        return value if isinstance(value, str) else value.key


class YearConverter(QuarterConverter):
    """`<year:period>`: 2026 ↔ Period(2026)."""

    regex = r"2[0-9]{3}"


class ClauseConverter:
    """`<clause:number>`: 1.1, 4.10."""

    regex = r"[1-9]\.[1-9][0-9]?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(MonthConverter, "month")
register_converter(QuarterConverter, "quarter")
register_converter(YearConverter, "year")
register_converter(ClauseConverter, "clause")
