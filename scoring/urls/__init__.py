"""Addresses of scoring, a module a room."""

from django.urls import URLPattern

from scoring import converters  # noqa: F401 - lets addresses speak of months and quarters
from scoring.urls import (
    applications,
    complaints,
    editions,
    entry,
    inspections,
    life,
    months,
    nameless,
    periods,
    proposals,
    reports,
    statistics,
)

app_name = "scoring"
urlpatterns: list[URLPattern] = [
    *entry.urlpatterns,
    *inspections.urlpatterns,
    *reports.urlpatterns,
    *applications.urlpatterns,
    *nameless.urlpatterns,
    *proposals.urlpatterns,
    *complaints.urlpatterns,
    *months.urlpatterns,
    *life.urlpatterns,
    *periods.urlpatterns,
    *statistics.urlpatterns,
    *editions.urlpatterns,
]
