"""Files handed out under a Chinese name."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from records.errors import Refusal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_response(data: bytes, name: str) -> HttpResponse:
    """A workbook to be saved as `name`.xlsx; nobody between keeps a copy."""
    response = HttpResponse(data, content_type=XLSX)
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx")
    response["Content-Disposition"] = disposition or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def check_size(total: int, most: int, counter: str, *, by: str) -> None:
    """Refuse an export of more rows than a workbook is made of at once; `by` is what to filter by first.

    `counter` is what the rows are counted with: 件, 张, 名.
    """
    if total > most:
        found = f"符合条件的有{total}{counter}，一次最多导出{most}{counter}"
        raise Refusal(f"{found}；请按{by}筛选后再导出。")
