"""Months, their units' pages, and the rules."""

from django.urls import URLPattern, path

from scoring.views import clause_card, closing, months, rules, unit_page

urlpatterns: list[URLPattern] = [
    path("months/", months.months, name="months"),
    path("months/<month:month>/", months.month, name="month"),
    path("months/<month:month>/export/", months.month_export, name="month_export"),
    path("months/<month:month>/close/", closing.close_month, name="close_month"),
    path("months/<month:month>/units/<int:unit_id>/", unit_page.unit_page, name="unit_page"),
    path("months/<month:month>/units/<int:unit_id>/export/", unit_page.unit_export, name="unit_export"),
    path("my-units/", unit_page.my_units, name="my_units"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<clause:number>/", clause_card.clause_card, name="clause"),
    path("rules/<month:month>/<clause:number>/", clause_card.clause_card, name="clause_in"),
]
