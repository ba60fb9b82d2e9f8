"""What every page's frame needs, and the paper's own words for the pages of rooms below it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from scoring.periods import first_of
from scoring.rulebook import Clause
from scoring.selectors.editions import edition_for
from units.access import NOBODY
from yanling_assess.menu import menu_for


def site(request: HttpRequest) -> dict[str, Any]:
    """The actor, the menu, whether this is the demo, and the clauses in force for a page that quotes one."""
    actor = getattr(request, "actor", NOBODY)
    return {
        "actor": actor,
        "is_demo": settings.DEMO,
        "menu": menu_for(request, actor),
        "clauses": SimpleLazyObject(_clauses),
    }


def _clauses() -> Mapping[str, Clause]:
    """The clauses of today's edition by number; read only where a page quotes one."""
    return edition_for(first_of(timezone.localdate())).clauses
