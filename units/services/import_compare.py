"""Rows of an import beside what the site holds: what is new, what differs, what cannot be."""

from typing import Any

from units.models import Posting, StaffMember, Unit, Window
from units.pinyin import search_key
from units.services.import_columns import POSTING_FIELDS, SHEETS, STAFF, UNITS, WINDOWS
from units.services.import_plan import ADDED, CHANGED, SAME, ParsedRow, RowError, Step

POSTING = "进驻"
WORDS: dict[str, dict[Any, Any]] = {
    "post": dict(Posting.Post.choices),
    "uniform": dict(StaffMember.Uniform.choices),
    "kind": dict(StaffMember.Kind.choices),
}


class Comparing:
    """Shared by both: errors told with their place, a key met twice, a known row compared."""

    def __init__(self, errors: list[RowError]) -> None:
        self.errors = errors
        self.seen: dict[tuple[str, ...], int] = {}

    def is_repeated(self, row: ParsedRow, column: str, *key: str) -> bool:
        """Whether the file named this before; tells where."""
        line = self.seen.setdefault(key, row.row.line)
        if line == row.row.line:
            return False
        self.fail(row, column, f"“{key[-1]}”与第{line}行重复；请只保留一行。")
        return True

    def fail(self, row: ParsedRow, column: str, message: str) -> None:
        self.errors.append(RowError(row.place(column), message))

    def step(self, kind: str, known: Any, row: ParsedRow, label: str, values: dict[str, Any]) -> Step:
        """新增 where nothing is known, else 修改 with what differs, or 不变."""
        if known is None:
            details = tuple((_label(kind, name), "", _shown(name, value)) for name, value in values.items())
            return Step(kind, ADDED, label, row.place(), values, details)
        changed = {name: value for name, value in values.items() if getattr(known, name) != value}
        details = tuple(
            (_label(kind, name), _shown(name, getattr(known, name)), _shown(name, value))
            for name, value in changed.items()
        )
        return Step(kind, CHANGED if changed else SAME, label, row.place(), changed, details, known)


class Places(Comparing):
    """Units and windows: those of the site and those of the file."""

    def __init__(self, errors: list[RowError]) -> None:
        super().__init__(errors)
        self.units = {unit.name: unit for unit in Unit.objects.all()}
        known = Window.objects.select_related("unit")
        self.windows = {(window.unit.name, window.number): window for window in known}
        self.new_units: set[str] = set()
        self.new_windows: set[tuple[str, str]] = set()

    def unit(self, row: ParsedRow) -> list[Step]:
        name = row.values.get("name")
        if not name or self.is_repeated(row, "单位名称", UNITS, name):
            return []
        known = self.units.get(name)
        begins, ends = (
            row.values.get(date, getattr(known, date, None)) for date in ("in_service_from", "in_service_to")
        )
        if begins and ends and ends < begins:
            self.fail(row, "停用日期", "停用日期不能早于启用日期。")
        if known is None:
            self.new_units.add(name)
        return [self.step(UNITS, known, row, name, row.values)]

    def window(self, row: ParsedRow) -> list[Step]:
        unit, number = row.values.get("unit"), row.values.get("number")
        if not unit or not number or self.is_repeated(row, "窗口号", WINDOWS, unit, number):
            return []
        if not self.knows_unit(unit):
            self.fail(row, "单位名称", f"没有名为“{unit}”的单位；请改正，或在“单位”表里添加。")
            return []
        known = self.windows.get((unit, number))
        values = row.values if known is None else {k: v for k, v in row.values.items() if k != "unit"}
        if known is None:
            self.new_windows.add((unit, number))
        return [self.step(WINDOWS, known, row, f"{unit} {number}", values)]

    def knows_unit(self, name: str) -> bool:
        return name in self.units or name in self.new_units

    def knows_window(self, unit: str, number: str) -> bool:
        return (unit, number) in self.windows or (unit, number) in self.new_windows


