"""What is looked for in the log."""

from django import forms

from records.models import Change
from units.selectors.log import Sought


class LogForm(forms.Form):
    """The filters; what does not fit is passed over."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    result = forms.ChoiceField(label="结果", choices=[("", "全部"), *Change.Result.choices], required=False)
    since = forms.DateField(label="自", required=False)
    until = forms.DateField(label="至", required=False)

    def sought(self) -> Sought:
        """The filter; a field with an error looks for everything."""
        self.is_valid()
        data = self.cleaned_data
        return Sought(
            words=(data.get("q") or "").strip(),
            result=data.get("result") or "",
            since=data.get("since"),
            until=data.get("until"),
        )
