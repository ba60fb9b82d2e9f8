"""签批、不批准、撤回、留档、销假、扫描件: each a small form on the slip's page, carried out once."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from records.errors import Refusal
from records.files import store_file
from records.models import StoredFile
from records.submit import repeated, submit_form, submit_once
from units.access import May, requires
from units.forms.leave import FileForm, NoteForm, RefuseForm, ReturnForm, WithdrawForm
from units.models import LeaveSlip
from units.selectors.slip_page import paper_of
from units.services.leave import withdraw_slip
from units.services.leave_signing import (
    PAPERS,
    attach_papers,
    detach_paper,
    file_slip,
    refuse_slip,
    return_slip,
    sign_slip,
)
from units.types import SiteRequest
from units.views.leave import slip_response, visible_slip

MOST_FILES = 20
Act = Callable[..., LeaveSlip]
CHANGED = "这张请假条刚刚被别人处理过，下面是最新情况；请看过后再处理。"


@requires(May.SIGN_SLIPS)
@require_POST
def slip_sign(request: SiteRequest, pk: int) -> HttpResponse:
    """The chief signs."""
    return _act(
        request, pk, NoteForm(request.POST), sign_slip, "已签批。请交县行政服务中心督查室留档。", "sign"
    )


@requires(May.SIGN_SLIPS)
@require_POST
def slip_refuse(request: SiteRequest, pk: int) -> HttpResponse:
    """The chief does not approve."""
    return _act(request, pk, RefuseForm(request.POST), refuse_slip, "已记为未批准。", "refuse")


@requires(May.KEEP_SLIPS)
@require_POST
def slip_withdraw(request: SiteRequest, pk: int) -> HttpResponse:
    """The person does not go after all."""
    return _act(request, pk, WithdrawForm(request.POST), withdraw_slip, "已撤回。", "withdraw")


@requires(May.KEEP_SLIPS)
@require_POST
def slip_file(request: SiteRequest, pk: int) -> HttpResponse:
    """It lies at 督查室."""
    return _act(request, pk, FileForm(request.POST), file_slip, "已登记督查室留档。", "file")


@requires(May.KEEP_SLIPS)
@require_POST
def slip_return(request: SiteRequest, pk: int) -> HttpResponse:
    """The person is back."""
    return _act(request, pk, ReturnForm(request.POST), return_slip, "已销假。", "return")


@requires(May.KEEP_SLIPS)
@require_POST
def slip_upload(request: SiteRequest, pk: int, kind: str) -> HttpResponse:
    """Scans or proofs; with one file refused none is added."""
    row = visible_slip(request, pk)
    if kind not in PAPERS:
        raise Http404
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    try:
        files = _stored(request)
        return submit_once(
            request,
            lambda: attach_papers(slip=row, kind=kind, files=files, by=request.user, at=timezone.now()),
            to=_url,
            done=f"已上传{PAPERS[kind]}。",
        )
    except Refusal as refusal:
        return slip_response(request, row, **{f"{kind}_refusal": refusal.message})


@requires(May.KEEP_SLIPS)
@require_POST
def slip_paper_remove(request: SiteRequest, pk: int, file: int) -> HttpResponse:
    """A paper that was attached by mistake."""
    row = visible_slip(request, pk)
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    stored = paper_of(row, file)
    if stored is None:
        raise Http404
    return submit_once(
        request,
        lambda: detach_paper(slip=row, file=stored, by=request.user, at=timezone.now()),
        to=_url,
        done="已移除。",
    )


def _stored(request: SiteRequest) -> list[StoredFile]:
    uploads = request.FILES.getlist("uploads")
    if len(uploads) > MOST_FILES:
        raise Refusal(f"一次最多上传{MOST_FILES}个文件，其余的请分次上传。", field="uploads")
    return [store_file(upload=upload, by=request.user, at=timezone.now()) for upload in uploads]


def _act(request: SiteRequest, pk: int, form: Any, act: Act, done: str, kind: str) -> HttpResponse:
    row = visible_slip(request, pk)

    def carry_out() -> Any:
        data = dict(form.cleaned_data)
        version = data.pop("version")
        return act(slip=row, expected_version=version, by=request.user, at=timezone.now(), **data)

    answer = submit_form(
        request,
        form,
        carry_out,
        to=_url,
        done=done,
        on_conflict=lambda _: form.add_error(None, CHANGED),
    )
    if answer is not None:
        return answer
    row = visible_slip(request, pk)
    form.data = form.data.copy()
    form.data["version"] = str(row.version)
    return slip_response(request, row, **{f"{kind}_form": form, "refused": form, "refused_kind": kind})


def _url(row: LeaveSlip) -> str:
    return reverse("units:slip", args=[row.pk])
