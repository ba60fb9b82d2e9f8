"""A person, typed: name, number or pinyin; the browser offers who fits (a datalist, no script needed)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from units.models import StaffMember
from units.selectors.people import PeopleOptions

LIST = "people-options"


class PersonField(forms.CharField):
    """Gives the StaffMember who was meant; `options` is set by the form that has read them."""

    options: PeopleOptions = PeopleOptions([])

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"list": LIST, "autocomplete": "off", "placeholder": "姓名、拼音首字母或工号"}
        super().__init__(max_length=70, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> StaffMember | None:
        text = super().clean(value)
        if not text:
            return None
        found = self.options.matching(text)
        if not found:
            raise ValidationError(f"没有找到“{text}”，请从提示中选择，或填工号。")
        if len(found) > 1:
            several = "、".join(f"{one.person.number}（{one.place}）" for one in found[:6])
            raise ValidationError(f"“{text}”有{len(found)}人，请填工号：{several}。")
        return found[0].person

    def prepare_value(self, value: Any) -> Any:
        return f"{value.name} {value.number}" if isinstance(value, StaffMember) else value


def offer_people(form: forms.Form, options: PeopleOptions) -> None:
    """Let every person field of a form choose among these."""
    for field in form.fields.values():
        if isinstance(field, PersonField):
            field.options = options
