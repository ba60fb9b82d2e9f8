"""What is looked for above the register, and what is handed in to be verified."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django import forms

from notices.models import Notice
from notices.selectors.register import Sought
from notices.selectors.verifying import DIGEST
from records.forms import RefusableForm
from units.models import Unit

LARGEST_PDF = 30 * 1024 * 1024


class RegisterForm(forms.Form):
    """The filters; what does not fit is passed over, and said."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    kind = forms.ChoiceField(label="文种", choices=[("", "全部"), *Notice.Kind.choices], required=False)
    year = forms.ChoiceField(label="年份", required=False)
    unit = forms.TypedChoiceField(label="收文单位", coerce=int, empty_value=None, required=False)
    outdated = forms.BooleanField(label="须替代的", required=False)
    unsigned = forms.BooleanField(label="待签收的", required=False)

    def __init__(
        self, *args: Any, years: list[int], units: Sequence[Unit], signs: bool, **kwargs: Any
    ) -> None:
        """`signs`: whether the reader has papers to confirm."""
        super().__init__(*args, **kwargs)
        self.units = units
        if not signs:
            del self.fields["unsigned"]
        for name, choices in (
            ("year", [(str(year), f"{year}年") for year in years]),
            ("unit", [(str(unit.pk), unit.name) for unit in units]),
        ):
            self.fields[name].choices = [("", "全部"), *choices]  # type: ignore[attr-defined]

    def sought(self) -> Sought:
        """The filter; a field with an error looks for everything."""
        self.is_valid()
        data = self.cleaned_data
        return Sought(
            words=data.get("q") or "",
            kind=data.get("kind") or "",
            year=int(data["year"]) if data.get("year") else None,
            unit=data.get("unit"),
            outdated=bool(data.get("outdated")),
            unsigned=bool(data.get("unsigned")),
        )


class VerifyForm(RefusableForm):
    """A PDF, which is read and not kept, or its SHA-256."""

    file = forms.FileField(
        label="PDF文件",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
        help_text=f"不超过{LARGEST_PDF // 1024 // 1024}MB。只计算校验值，不保存。",
        error_messages={"empty": "选择的文件是空的，请核对后重新选择。"},
    )
    sha256 = forms.CharField(
        label="或SHA-256校验值",
        required=False,
        max_length=200,
        help_text="64位的数字和字母a至f，不分大小写，空格不计。",
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not upload:
            return None
        if upload.size > LARGEST_PDF:
            size = f"{upload.size / 1024 / 1024:.0f}MB，超过{LARGEST_PDF // 1024 // 1024}MB"
            raise forms.ValidationError(f"“{upload.name}”有{size}；本局的公文没有这样大的。")
        if b"%PDF-" not in upload.read(1024):
            raise forms.ValidationError(f"“{upload.name}”不是PDF文件；请选择收到的PDF原件。")
        return upload

    def clean_sha256(self) -> str:
        typed = "".join(self.cleaned_data["sha256"].split()).lower()
        if typed and not DIGEST.fullmatch(typed):
            raise forms.ValidationError(
                f"SHA-256应是64位的数字和字母a至f，您填的有{len(typed)}位。"
                if len(typed) != 64
                else "SHA-256只有数字和字母a至f，请核对。"
            )
        return typed

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if not self.errors and not data.get("file") and not data.get("sha256"):
            raise forms.ValidationError("请选择PDF文件，或填写SHA-256校验值。")
        return data

    def digest(self) -> str:
        """The SHA-256 of what was handed in; the file's where both were given."""
        upload = self.cleaned_data["file"]
        if not upload:
            return str(self.cleaned_data["sha256"])
        upload.seek(0)
        found = hashlib.sha256()
        for chunk in upload.chunks():
            found.update(chunk)
        return found.hexdigest()
