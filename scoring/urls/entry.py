"""What is entered, imported, settled and looked up."""

from django.urls import URLPattern, path

from scoring.views import edit, event, evidence, import_findings, ledger, record, settle

urlpatterns: list[URLPattern] = [
    path("record/", record.record, name="record"),
    path("record/check/", record.record_check, name="record_check"),
    path("record/behaviours/", record.behaviours, name="behaviours"),
    path("record/files/", evidence.upload, name="upload"),
    path("evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<int:pk>/thumbnail/", evidence.thumbnail, name="thumbnail"),
    path("import/", import_findings.upload, name="import_findings"),
    path("import/template/", import_findings.template, name="import_template"),
    path("import/<int:pk>/", import_findings.preview, name="import_preview"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/export/", ledger.ledger_export, name="ledger_export"),
    path("ledger/confirm/", ledger.ledger_confirm, name="ledger_confirm"),
    path("events/<int:pk>/", event.event, name="event"),
    path("events/<int:pk>/edit/", edit.event_edit, name="event_edit"),
    path("events/<int:pk>/confirm/", settle.confirm, name="event_confirm"),
    path("events/<int:pk>/dismiss/", settle.dismiss, name="event_dismiss"),
    path("events/<int:pk>/waive/", settle.waive, name="event_waive"),
    path("events/<int:pk>/reopen/", settle.reopen, name="event_reopen"),
    path("events/<int:pk>/person/", settle.person, name="event_person"),
    path("findings/<int:pk>/", event.finding, name="finding"),
    path("findings/<int:pk>/edit/", edit.finding_edit, name="finding_edit"),
    path("findings/<int:pk>/evidence/", edit.finding_evidence, name="finding_evidence"),
    path("findings/<int:pk>/evidence/<int:file>/remove/", evidence.remove, name="remove_evidence"),
]
