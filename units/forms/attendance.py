"""Forms of the attendance import: the file, what its columns mean, whom its doubtful names mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from records.errors import EditConflict
from records.forms import RefusableForm
from units.attendance.columns import MEANINGS, Layout, guessed

NOBODY = "none"
"""The answer “不是本局人员”."""


class SignFileForm(RefusableForm):
    """The hall's export."""

    file = forms.FileField(
        label="大厅导出的签到表（CSV 或 xlsx）",
        max_length=200,
        allow_empty_file=True,  # an empty file is refused by its own message
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
        error_messages={"required": "请选择签到表文件。"},
    )


class ColumnsForm(RefusableForm):
    """What each column of the file is; the usual ones are chosen already. `version` is 0 for a new header."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    conflict: list[tuple[str, Any, Any]] = []

    def __init__(self, data: Any, *, header: Sequence[str], known: Layout | None, version: int = 0) -> None:
        columns = known.columns if known else guessed(header)
        self.header = {str(index): label for index, label in enumerate(header) if label}
        keys = {label: key for key, label in self.header.items()}
        times = str(known.times if known else 4)
        initial = {name: keys.get(label, "") for name, label in columns.items()} | {"times": times}
        initial["version"] = str(version)
        super().__init__(data, initial=initial)
        columns_offered = [(key, " ".join(label.split())) for key, label in self.header.items()]
        for meaning in MEANINGS:
            self.fields[meaning.name] = forms.ChoiceField(
                label=meaning.label,
                choices=[("", "没有这一列"), *columns_offered],
                required=False,
                help_text=meaning.help,
            )
        self.fields["times"] = forms.ChoiceField(
            label="一天签几次",
            choices=[("4", "四次：上午、下午各签到、签退"), ("2", "两次：上班签到、下班签退")],
            widget=forms.RadioSelect,
            help_text="只在选了“打卡时间”或“日期时间”时用到；签两次的，中午不要求签",
        )

    def layout(self) -> Layout:
        """What was chosen."""
        chosen = {meaning.name: self.cleaned_data.get(meaning.name) for meaning in MEANINGS}
        columns = {name: self.header[key] for name, key in chosen.items() if key}
        return Layout(columns, int(self.cleaned_data["times"]))

    def add_conflict(self, conflict: EditConflict) -> None:
        """What somebody else has just chosen for this header, beside what was chosen here."""
        theirs, mine = Layout.from_data(conflict.current.columns), self.layout()
        rows = [
            (meaning.label, theirs.columns.get(meaning.name, ""), mine.columns.get(meaning.name, ""))
            for meaning in MEANINGS
        ]
        rows.append(("一天签几次", str(theirs.times), str(mine.times)))
        self.conflict = [
            (label, saved or None, typed or None) for label, saved, typed in rows if saved != typed
        ]
        self.add_error(None, conflict.message)
        data: Any = self.data
        self.data = {**data.dict(), "version": str(conflict.current.version)}


class NamesForm(RefusableForm):
    """Whom each doubtful name means. `doubts` have a key and offer people; `people` are all, by id."""

    rest = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, doubts: Sequence[Any], people: Mapping[int, Any]) -> None:
        super().__init__(data)
        self.doubts, self.people = doubts, people
        self.numbers = {person.number: pk for pk, person in people.items()}
        self.labels = {person.label: pk for pk, person in people.items()}
        for doubt in doubts:
            self.fields[f"who-{doubt.key}"] = forms.CharField(required=False, max_length=20)
            self.fields[f"other-{doubt.key}"] = forms.CharField(required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        """Every answer must be understood; a name without one stays to be asked."""
        self.answers: dict[Any, int | None] = {}
        for doubt in self.doubts:
            self._answer(doubt)
        if not self.answers and not self.errors:
            self.add_error(None, "还没有认定任何姓名；请逐个选择，或勾选“其余都不是本局人员”。")
        return self.cleaned_data

    def _answer(self, doubt: Any) -> None:
        picked = self.cleaned_data.get(f"who-{doubt.key}") or ""
        typed = (self.cleaned_data.get(f"other-{doubt.key}") or "").strip()
        if typed:
            found = self._typed(typed)
            if found is None:
                self.add_error(None, f"{doubt.who}：没有找到“{typed}”，请从提示中选择，或填工号。")
            else:
                self.answers[doubt.who] = found
        elif picked == NOBODY or (not picked and self.cleaned_data.get("rest")):
            self.answers[doubt.who] = None
        elif picked:
            self._picked(doubt, picked)

    def _picked(self, doubt: Any, picked: str) -> None:
        is_number = picked.isascii() and picked.isdecimal()
        if is_number and int(picked) in self.people:
            self.answers[doubt.who] = int(picked)
        else:
            self.add_error(None, f"{doubt.who}：选择的人员不在名单中，请重新选择。")

    def _typed(self, text: str) -> int | None:
        """A person by label, by number, or by a name that nobody shares."""
        named = [pk for pk, person in self.people.items() if person.name == text]
        only = named[0] if len(named) == 1 else None
        return self.labels.get(text) or self.numbers.get(text) or only
