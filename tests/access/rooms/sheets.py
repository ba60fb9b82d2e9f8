"""得分单 of one unit, and print runs of all units' sheets."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.urls import reverse
from pypdf import PdfWriter

from notices.models import PrintRun
from tests.access.world import CANARY_RUN, World
from tests.conftest import NOON

GET = """
notices:score_sheet own            302 403 200 200 200 404 403 403 200 403
notices:score_sheet other          302 403 200 200 404 200 403 403 200 403
notices:score_sheet open           302 403 200 200 200 404 403 403 200 403
notices:score_sheet_docx own       302 403 200 200 200 404 403 403 200 403
notices:score_sheet_docx other     302 403 200 200 404 200 403 403 200 403
notices:score_sheet_docx open      302 403 200 200 200 404 403 403 200 403
notices:ask_sheets                 302 403 405 405 403 403 403 403 405 403
notices:print_run                  302 403 200 200 403 403 403 403 200 403
notices:restart_run                302 403 405 405 403 403 403 403 405 403
notices:run_pdf                    302 403 200 200 403 403 403 403 200 403
notices:run_zip                    302 403 200 200 403 403 403 403 200 403
"""

POST = """
notices:ask_sheets                 302 403 may may 403 403 403 403 may 403
notices:restart_run                302 403 may may 403 403 403 403 may 403
"""


def paths(world: World) -> dict[str, str]:
    pk = a_run(world).pk
    own, other = world.own.pk, world.other.pk
    return {
        **{
            f"{name} {which}": reverse(name, args=[month, unit])
            for name in ("notices:score_sheet", "notices:score_sheet_docx")
            for which, month, unit in (
                ("own", "2026-09", own),
                ("other", "2026-09", other),
                ("open", "2026-10", own),
            )
        },
        "notices:ask_sheets": reverse("notices:ask_sheets", args=["2026-09"]),
        **{name: reverse(name, args=[pk]) for name in (f"notices:{one}" for one in OF_A_RUN)},
    }


OF_A_RUN = ("print_run", "restart_run", "run_pdf", "run_zip")


def a_run(world: World) -> PrintRun:
    """August's sheets, printed."""
    kept = {
        "state": PrintRun.State.DONE,
        "pdf": blank_pdf(),
        "zip": a_zip(),
        "asked_by": world.users["clerk"],
        "asked_at": NOON,
        "finished_at": NOON,
        "expires_at": NOON + timedelta(days=7),
    }
    run, _ = PrintRun.objects.get_or_create(result=world.notice.result, with_ranks=True, defaults=kept)
    return run


def a_zip() -> bytes:
    """An archive of one sheet, whose words are a canary."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("得分单.txt", CANARY_RUN)
    return out.getvalue()


def blank_pdf() -> bytes:
    """A PDF of one empty page."""
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()
