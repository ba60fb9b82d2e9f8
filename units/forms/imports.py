"""The form that takes a file for import."""

from django import forms
from django.core.validators import FileExtensionValidator

from records.forms import RefusableForm


class ImportForm(RefusableForm):
    """One xlsx, made from the template."""

    file = forms.FileField(
        label="填好的模板（.xlsx）",
        max_length=200,
        allow_empty_file=True,  # an empty file is refused by its own message
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        validators=[
            FileExtensionValidator(
                ["xlsx"], message="只能导入 Excel 工作簿（.xlsx）；请用本站提供的模板填写。"
            )
        ],
        error_messages={"required": "请选择填好的模板文件。"},
    )
