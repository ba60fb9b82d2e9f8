"""The filters above the lists of units, people and accounts; what does not fit is passed over, and said."""

from dataclasses import dataclass
from typing import Any

from django import forms

from units.models import Role, StaffMember, Unit

IN_SERVICE, OUT = "open", "out"
YES, NO = "yes", "no"
NOWHERE = "none"


@dataclass(frozen=True, kw_only=True)
class UnitFilter:
    """What is looked for among the units; empty values look for everything."""

    words: str = ""
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class StaffFilter:
    """What is looked for among the people; empty values look for everything. `unit`: a key, or NOWHERE."""

    words: str = ""
    unit: str = ""
    kind: str = ""
    uniform: str = ""
    party: str = ""


@dataclass(frozen=True, kw_only=True)
class AccountFilter:
    """What is looked for among the accounts; empty values look for everything."""

    words: str = ""
    role: str = ""
    state: str = ""


class UnitFilterForm(forms.Form):
    """Words, and whether the unit is in service."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    state = forms.ChoiceField(
        label="状态", choices=[("", "全部"), (IN_SERVICE, "在用"), (OUT, "已停用")], required=False
    )

    def wanted(self) -> UnitFilter:
        """The filter; a field with an error looks for everything."""
        self.full_clean()
        return UnitFilter(words=self.cleaned_data.get("q", ""), state=self.cleaned_data.get("state", ""))


class StaffFilterForm(forms.Form):
    """Words, where the person stands today, and what the person is."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    unit = forms.ChoiceField(label="今日所在", required=False)
    kind = forms.ChoiceField(label="身份", choices=[("", "全部"), *StaffMember.Kind.choices], required=False)
    uniform = forms.ChoiceField(
        label="工装", choices=[("", "全部"), *StaffMember.Uniform.choices], required=False
    )
    party = forms.ChoiceField(
        label="党员", choices=[("", "全部"), (YES, "党员"), (NO, "非党员")], required=False
    )

    def __init__(self, *args: Any, units: list[Unit], sees_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(str(unit.pk), unit.name) for unit in units]
        nowhere = [(NOWHERE, "未进驻")] if sees_all else []
        self.fields["unit"].choices = [("", "全部"), *own, *nowhere]  # type: ignore[attr-defined]
        if len(own) + len(nowhere) < 2:
            del self.fields["unit"]

    def wanted(self) -> StaffFilter:
        """The filter; a field with an error looks for everything."""
        self.full_clean()
        told = {name: self.cleaned_data.get(name, "") for name in ("unit", "kind", "uniform", "party")}
        return StaffFilter(words=self.cleaned_data.get("q", ""), **told)


class AccountFilterForm(forms.Form):
    """Words, a role, and whether the account is in use."""

    q = forms.CharField(label="查找", max_length=100, required=False)
    role = forms.ChoiceField(label="角色", choices=[("", "全部"), *Role.choices], required=False)
    state = forms.ChoiceField(
        label="状态", choices=[("", "全部"), (IN_SERVICE, "在用"), (OUT, "停用")], required=False
    )

    def wanted(self) -> AccountFilter:
        """The filter; a field with an error looks for everything."""
        self.full_clean()
        told = {name: self.cleaned_data.get(name, "") for name in ("role", "state")}
        return AccountFilter(words=self.cleaned_data.get("q", ""), **told)
