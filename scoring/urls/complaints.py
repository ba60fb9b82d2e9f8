"""Complaints: the list, one of them, its points, its complainant."""

from django.urls import URLPattern, path

from scoring.views import complaint_charges, complaint_entry, complaint_points, complaint_steps, complaints

urlpatterns: list[URLPattern] = [
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/export/", complaints.complaints_export, name="complaints_export"),
    path("complaints/new/", complaint_entry.new, name="complaint_new"),
    path("complaints/<int:pk>/", complaints.complaint, name="complaint"),
    path("complaints/<int:pk>/edit/", complaint_entry.edit, name="complaint_edit"),
    path("complaints/<int:pk>/due/", complaint_steps.due, name="complaint_due"),
    path("complaints/<int:pk>/steps/", complaint_steps.step, name="complaint_step"),
    path("complaints/<int:pk>/files/", complaint_steps.files, name="complaint_files"),
    path("complaints/<int:pk>/files/<int:file_id>/", complaint_steps.file, name="complaint_file"),
    path("complaints/<int:pk>/complainant/", complaint_steps.complainant, name="complainant"),
    path("complaints/<int:pk>/complainant/edit/", complaint_steps.complainant_edit, name="complainant_edit"),
    path(
        "complaints/<int:pk>/complainant/erase/", complaint_steps.complainant_erase, name="complainant_erase"
    ),
    path("complaints/<int:pk>/decide/", complaint_points.close, name="complaint_decide"),
    path("complaints/<int:pk>/reopen/", complaint_points.reopen, name="complaint_reopen"),
    path("complaints/<int:pk>/points/<int:point>/decide/", complaint_points.decide, name="point_decide"),
    path("complaints/<int:pk>/points/<int:point>/back/", complaint_points.back, name="point_back"),
    path("complaints/<int:pk>/points/<int:point>/events/", complaint_charges.charges, name="point_charges"),
]
