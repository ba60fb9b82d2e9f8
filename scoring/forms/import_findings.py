"""Import of findings: the file that is handed in."""

from django import forms

from records.forms import RefusableForm


class UploadForm(RefusableForm):
    """The sheet to be looked at."""

    file = forms.FileField(
        label="表格文件（CSV 或 xlsx）",
        error_messages={"required": "请选择要导入的文件。", "empty": "选择的文件是空的，请重新选择。"},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt", "class": "form-control"}),
    )
