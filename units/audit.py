"""What the log keeps of a request beside the changes it made: refusals, and whatever left the house."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.http import parse_header_parameters

from records.changes import record_act
from records.models import Change
from units.access import declared_rights

LEAVES = {
    "application/pdf": "打印",
    "application/zip": "导出",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "导出",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "导出",
    "text/csv": "导出",
}


def log_answer(request: HttpRequest, response: HttpResponseBase) -> None:
    """One line where somebody logged in was refused, or was handed a paper, an export or a file.

    Written before the answer goes out: where it cannot be written, nothing is handed out.
    """
    refused = response.status_code == 403
    action = "拒绝访问" if refused else _leaving(response) if response.status_code == 200 else ""
    if not action or request.method == "HEAD" or not request.user.is_authenticated:
        return  # a page is told by its answer alone: its session need not be read for this
    if refused:
        _log(request, action, _about(request), result=Change.Result.REFUSED)
    else:
        _log(request, action, _file_name(response) or _about(request))


def _about(request: HttpRequest) -> str:
    """What was asked for, by the Chinese names of the rights that it needs."""
    match = request.resolver_match
    return "、".join(right.value for right in declared_rights(match.func)) if match else ""


def _leaving(response: HttpResponseBase) -> str:
    """What it is called, empty for a page or a small picture in one."""
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if kind in LEAVES:
        return LEAVES[kind]
    is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
    return "下载" if is_file else ""


def _file_name(response: HttpResponseBase) -> str:
    _, given = parse_header_parameters(response.headers.get("Content-Disposition", ""))
    return str(given.get("filename", ""))


def _log(request: HttpRequest, action: str, label: str, **more: Any) -> None:
    match = request.resolver_match
    record_act(
        action=action,
        by=request.user,
        subject_type=match.view_name if match else "",
        subject_id=" ".join(str(value) for value in match.kwargs.values()) if match else "",
        label=label,
        **more,
    )
