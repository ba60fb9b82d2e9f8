"""验证: whether a PDF is one of the bureau's issued papers, and whether it is the newest."""

import re
from dataclasses import dataclass

from notices.models import Notice, NoticePaper
from notices.selectors.notices import corrections_of, may_read, visible_notices
from units.access import Actor

DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Verified:
    """What is said of a digest. `paper` and `notice` only where the actor may read them."""

    sha256: str
    is_ours: bool
    is_newest: bool = False
    is_outdated: bool = False
    notice: Notice | None = None
    paper: NoticePaper | None = None
    corrections: tuple[Notice, ...] = ()


def verified(sha256: str, actor: Actor) -> Verified:
    """What may be told to this actor of the paper with this digest.

    Readings that hide nobody are the same bytes: of those, one that the actor may read is told.
    """
    papers = list(NoticePaper.objects.filter(sha256=sha256).defer("pdf").select_related("unit"))
    if not papers:
        return Verified(sha256, is_ours=False)
    notice_id = papers[0].notice_id  # the number stands in the bytes: they are of one paper
    known = visible_notices(actor).filter(pk=notice_id).first()
    is_newest = not Notice.objects.filter(replaces=notice_id).exists()
    paper = next((one for one in papers if known and may_read(actor, known, one.reading, one.unit_id)), None)
    if known is None or paper is None:
        return Verified(sha256, is_ours=True, is_newest=is_newest)
    return Verified(
        sha256,
        is_ours=True,
        is_newest=is_newest,
        is_outdated=known.outdated,  # type: ignore[attr-defined]
        notice=known,
        paper=paper,
        corrections=tuple(corrections_of(known)) if known.kind == Notice.Kind.BULLETIN else (),
    )
