"""The columns of the 整改台账, as its heads sort them."""

from units.sorting import Head

COLUMNS = (
    Head("期限", "due", ("due_on", "id")),
    Head("处理方式", "kind", ("kind",)),
    Head("单位", "unit", ("unit__order", "unit__id")),
    Head("人员", "person", ("person__pinyin",)),
    Head("月份", "month", ("month__month",)),
    Head("依据"),
    Head("公文"),
    Head("状态", "state", ("state",)),
)