class People(Comparing):
    """People and the posts they begin."""

    def __init__(self, errors: list[RowError], places: Places) -> None:
        super().__init__(errors)
        self.places = places
        self.staff = {person.number: person for person in StaffMember.objects.all()}
        self.postings: dict[str, list[Posting]] = {}
        for posting in Posting.objects.select_related("person", "unit", "window"):
            self.postings.setdefault(posting.person.number, []).append(posting)

    def person(self, row: ParsedRow) -> list[Step]:
        name, number = row.values.get("name"), row.values.get("number")
        if not name or not number or self.is_repeated(row, "工号", STAFF, number):
            return []
        known = self.staff.get(number)
        if known is not None and known.name != name:
            self.fail(row, "工号", f"工号“{number}”是{known.name}的；如是改名，请先在人员页上修改姓名。")
            return []
        values = {key: value for key, value in row.values.items() if key not in POSTING_FIELDS}
        if known is None:
            values.setdefault("pinyin", search_key(name))
        return [self.step(STAFF, known, row, f"{name}（{number}）", values), *self.posting(row, name, number)]

    def posting(self, row: ParsedRow, name: str, number: str) -> list[Step]:
        wanted = {"post": Posting.Post.A.value} | {
            key: row.values[key] for key in POSTING_FIELDS if key in row.values
        }
        if not wanted.get("unit"):
            given = [key for key in POSTING_FIELDS if key in row.values]
            if given:
                self.fail(row, "单位名称", "填了窗口号、岗位或进驻日期，却没有填单位名称。")
            return []
        if not self._is_place(row, wanted):
            return []
        label = f"{name} 到 {wanted['unit']}{wanted.get('window', '')}"
        place = row.place()
        if self._stands_there(number, wanted):
            return [Step(POSTING, SAME, label, place, {})]
        if not wanted.get("starts_on"):
            self.fail(row, "进驻日期", "没有填写；登记新的进驻须写明从哪天起。")
            return []
        clash = self._clash(number, wanted)
        if clash is not None:
            self.fail(
                row,
                "单位名称",
                f"{name}自{clash.starts_on.isoformat()}起在{clash.unit}{clash.window or ''}"
                f"（{clash.get_post_display()}），时间重叠；请先在人员页上登记离开。",
            )
            return []
        details = tuple(
            (_label(STAFF, key), "", _shown(key, wanted[key])) for key in POSTING_FIELDS if key in wanted
        )
        return [Step(POSTING, ADDED, label, place, wanted | {"person": number}, details)]

    def _is_place(self, row: ParsedRow, wanted: dict[str, Any]) -> bool:
        unit, window = wanted["unit"], wanted.get("window")
        if not self.places.knows_unit(unit):
            self.fail(row, "单位名称", f"没有名为“{unit}”的单位；请改正，或在“单位”表里添加。")
            return False
        if window and not self.places.knows_window(unit, window):
            self.fail(row, "窗口号", f"{unit}没有“{window}”；请改正，或在“窗口”表里添加。")
            return False
        return True

    def _stands_there(self, number: str, wanted: dict[str, Any]) -> bool:
        """Whether this very posting is on record: same place and post, begun that day (or no day given)."""
        return any(
            (posting.unit.name, posting.window.number if posting.window else None, posting.post)
            == (wanted["unit"], wanted.get("window"), wanted["post"])
            and (
                posting.starts_on == wanted["starts_on"] if "starts_on" in wanted else posting.ends_on is None
            )
            for posting in self.postings.get(number, [])
        )

    def _clash(self, number: str, wanted: dict[str, Any]) -> Posting | None:
        """A posting of one's own that has not ended by then; a 替岗 stands beside the own post."""
        if wanted["post"] == Posting.Post.SUBSTITUTE:
            return None
        for posting in self.postings.get(number, []):
            is_over = posting.ends_on is not None and posting.ends_on < wanted["starts_on"]
            if posting.post != Posting.Post.SUBSTITUTE and not is_over:
                return posting
        return None


def _label(kind: str, name: str) -> str:
    """The template's header of a field."""
    return next((one.label for one in SHEETS[kind] if one.name == name), name)


def _shown(name: str, value: Any) -> str:
    """A value in the template's own words."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(WORDS.get(name, {}).get(value, value)) if value not in (None, "") else "（空）"
