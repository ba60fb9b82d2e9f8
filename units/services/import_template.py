"""The Excel template that the site hands out, empty or filled with what the site holds."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from records.workbooks import Column, Sheet, write_workbook
from units.models import Posting, StaffMember, Unit, Window
from units.services.import_columns import SHEETS, STAFF, UNITS, WINDOWS, Field

ADVICE = (
    "一、三张表“单位”“窗口”“人员”填好后，在本站“单位与人员 → 导入”上传。不用的表可以空着，不要改表名和表头。",
    "二、上传后先预览：新增什么、修改什么、哪里有错，逐行列出。确认后一次写入；有一处错误就全部不写。",
    "三、已有的单位按名称、窗口按单位和窗口号、人员按工号认出。已有记录的空格表示不改，同一份表再导一次不会重复。",
    "四、人员要离开或调走的，请在人员页上登记离开，再登记新的进驻；导入不结束已有的进驻。",
    "五、日期写成 2026-09-03，或设为日期格式。不要合并单元格。公式请粘贴为数值。",
    "六、下面是填写的例子，供对照；本表不会被导入。",
)
EXAMPLES: dict[str, Sequence[Sequence[Any]]] = {
    UNITS: [("社保中心", "社保", 1, "李建国", "0374-7000001", date(2026, 1, 1), None)],
    WINDOWS: [("社保中心", "3号窗口", "养老待遇", "是")],
    STAFF: [
        ("王芳", "001", "", "是", "已配", "在编", "社保中心", "3号窗口", "A岗", date(2026, 1, 4)),
        ("曾明", "002", "", "否", "申领中", "编外", "社保中心", "", "B岗", date(2026, 3, 2)),
    ],
}
EXPLAIN = "说明"


def template_workbook() -> bytes:
    """Three empty sheets with headers, notes and lists to choose from, and 说明 with examples."""
    empty: list[Sequence[Any]] = []
    return write_workbook([*(_sheet(name, empty) for name in SHEETS), _explanation()])


def filled_workbook(*, units: QuerySet[Unit], staff: QuerySet[StaffMember], on: date) -> bytes:
    """The same three sheets with these units, their windows, and these people with their post on that day.

    What comes out can be changed in Excel and handed in again as an import. Four queries.
    """
    posts = Posting.objects.on(on).filter(person__in=staff, unit__in=units)
    own = posts.exclude(post=Posting.Post.SUBSTITUTE).select_related("unit", "window")
    post_of = {row.person_id: row for row in own}
    windows = Window.objects.filter(unit__in=units).select_related("unit")
    rows: dict[str, Iterable[Sequence[Any]]] = {
        UNITS: ([getattr(row, one.name) for one in SHEETS[UNITS]] for row in units),
        WINDOWS: ([row.unit.name, row.number, row.name, row.in_use] for row in windows),
        STAFF: (_person(row, post_of.get(row.pk)) for row in staff),
    }
    return write_workbook(_sheet(name, rows[name]) for name in SHEETS)


def _person(row: StaffMember, post: Posting | None) -> list[Any]:
    kept = [row.name, row.number, row.pinyin, row.party_member]
    kept += [row.get_uniform_display(), row.get_kind_display()]
    if post is None:
        return [*kept, None, None, None, None]
    return [
        *kept,
        post.unit.name,
        post.window and post.window.number,
        post.get_post_display(),
        post.starts_on,
    ]


def _sheet(name: str, rows: Iterable[Sequence[Any]]) -> Sheet:
    return Sheet(name, [_column(one) for one in SHEETS[name]], rows)


def _column(one: Field) -> Column:
    choices = f"={UNITS}!$A$2:$A$500" if one.name == "unit" else one.words
    return Column(one.label, one.width, one.kind, note=one.note, choices=choices)


def _explanation() -> Sheet:
    """How to fill it in, then an example of each sheet under its headers."""
    rows: list[Sequence[Any]] = [(line,) for line in ADVICE]
    for name, fields in SHEETS.items():
        rows += [(), (f"【{name}】", *(one.label for one in fields))]
        rows += [("例", *map(_shown, example)) for example in EXAMPLES[name]]
    return Sheet(EXPLAIN, [Column("填写说明", 14, "line"), *(Column("", 13) for _ in range(10))], rows)


def _shown(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
