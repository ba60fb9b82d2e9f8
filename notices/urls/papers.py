"""Addresses of the papers: composed, issued, read."""

from django.urls import URLPattern, path

from notices.views import (
    composing,
    explaining,
    issuing,
    leave_form,
    outgoing,
    quarterly,
    reading,
    receipts,
    register,
    verifying,
)

urlpatterns: list[URLPattern] = [
    path("notices/", register.notice_list, name="list"),
    path("notices/export/", register.register_export, name="register_export"),
    path("notices/verify/", verifying.verify, name="verify"),
    path("notices/<int:pk>/", reading.notice, name="notice"),
    path("notices/<int:pk>/receipts/<int:unit>/", receipts.receipt, name="receipt"),
    path("notices/<int:pk>/<slug:reading>.pdf", reading.notice_pdf, name="pdf"),
    path("notices/<int:pk>/unit/<int:unit>.pdf", reading.unit_pdf, name="unit_pdf"),
    path("months/<month:month>/units/<int:unit_id>/explained.pdf", explaining.unit_sheet, name="unit_sheet"),
    path("quarters/<quarter:period>/draft/", quarterly.period_draft, name="quarter_draft"),
    path("quarters/<quarter:period>/draft/sheet/", quarterly.period_sheet, name="quarter_sheet"),
    path("quarters/<quarter:period>/draft.pdf", quarterly.period_pdf, name="quarter_pdf"),
    path("years/<year:period>/draft/", quarterly.period_draft, name="year_draft"),
    path("years/<year:period>/draft/sheet/", quarterly.period_sheet, name="year_sheet"),
    path("years/<year:period>/draft.pdf", quarterly.period_pdf, name="year_pdf"),
    path("notices/compose/<str:month>/", composing.compose, name="compose"),
    path("notices/compose/<str:month>/preview/", composing.preview, name="preview"),
    path("notices/compose/<str:month>/draft.pdf", composing.draft_pdf, name="draft_pdf"),
    path("notices/compose/<str:month>/issue/", issuing.issue, name="issue"),
    path("papers/<slug:kind>/<paperkey:key>/", outgoing.compose, name="outgoing"),
    path("papers/<slug:kind>/<paperkey:key>/preview/", outgoing.preview, name="outgoing_preview"),
    path("papers/<slug:kind>/<paperkey:key>/draft.pdf", outgoing.draft_pdf, name="outgoing_draft"),
    path("papers/<slug:kind>/<paperkey:key>/issue/", outgoing.issue, name="outgoing_issue"),
    path("leave/form.pdf", leave_form.leave_form_blank, name="leave_form_blank"),
    path("leave/<int:pk>/form.pdf", leave_form.leave_form_filled, name="leave_form"),
]
