"""Addresses of score sheets and of their print runs."""

from django.urls import URLPattern, path

from notices.views import score_sheets

urlpatterns: list[URLPattern] = [
    path(
        "months/<month:month>/units/<int:unit_id>/sheet.pdf",
        score_sheets.unit_score_sheet,
        name="score_sheet",
    ),
    path("months/<month:month>/sheets/", score_sheets.ask, name="ask_sheets"),
    path("sheets/<int:pk>/", score_sheets.print_run, name="print_run"),
    path("sheets/<int:pk>/restart/", score_sheets.restart, name="restart_run"),
    path("sheets/<int:pk>/sheets.pdf", score_sheets.run_pdf, name="run_pdf"),
    path("sheets/<int:pk>/sheets.zip", score_sheets.run_zip, name="run_zip"),
]
