"""What belongs to another unit must not appear in anything that a unit's head can open."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction
from pypdf import PdfReader

from records.models import Change
from scoring.models import Complainant
from tests.access.rooms import all_paths, table
from tests.access.world import CANARIES, CANARY_FACT, COMPLAINT_CONTACT, COMPLAINT_NAME, World
from tests.conftest import logged_in

# The bulletin tells every unit's facts to all units (三), without the persons of the others.
PUBLISHED = ("notices:pdf public", "notices:unit_pdf own")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read(content: bytes, content_type: str) -> str:
    """The words of an answer: of a page, a PDF, or every part of a workbook."""
    if content_type.startswith("application/pdf"):
        return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if content_type.startswith(EXCEL):
        with ZipFile(BytesIO(content)) as parts:
            return "".join(parts.read(name).decode("utf-8", errors="replace") for name in parts.namelist())
    return content.decode("utf-8", errors="replace")


def leaks(world: World, who: str, canaries: tuple[str, ...] = CANARIES) -> list[str]:
    """Every canary found in any answer to this user, with the address it was found at."""
    client, found = logged_in(world.users[who]), []
    for key, path in all_paths(world).items():
        response = client.get(path)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        response.close()
        text = read(content, response.headers.get("Content-Type", "")).replace("\n", "")
        found += [f"{key}: {canary}" for canary in canaries if canary in text]
        found += [f"{key}: {canary} in a header" for canary in canaries if canary in str(response.headers)]
    return found


@pytest.mark.slow
def test_a_head_finds_nothing_of_another_unit_anywhere(world: World) -> None:
    assert leaks(world, "head") == [f"{paper}: {CANARY_FACT}" for paper in PUBLISHED]


@pytest.mark.slow
@pytest.mark.parametrize("who", ["office", "admin", "stranger", "anonymous"])
def test_who_sees_no_findings_finds_no_complainant(world: World, who: str) -> None:
    found = leaks(world, who)

    assert [leak for leak in found if "13900007731" in leak or "百灵鸟" in leak] == []


@pytest.mark.slow
def test_the_canaries_are_there_to_be_found(world: World) -> None:
    seen = {leak.split(": ")[1] for leak in leaks(world, "clerk")}

    assert seen == set(CANARIES)


COMPLAINT = (COMPLAINT_NAME, COMPLAINT_CONTACT)
EVERYBODY = (
    *("clerk", "chief", "head", "other_head", "discipline", "office", "leader", "admin"),
    *("stranger", "anonymous"),
)


@pytest.mark.slow
def test_no_page_export_or_paper_tells_anybody_who_complained(world: World) -> None:
    found = {who: leaks(world, who, COMPLAINT) for who in EVERYBODY}

    assert found == {who: [] for who in EVERYBODY}


@pytest.mark.slow
def test_who_complained_is_told_to_the_policy_office_where_it_asks_and_to_nobody_else(world: World) -> None:
    paths, told = all_paths(world), set()
    for who in EVERYBODY:
        client = logged_in(world.users[who])
        for key in table("POST"):
            with transaction.atomic():
                text = client.post(paths[key]).content.decode("utf-8", errors="replace")
                transaction.set_rollback(True)
            told |= {(who, key) for canary in COMPLAINT if canary in text}

    assert told == {("clerk", "scoring:complainant"), ("chief", "scoring:complainant")}


def test_the_log_and_everything_else_kept_does_not_tell_who_complained(world: World) -> None:
    paths = all_paths(world)
    for key in ("scoring:complainant", "scoring:complaint_file"):
        client = logged_in(world.users["clerk"])
        answer = client.post(paths[key]) if key == "scoring:complainant" else client.get(paths[key])
        answer.close()
    kept = [model for model in apps.get_models() if model is not Complainant]
    written = {
        model._meta.label: serializers.serialize("json", model.objects.all(), ensure_ascii=False)
        for model in kept
    }

    assert [name for name, text in written.items() for canary in COMPLAINT if canary in text] == []
    assert Change.objects.filter(action="查看投诉人").count() == 1
    assert Change.objects.filter(action="查看投诉材料").count() == 1
