"""Forms of units, windows, people, postings and the bureau's settings."""

from typing import Any

from django import forms

from records.forms import RefusableForm, VersionedFormMixin
from units.models import Bureau, Posting, StaffMember, Unit, Window


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class UnitForm(RefusableForm):
    """窗口单位."""

    name = forms.CharField(label="单位名称", max_length=60)
    short_name = forms.CharField(label="简称", max_length=20, required=False)
    order = forms.IntegerField(label="排序", min_value=0, max_value=9999, initial=0)
    head = forms.CharField(label="负责人", max_length=40, required=False)
    phone = forms.CharField(label="电话", max_length=40, required=False)
    in_service_from = forms.DateField(label="启用日期", required=False, widget=day_input())
    in_service_to = forms.DateField(
        label="停用日期", required=False, widget=day_input(), help_text="整月停用的单位不计分、不排名"
    )


class UnitEditForm(VersionedFormMixin, UnitForm):
    model = Unit


class WindowForm(RefusableForm):
    """窗口."""

    number = forms.CharField(label="窗口号", max_length=20, help_text="照大厅的写法，如“3号窗口”")
    name = forms.CharField(label="窗口名称", max_length=60, required=False)
    in_use = forms.BooleanField(label="在用", required=False, initial=True)


class WindowEditForm(VersionedFormMixin, WindowForm):
    model = Window


class StaffForm(RefusableForm):
    """窗口工作人员."""

    name = forms.CharField(label="姓名", max_length=40)
    number = forms.CharField(label="工号", max_length=20)
    pinyin = forms.CharField(
        label="拼音", max_length=120, required=False, help_text="供检索；不填则按姓名生成"
    )
    party_member = forms.BooleanField(label="党员", required=False)
    uniform = forms.ChoiceField(label="工装", choices=StaffMember.Uniform.choices)
    kind = forms.ChoiceField(label="身份", choices=StaffMember.Kind.choices)


class StaffEditForm(VersionedFormMixin, StaffForm):
    model = StaffMember


class PostingForm(RefusableForm):
    """进驻."""

    unit = forms.ModelChoiceField(label="窗口单位", queryset=Unit.objects.all())
    window = forms.ModelChoiceField(
        label="窗口", required=False, queryset=Window.objects.filter(in_use=True).select_related("unit")
    )
    post = forms.ChoiceField(label="岗位", choices=Posting.Post.choices)
    starts_on = forms.DateField(label="进驻日期", widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["window"].label_from_instance = lambda row: f"{row.unit} {row}"  # type: ignore[attr-defined]


class PostingEditForm(VersionedFormMixin, PostingForm):
    """更正进驻: what was entered wrong."""

    model = Posting

    ends_on = forms.DateField(label="离开日期", required=False, widget=day_input(), help_text="还在岗的不填")
    end_reason = forms.CharField(label="离开原因", max_length=100, required=False)


class PostingEndForm(RefusableForm):
    """离开."""

    ends_on = forms.DateField(label="离开日期", widget=day_input())
    reason = forms.CharField(label="离开原因", max_length=100)


class BureauForm(VersionedFormMixin, RefusableForm):
    """本局设置: what papers and periods take from it."""

    model = Bureau

    name = forms.CharField(label="机关全称", max_length=60)
    short_name = forms.CharField(label="机关简称", max_length=30)
    code = forms.CharField(label="机关代字", max_length=20)
    numbering = forms.ChoiceField(
        label="通报编号",
        choices=Bureau.Numbering.choices,
        required=False,
        help_text="只改此后签发的通报，同一年接着编；已签发的不变",
    )
    addressees = forms.CharField(label="主送", max_length=200)
    copies = forms.CharField(label="抄送", max_length=300)
    contact = forms.CharField(label="联系人及电话", max_length=100, required=False)
    sealed = forms.BooleanField(label="加盖印章", required=False)
    self_criticism_days = forms.IntegerField(label="书面检查期限（工作日）", min_value=1, max_value=60)
    unit_opinion_days = forms.IntegerField(
        label="处理意见、书面整改意见期限（工作日）", min_value=1, max_value=60
    )
    complaint_days = forms.IntegerField(label="投诉办理期限（工作日）", min_value=1, max_value=60)
    mend_days = forms.IntegerField(label="限期整改期限（工作日）", min_value=1, max_value=90)

    def clean_numbering(self) -> str:
        """As it was where the form does not say."""
        return str(self.cleaned_data["numbering"] or self.initial["numbering"])


class BureauStartForm(BureauForm):
    """The same at installation: from which month on the site scores."""

    first_month = forms.DateField(label="启用月份", widget=day_input(), help_text="填该月1日；以后不能修改")
