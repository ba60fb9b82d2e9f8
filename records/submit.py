"""A form is carried out once: its key goes into the same transaction as what it does."""

import logging
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from records.again import again
from records.errors import EditConflict, Refusal
from records.models import SubmittedForm

logger = logging.getLogger(__name__)
Made = TypeVar("Made")
FIELD = "form_key"
LONGEST_URL = 500
"""What is kept of where a form led; a longer address (a list's many filters) is not."""


def new_form_key() -> str:
    """A key for a form about to be shown."""
    return str(uuid.uuid4())


def form_key(request: HttpRequest) -> uuid.UUID:
    """The key that the form carried; Refusal where it carries none."""
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        raise Refusal("这份表单缺少编号，可能是页面打开太久或不完整；请返回重新打开页面后再提交。") from None


def repeated(request: HttpRequest) -> HttpResponse | None:
    """Where the form was carried out before: the way to what it made; else None."""
    earlier = SubmittedForm.objects.filter(key=form_key(request), by_id=request.user.pk).first()
    if earlier is None:
        return None
    messages.info(request, "这份表单已经提交过，没有重复处理。")
    return redirect(earlier.result_url or "home")


def submit_once(
    request: HttpRequest,
    act: Callable[[], Made],
    *,
    to: Callable[[Made], str],
    done: str | Callable[[Made], None] = "",
) -> HttpResponse:
    """Run the service call `act` once for this form and redirect to `to(result)`.

    The key and the work stand in one transaction: either both are kept or neither. A second sending of the
    same form does nothing and is led to the same address. `done` is the message shown after the first,
    or what says it, once it is certain.
    Where the database breaks it off (two who wait for each other), all of it is run again, `act` included.
    Refusals raised by `act` pass through, with nothing written, and the key stays usable. A constraint met in
    a race, and a key that is somebody else's, are refusals too.
    """
    key = form_key(request)
    try:
        made, url = again(lambda: _carried_out(key, int(request.user.pk or 0), act, to))
    except IntegrityError as error:
        earlier = repeated(request)
        if earlier is None:
            logger.exception("A form met a constraint that its service did not check.")
            raise Refusal("内容与别人刚刚保存的冲突，没有写入；请刷新页面核对后再提交。") from error
        return earlier
    if callable(done):
        done(made)
    elif done:
        messages.success(request, done)
    return redirect(url)


def _carried_out(
    key: uuid.UUID, by: int, act: Callable[[], Made], to: Callable[[Made], str]
) -> tuple[Made, str]:
    """The key and the work in one transaction; what came of it and where it leads."""
    with transaction.atomic():
        SubmittedForm.objects.create(key=key, by_id=by)
        made = act()
        url = to(made)
        if len(url) <= LONGEST_URL:
            SubmittedForm.objects.filter(key=key).update(result_url=url)
    return made, url


def submit_form(
    request: HttpRequest,
    form: Any,
    act: Callable[[], Made],
    *,
    to: Callable[[Made], str],
    done: str,
    on_conflict: Callable[[EditConflict], None] | None = None,
) -> HttpResponse | None:
    """Carry out what a form asks for, once; None where it has to be shown (again), with what is wrong.

    A refusal goes to the form. `on_conflict` tells the form that another editor was first; without it the
    conflict's own words stand there as any refusal's do.
    """
    if request.method != "POST":
        return None
    earlier = repeated(request)
    if earlier is not None:
        return earlier
    if not form.is_valid():
        return None
    try:
        return submit_once(request, act, to=to, done=done)
    except EditConflict as conflict:
        (on_conflict or form.add_refusal)(conflict)
    except Refusal as refusal:
        form.add_refusal(refusal)
    return None
