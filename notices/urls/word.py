"""Addresses of the papers' Word files."""

from django.urls import URLPattern, path

from notices.views import word, word_forms

urlpatterns: list[URLPattern] = [
    path("notices/<int:pk>/<slug:reading>.docx", word.issued, name="docx"),
    path("notices/<int:pk>/unit/<int:unit>.docx", word.issued_unit, name="unit_docx"),
    path("notices/compose/<str:month>/draft.docx", word.bulletin_draft, name="draft_docx"),
    path("papers/<slug:kind>/<paperkey:key>/draft.docx", word.outgoing_draft, name="outgoing_docx"),
    path("follow-ups/<int:pk>/talk-record.docx", word_forms.talk_record, name="talk_record_docx"),
    path("leave/form.docx", word_forms.leave_form_blank, name="leave_form_blank_docx"),
    path("leave/<int:pk>/form.docx", word_forms.leave_form_filled, name="leave_form_docx"),
    path(
        "months/<month:month>/units/<int:unit_id>/sheet.docx",
        word_forms.unit_score_sheet,
        name="score_sheet_docx",
    ),
]
