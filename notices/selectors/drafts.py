"""The words of a paper as saved so far."""

from notices.models import Notice, PaperDraft


def saved_draft(kind: str, key: str) -> PaperDraft | None:
    """The draft of a kind and key, with who saved it."""
    return PaperDraft.objects.filter(kind=kind, key=key).select_related("saved_by").first()


def standing_notice(kind: str, key: str) -> Notice | None:
    """The paper issued of a kind and key that no other has replaced."""
    return Notice.objects.filter(kind=kind, key=key, replaced_by__isnull=True).first()
