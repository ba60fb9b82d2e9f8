"""Addresses of notices, a module a room."""

from django.urls import URLPattern

from notices import converters as keys  # noqa: F401 - lets addresses speak of papers
from notices.urls import follow_ups, honours, papers, sheets, word
from scoring import converters  # noqa: F401 - lets addresses speak of months and quarters

app_name = "notices"
urlpatterns: list[URLPattern] = [
    *papers.urlpatterns,
    *sheets.urlpatterns,
    *word.urlpatterns,
    *follow_ups.urlpatterns,
    *honours.urlpatterns,
]
