"""Quarters and years."""

from django.urls import URLPattern, path

from scoring.views import periods

urlpatterns: list[URLPattern] = [
    path("quarters/", periods.periods, name="periods"),
    path("quarters/<quarter:period>/", periods.period, name="quarter"),
    path("quarters/<quarter:period>/export/", periods.period_export, name="quarter_export"),
    path("years/<year:period>/", periods.period, name="year"),
    path("years/<year:period>/export/", periods.period_export, name="year_export"),
]
