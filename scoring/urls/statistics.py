"""Statistics, and what is about to happen."""

from django.urls import URLPattern, path

from scoring.views import statistics

urlpatterns: list[URLPattern] = [
    path("statistics/", statistics.statistics_page, name="statistics"),
    path("statistics/persons/", statistics.statistics_persons, name="statistics_persons"),
    path("statistics/coming/", statistics.coming, name="coming"),
    path("statistics/export/", statistics.statistics_export, name="statistics_export"),
]
