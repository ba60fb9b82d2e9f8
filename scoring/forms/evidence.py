"""Why a file is taken from a finding."""

from django import forms

from records.forms import RefusableForm


class RemoveEvidenceForm(RefusableForm):
    """移除证明文件."""

    reason = forms.CharField(
        label="移除的理由", max_length=300, help_text="如“传错了人的照片”；记入变更记录，文件留存，不删除"
    )
