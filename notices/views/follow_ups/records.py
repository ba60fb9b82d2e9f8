"""约谈记录 and 撤出登记: the two acts that have a page of their own."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from notices.forms.follow_ups import RemovalForm, TalkForm
from notices.models import FollowUp, Talk
from notices.services.follow_ups.removals import record_removal
from notices.services.follow_ups.talks import FIELDS, edit_talk, record_talk
from notices.views.follow_ups.pages import follow_up_url, found_follow_up
from records.errors import EditConflict
from records.submit import repeated, submit_form
from scoring.views.record_form import carried_files, keep_uploads
from units.access import May, requires
from units.selectors.people import people_options
from units.types import SiteRequest

FORM_METHODS = ["GET", "HEAD", "POST"]


@requires(May.HOLD_TALKS)
@require_http_methods(FORM_METHODS)
def talk(request: SiteRequest, pk: int) -> HttpResponse:
    """The record of a talk, written or mended by the 纪检监察组."""
    row = found_follow_up(request, pk)
    kept = Talk.objects.filter(follow_up=row).first()
    if request.method == "POST":
        earlier = repeated(request)
        if earlier is not None:
            return earlier
    form, files = _talk_form(request, row, kept)

    def act() -> Talk:
        told: dict[str, Any] = {
            "expected_version": form.cleaned_data["version"],
            "data": {name: form.cleaned_data[name] for name in FIELDS},
            "files": files,
            "by": request.user,
            "at": timezone.now(),
        }
        if kept is None:
            return record_talk(follow_up=row, **told)
        if form.cleaned_data["talk"] != kept.pk:  # somebody else began the record while this one was written
            raise EditConflict(kept)
        return edit_talk(talk=kept, **told)

    answer = submit_form(
        request,
        form,
        act,
        to=lambda _: follow_up_url(row),
        done="约谈记录已保存。",
        on_conflict=form.add_conflict,
    )
    if answer is not None:
        return answer
    context = {"form": form, "row": row, "talk": kept, "files": files}
    return render(request, "notices/follow_ups/talk.html", context, status=422 if form.errors else 200)


@requires(May.REVIEW_FOLLOW_UPS)
@require_http_methods(FORM_METHODS)
def removal(request: SiteRequest, pk: int) -> HttpResponse:
    """The person left: the posting ends, the replacement begins."""
    row, today = found_follow_up(request, pk), timezone.localdate()
    initial = {"version": row.version, "left_on": today}
    form = RemovalForm(request.POST or None, people=people_options(today), initial=initial)

    def act() -> object:
        data = dict(form.cleaned_data)
        version = data.pop("version")
        return record_removal(
            follow_up=row, expected_version=version, **data, by=request.user, at=timezone.now()
        )

    answer = submit_form(request, form, act, to=lambda _: follow_up_url(row), done="撤出已登记，这一件办结。")
    if answer is not None:
        return answer
    context = {"form": form, "row": row}
    return render(request, "notices/follow_ups/removal.html", context, status=422 if form.errors else 200)


def _talk_form(request: SiteRequest, row: FollowUp, kept: Talk | None) -> tuple[TalkForm, list[Any]]:
    """The form as sent, or filled with what stands; with the files that it carries."""
    if request.method != "POST":
        initial = {name: getattr(kept, name) for name in FIELDS} if kept else {"person": row.unit.head}
        start = {"version": (kept or row).version, "talk": kept.pk if kept else None}
        return TalkForm(initial={**initial, **start}), []
    stored, refusals = keep_uploads(request)
    data = request.POST.copy()
    files = carried_files(request, data, stored)
    form = TalkForm(data)
    for refusal in refusals:
        form.add_error("uploads", refusal.message)
    return form, files
