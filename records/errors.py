"""What a service says when it must refuse: always in the user's language, always with what to do."""

from typing import Any


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """A service refuses. The text is shown to the user: what was found, where, what to do.

    Shapes: `Refusal("…")`; `.field` names the form field it belongs to, empty for the whole form.
    A view that lets it through gets the site's refusal page (`status`), never a 500.
    """

    status = 409

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class FileStoreError(Refusal):
    """The store of files does not answer, or (`is_refusal`) will not have it; nothing was kept."""

    status = 503

    def __init__(self, message: str, *, is_refusal: bool = False) -> None:
        super().__init__(message)
        self.is_refusal = is_refusal


class EditConflict(Refusal):
    """Somebody else saved this record first; `current` is the row as it stands now (None: deleted)."""

    def __init__(self, current: Any) -> None:
        super().__init__("这条记录刚刚被别人修改过，请对照两份内容后再保存。")
        self.current = current


def given(
    text: str, empty: str, *, field: str = "reason", most: int | None = None, what: str = "理由"
) -> str:
    """What was written, trimmed; Refusal at `field` where nothing was (in the words of `empty`), or where it
    is longer than `most` characters (`what` is the name of the text).
    """
    text = text.strip()
    if not text:
        raise Refusal(empty, field=field)
    if most is not None and len(text) > most:
        raise Refusal(f"{what}请不超过{most}字（现在{len(text)}字）。", field=field)
    return text
