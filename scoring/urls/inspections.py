"""督查: the phone's page and what it sends; the rounds and draws on record."""

from django.urls import URLPattern, path

from scoring.views import draws, inspect, inspect_send, inspections

urlpatterns: list[URLPattern] = [
    path("inspect/", inspect.inspect, name="inspect"),
    path("inspect/worker.js", inspect.inspect_worker, name="inspect_worker"),
    path("inspect/data.json", inspect.data, name="inspect_data"),
    path("inspect/files/", inspect_send.send_photo, name="inspect_photo"),
    path("inspect/send/", inspect_send.send_round, name="inspect_send"),
    path("inspect/draw/", draws.draw_make, name="draw_make"),
    path("inspections/", inspections.inspection_list, name="inspections"),
    path("inspections/export/", inspections.inspection_export, name="inspections_export"),
    path("inspections/coverage/", inspections.coverage_table, name="coverage"),
    path("inspections/coverage/export/", inspections.coverage_export, name="coverage_export"),
    path("inspections/draws/", draws.draw_list, name="draws"),
    path("inspections/draws/export/", draws.draws_export, name="draws_export"),
    path("inspections/draws/<int:pk>/", draws.draw, name="draw"),
    path("inspections/<int:pk>/", inspections.inspection, name="inspection"),
    path("inspections/<int:pk>/edit/", inspections.inspection_edit, name="inspection_edit"),
    path("inspections/<int:pk>/confirm/", inspections.inspection_confirm, name="inspection_confirm"),
]
