"""签收: the head of a unit confirms that it has a paper; once."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from notices.models import Notice, Receipt
from notices.selectors.receipts import is_addressed
from records.changes import record_change
from records.errors import Refusal
from units.models import Unit

ALREADY = "本单位已经签收过这份文件。"


def confirm_receipt(*, notice: Notice, unit: Unit, by: Any, at: datetime) -> Receipt:
    """Confirm a paper for a unit. Refusal where it is not addressed to it, or was confirmed before."""
    if not is_addressed(notice, unit):
        raise Refusal(f"{notice.number}不是发给{unit}的，不需要签收。")
    if Receipt.objects.filter(notice=notice, unit=unit).exists():
        raise Refusal(ALREADY)
    try:
        with transaction.atomic():
            receipt = Receipt.objects.create(notice=notice, unit=unit, by=by, at=at)
            record_change(by=by, at=at, action="签收", subject=notice, after={"窗口单位": unit.name})
    except IntegrityError as error:
        raise Refusal(ALREADY) from error
    return receipt
