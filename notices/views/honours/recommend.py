"""推荐: a unit's head recommends at the quarter's end, sees what became of it, mends it, takes it back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notices.forms.honours import EditRecommendForm, OwnForm, RecommendForm, WithdrawHonourForm
from notices.models import Honour
from notices.selectors.honours.quarters import open_quarter, quarter_of, quarter_on
from notices.selectors.honours.recommending import Choices, choices_of
from notices.selectors.honours.roll import found_own
from notices.selectors.honours.rows import own_recommendations
from notices.services.honours.recommending import (
    edit_recommendation,
    recommend_honour,
    withdraw_recommendation,
)
from notices.views.honours.files import files_of_form
from notices.workbooks.honours import recommendations_workbook
from records.downloads import xlsx_response
from records.errors import Refusal
from records.submit import repeated, submit_form, submit_once
from scoring.periods import Period
from units.access import May, requires
from units.listed import listed
from units.models import Unit
from units.sorting import Head, Sorting
from units.types import SiteRequest

HEADS = (
    Head("季度", "quarter", ("quarter",)),
    Head("题目", "title", ("title",)),
    Head("类别", "kind", ("kind",)),
    Head("人员或窗口", "person", ("person__pinyin", "window__number")),
    Head("五优", "excellence", ("excellence",)),
    Head("结果", "state", ("state",)),
)


@requires(May.RECOMMEND)
@require_safe
def own_honours(request: SiteRequest) -> HttpResponse:
    """All that the own unit ever recommended, with what became of it."""
    form, sorting = _asked(request)
    today = timezone.localdate()
    context = {
        **listed(request, form, sorting, _found(request, form, sorting)),
        "opening": open_quarter(today),
        "last": quarter_on(today),
    }
    return render(request, "honours/own.html", context)


@requires(May.RECOMMEND)
@require_safe
def own_export(request: SiteRequest) -> HttpResponse:
    """The same recommendations as a workbook."""
    rows = _found(request, *_asked(request))
    return xlsx_response(recommendations_workbook(rows, at=timezone.now()), "本单位推荐")


def _asked(request: SiteRequest) -> tuple[OwnForm, Sorting]:
    form = OwnForm(request.GET)
    return form, Sorting.asked(HEADS, request.GET)


def _found(request: SiteRequest, form: OwnForm, sorting: Sorting) -> Any:
    return sorting.rows(found_own(form.wanted(), request.actor))


@requires(May.RECOMMEND)
@require_http_methods(["GET", "HEAD", "POST"])
def recommend(request: SiteRequest) -> HttpResponse:
    """Recommend for the quarter that is open."""
    opening = open_quarter(timezone.localdate())
    if opening is None:
        return render(request, "honours/closed.html", {"last": quarter_on(timezone.localdate())})
    choices = _choices(request, opening.period)
    if request.method != "POST":
        initial = {"kind": request.GET.get("kind") or None}
        form = RecommendForm(initial=initial, choices=choices, own_files=[])
        return _form(request, form, opening.period, opening=opening)
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    data, files, refusals = files_of_form(request)
    form = RecommendForm(data, choices=choices, own_files=files)
    _tell(form, refusals)
    answer = submit_form(
        request,
        form,
        lambda: recommend_honour(
            unit=form.cleaned_data["unit"],
            period=opening.period,
            told=form.told(),
            files=form.cleaned_data["kept"],
            by=request.user,
            at=timezone.now(),
        ),
        to=_url,
        done="已推荐，等待政策法规股择优选树；决定以前可以修改、撤回。",
    )
    return answer or _form(request, form, opening.period, opening=opening)


@requires(May.RECOMMEND)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SiteRequest, pk: int) -> HttpResponse:
    """Mend a recommendation before it is decided."""
    row = _own(request, pk)
    period, held = quarter_of(row.quarter), list(row.files.all())
    choices = [choices_of(row.unit, period)]
    if request.method != "POST":
        if row.state != Honour.State.RECOMMENDED:
            raise Refusal(f"这件推荐已经是“{row.get_state_display()}”，不能再修改。")
        form = EditRecommendForm(initial=_initial(row), choices=choices, own_files=held)
        return _form(request, form, period, honour=row)
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    data, files, refusals = files_of_form(request, held)
    form = EditRecommendForm(data, choices=choices, own_files=files)
    _tell(form, refusals)
    answer = submit_form(
        request,
        form,
        lambda: edit_recommendation(
            honour=row,
            expected_version=form.cleaned_data["version"],
            told=form.told(),
            files=form.cleaned_data["kept"],
            by=request.user,
            at=timezone.now(),
        ),
        to=_url,
        done="已修改。",
        on_conflict=form.add_conflict,
    )
    return answer or _form(request, form, period, honour=row)


@requires(May.RECOMMEND)
@require_POST
def withdraw(request: SiteRequest, pk: int) -> HttpResponse:
    """Take it back; it stays on record."""
    row, form = _own(request, pk), WithdrawHonourForm(request.POST)
    if not form.is_valid():
        raise Refusal("页面不完整，请返回重新打开后再撤回。")
    given = form.cleaned_data
    return submit_once(
        request,
        lambda: withdraw_recommendation(
            honour=row,
            expected_version=given["version"],
            reason=given["reason"],
            by=request.user,
            at=timezone.now(),
        ),
        to=_url,
        done="已撤回，记录保留。",
    )


def _choices(request: SiteRequest, period: Period) -> list[Choices]:
    units = Unit.objects.filter(pk__in=request.actor.unit_ids)
    return [choices_of(unit, period) for unit in units]


def _initial(row: Honour) -> dict[str, Any]:
    names = ("kind", "excellence", "title", "story", "version")
    told = {name: getattr(row, name) for name in names}
    return {**told, "unit": row.unit_id, "person": row.person_id, "window": row.window_id}


def _tell(form: RecommendForm, refusals: list[Refusal]) -> None:
    for refused in refusals:
        form.add_error("uploads", refused.message)


def _form(request: SiteRequest, form: RecommendForm, period: Period, **more: Any) -> HttpResponse:
    context = {"form": form, "kept": form.own_files, "period": period, **more}
    return render(request, "honours/form.html", context, status=422 if form.errors else 200)


def _own(request: SiteRequest, pk: int) -> Honour:
    row = own_recommendations(request.actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _url(row: Honour) -> str:
    return reverse("notices:honour", args=[row.pk])
