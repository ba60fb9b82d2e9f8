"""/components/: every piece once, with made-up words, for whoever builds or mends a page."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from records.templatetags.pieces import ICONS
from scoring.charts.bars import bar_chart
from scoring.charts.heat import heat_table
from scoring.charts.lines import line_chart
from units.access import May, requires
from units.sorting import Head, Sorting
from units.types import SiteRequest
from yanling_assess.components.samples import ROWS, SampleFilterForm, SampleForm, sample_changes

HEADS = (
    Head("日期", "date", ("date",)),
    Head("单位", "unit", ("unit",)),
    Head("情况"),
    Head("分值", is_number=True),
    Head("状态", "status", ("status",)),
)


@requires(May.MANAGE_ACCOUNTS)
@require_safe
def components(request: SiteRequest) -> HttpResponse:
    """The pieces; nothing on the page is of the bureau, and nothing is read or written."""
    filter_form = SampleFilterForm(request.GET)
    context = {
        "icons": ICONS,
        "filter_form": filter_form,
        "filtered": any(request.GET.values()),
        "form": SampleForm(),
        "wrong_form": _wrong_form(),
        "rows": ROWS,
        "page": Paginator(range(120), 50).get_page(2),
        "sorting": Sorting(HEADS, request.GET.get("sort", "-date"), {}),
        "changes": sample_changes(timezone.now()),
        "shades": range(6),
        **_charts(),
    }
    return render(request, "components/components.html", context)


def _wrong_form() -> SampleForm:
    """A form as it comes back: the summary on top, an error at its field, somebody else's words beside."""
    form = SampleForm({"fact": "电脑播放视频", "day": "2026年13月1日"})
    form.is_valid()
    form.conflict = [("发现情况", "电脑播放视频，人员待查", "电脑播放视频")]
    return form


def _charts() -> dict[str, Any]:
    months = [("6月", 94, "94"), ("7月", 95.5, "95.5"), ("8月", 93, "93"), ("9月", 97, "97")]
    return {
        "line": line_chart("c-line", "总分", months),
        "bars": bar_chart("c-bars", "扣分", [("社保中心", (4.0, 2.0), "6分")], ("上岗请假", "办公秩序")),
        "heat": heat_table("周一到周五，件数", ("9时", "10时"), [("周一", (1, 3)), ("周二", (0, 2))]),
    }
