"""Units, windows, people, postings, the bureau, their import."""

from django.urls import URLPattern, path

from units.views import imports, staff, units

urlpatterns: list[URLPattern] = [
    path("units/", units.unit_list, name="list"),
    path("units/list/export/", units.unit_list_export, name="list_export"),
    path("units/new/", units.unit_new, name="unit_new"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/edit/", units.unit_edit, name="unit_edit"),
    path("units/<int:pk>/windows/new/", units.window_new, name="window_new"),
    path("units/import/", imports.upload, name="import"),
    path("units/import/template/", imports.template, name="import_template"),
    path("units/import/<int:pk>/", imports.preview, name="import_preview"),
    path("units/import/<int:pk>/confirm/", imports.confirm, name="import_confirm"),
    path("units/export/", imports.export, name="export"),
    path("windows/<int:pk>/edit/", units.window_edit, name="window_edit"),
    path("bureau/", units.bureau_edit, name="bureau"),
    path("staff/", staff.staff_list, name="staff"),
    path("staff/export/", staff.staff_export, name="staff_export"),
    path("staff/new/", staff.person_new, name="person_new"),
    path("staff/<int:pk>/", staff.person, name="person"),
    path("staff/<int:pk>/edit/", staff.person_edit, name="person_edit"),
    path("staff/<int:pk>/postings/", staff.posting_begin, name="posting_begin"),
    path("postings/<int:pk>/edit/", staff.posting_edit, name="posting_edit"),
    path("postings/<int:pk>/end/", staff.posting_end, name="posting_end"),
]
