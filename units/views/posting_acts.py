"""审查、递交、轮换、撤出: each carried out once."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from records.submit import submit_form
from units.access import May, requires
from units.forms.postings import PASS, HandInForm, ReviewForm, RotateForm, WithdrawPostingForm
from units.models import Posting
from units.selectors.people import people_options
from units.services.postings import hand_in_posting, review_posting, rotate_posting, withdraw_posting
from units.types import SiteRequest
from units.views.postings import found_posting, posting_response, posting_url

FORM_METHODS = ["GET", "HEAD", "POST"]
CHANGED = "这条进驻刚刚被别人修改过，下面是最新情况；请看过后再处理。"


@requires(May.REVIEW_POSTINGS)
@require_POST
def posting_review(request: SiteRequest, pk: int) -> HttpResponse:
    """The office's opinion."""
    row, form = found_posting(pk), ReviewForm(request.POST)

    def act() -> Posting:
        data = form.cleaned_data
        return review_posting(
            posting=row,
            expected_version=data["version"],
            approved=data["verdict"] == PASS,
            note=data["note"],
            reviewed_on=data["reviewed_on"],
            by=request.user,
            at=timezone.now(),
        )

    return _carried_out(request, form, act, "已登记审查意见。") or _again(request, pk, review_form=form)


@requires(May.REVIEW_POSTINGS)
@require_POST
def posting_hand_in(request: SiteRequest, pk: int) -> HttpResponse:
    """The papers went to the hall."""
    row, form = found_posting(pk), HandInForm(request.POST)

    def act() -> Posting:
        data = form.cleaned_data
        return hand_in_posting(
            posting=row,
            expected_version=data["version"],
            handed_on=data["handed_on"],
            by=request.user,
            at=timezone.now(),
        )

    return _carried_out(request, form, act, "已登记递交大厅。") or _again(request, pk, hand_in_form=form)


@requires(May.REVIEW_POSTINGS)
@require_http_methods(FORM_METHODS)
def posting_rotate(request: SiteRequest, pk: int) -> HttpResponse:
    """轮换: this ends, the next begins."""
    row = found_posting(pk)
    initial = {"version": row.version, "unit": row.unit_id, "post": row.post}
    form = RotateForm(request.POST or None, initial=initial | {"starts_on": timezone.localdate()})

    def act() -> Posting:
        data = dict(form.cleaned_data)
        version = data.pop("version")
        return rotate_posting(
            posting=row,
            expected_version=version,
            to=Posting(person=row.person, **data),
            by=request.user,
            at=timezone.now(),
        )

    done = "已轮换；新的进驻要经审查后再递交大厅。"
    return _carried_out(request, form, act, done) or _form(request, form, row, f"{row.person.name}轮换")


@requires(May.REVIEW_POSTINGS)
@require_http_methods(FORM_METHODS)
def posting_withdraw(request: SiteRequest, pk: int) -> HttpResponse:
    """撤出, with the replacement."""
    row, today = found_posting(pk), timezone.localdate()
    initial = {"version": row.version, "ends_on": today, "reason": "撤出"}
    form = WithdrawPostingForm(request.POST or None, people=people_options(today), initial=initial)

    def act() -> Posting:
        data = dict(form.cleaned_data)
        version = data.pop("version")
        return withdraw_posting(
            posting=row, expected_version=version, **data, by=request.user, at=timezone.now()
        )

    title = f"撤出{row.person.name}"
    return _carried_out(request, form, act, "已登记撤出。") or _form(request, form, row, title)


def _carried_out(
    request: SiteRequest, form: Any, act: Callable[[], Posting], done: str
) -> HttpResponse | None:
    """The way on; None where the form has to be shown (again)."""
    return submit_form(
        request,
        form,
        act,
        to=posting_url,
        done=done,
        on_conflict=lambda conflict: form.add_error(
            None, CHANGED if conflict.current is not None else "这条进驻已被删除。"
        ),
    )


def _again(request: SiteRequest, pk: int, **form: Any) -> HttpResponse:
    """The posting's page as it is now, with what was typed."""
    row = found_posting(pk)
    for one in form.values():
        one.data = one.data.copy()
        one.data["version"] = str(row.version)
    return posting_response(request, row, refused=next(iter(form.values())), **form)


def _form(request: SiteRequest, form: Any, row: Posting, title: str) -> HttpResponse:
    if form.is_bound and CHANGED in form.non_field_errors():
        form.data = form.data.copy()
        form.data["version"] = str(found_posting(row.pk).version)
    context = {"form": form, "posting": row, "title": title, "back": posting_url(row)}
    return render(request, "units/postings/form.html", context, status=422 if form.errors else 200)
