"""督查 on a phone: the page, the script that keeps it for when there is no connection, and its data.

The page and that script hold nothing of anybody: names come with `inspect_data` alone, which the device keeps
apart and forgets at logout (docs/decisions/inspect_on_a_phone.md).
"""

from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from scoring.periods import first_of
from scoring.selectors.editions import edition_for
from scoring.selectors.inspect_data import inspect_data
from scoring.selectors.visits import units_open
from units.access import May, requires
from units.signing_in.sessions import ends_at
from units.types import SiteRequest

STYLES = ("vendor/bootstrap.min.css", "css/site.css", "css/inspect.css")
SCRIPTS = tuple(
    f"js/inspect/{name}.js"
    for name in (
        *("dom", "store", "search", "draft", "checks", "photos", "send", "people", "parts"),
        *("units", "visit", "find", "seen", "summary", "app", "main"),
    )
)
PAGE, WORKER = "scoring/inspect/inspect.html", "scoring/inspect/worker.js"
MOST_BYTES = settings.EVIDENCE_MAX_BYTES


@requires(May.INSPECT)
@gzip_page
@require_safe
def inspect(request: SiteRequest) -> HttpResponse:
    """The page: a frame that its scripts fill; without scripts it leads to 登记事项."""
    return render(request, PAGE, _shell())


@requires(May.INSPECT)
@require_safe
def inspect_worker(_request: SiteRequest) -> HttpResponse:
    """The script that keeps page, styles and scripts on the device, all of one version."""
    files = (*STYLES, *SCRIPTS)
    context = {"version": _version(files), "files": [static(name) for name in files]}
    script = render_to_string(WORKER, context)
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@requires(May.INSPECT)
@gzip_page
@require_safe
def data(request: SiteRequest) -> JsonResponse:
    """Units, people, behaviours, checks; who is logged in, and until when the device may keep it."""
    get_token(request)
    at = timezone.now()
    found = inspect_data(at, edition_for(first_of(timezone.localdate(at))))
    user = {"id": request.user.pk, "name": str(request.user)}
    whose = {"user": user, "until": ends_at(request.session).isoformat()}
    return JsonResponse(whose | found, json_dumps_params={"ensure_ascii": False})


def _shell() -> dict[str, Any]:
    return {
        "styles": STYLES,
        "scripts": SCRIPTS,
        "most_bytes": MOST_BYTES,
        "units": units_open(timezone.localdate()),
    }


def _version(files: tuple[str, ...]) -> str:
    """Changes with any byte of what is kept."""
    digest = sha256(render_to_string(PAGE, _shell()).encode())
    for name in files:
        digest.update(Path(str(finders.find(name))).read_bytes())
    return digest.hexdigest()[:16]
