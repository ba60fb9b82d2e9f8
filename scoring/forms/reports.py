"""来文: the document as registered or corrected, and what is looked for above the list."""

from typing import Any

from django import forms

from records.forms import RefusableForm, VersionedFormMixin
from records.models import StoredFile
from scoring.entry import ReportData
from scoring.forms.fields import DayField, ManyFilesField, MonthField, PickManyField, keyed
from scoring.models import Report
from scoring.selectors.reports import ReportFilter

COLUMNS = ("kind", "title", "number", "issued_by", "issued_on", "received_on", "summary")


class ReportForm(RefusableForm):
    """What a document says of itself, and its originals."""

    kind = forms.ChoiceField(label="种类", choices=[("", "请选择"), *Report.Kind.choices])
    title = forms.CharField(label="标题", max_length=100, error_messages={"required": "请填写标题。"})
    number = forms.CharField(label="文号或期号", max_length=40, required=False)
    issued_by = forms.CharField(label="来文单位", max_length=60, required=False)
    issued_on = DayField(label="成文日期")
    received_on = DayField(label="收到日期")
    summary = forms.CharField(
        label="内容摘要", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    uploads = ManyFilesField(label="原件", required=False)
    kept = PickManyField(label="已上传的文件", required=False)

    def __init__(self, *args: Any, own_files: list[StoredFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_files = own_files
        self.fields["kept"].records = keyed(own_files)  # type: ignore[attr-defined]

    def report(self) -> ReportData:
        """The document as typed."""
        return ReportData(**{name: self.cleaned_data[name] for name in COLUMNS})


class ReportEditForm(VersionedFormMixin, ReportForm):
    """The same, corrected: a second editor sees both texts."""


class ReportFilterForm(forms.Form):
    """The filters above the list; what does not fit is passed over, and said."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    kind = forms.ChoiceField(label="种类", choices=[("", "全部"), *Report.Kind.choices], required=False)
    month = MonthField(label="成文月份", required=False)
    bare = forms.BooleanField(label="还没有登记事项的", required=False)

    def wanted(self) -> ReportFilter:
        """The filter; a field with an error looks for everything."""
        self.is_valid()
        data = self.cleaned_data
        return ReportFilter(
            kind=data.get("kind") or "",
            month=data.get("month"),
            bare=bool(data.get("bare")),
            words=data.get("q") or "",
        )
