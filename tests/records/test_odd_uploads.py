"""More than forty files that want to be run: none is stored outside its folder, none runs in a page."""

import hashlib
from pathlib import Path

import pytest
from PIL import Image

from records.errors import Refusal
from records.files import check_file, store_file
from records.models import StoredFile
from records.serving import file_answer, thumbnail_answer
from tests.conftest import NOON
from tests.records.odd_uploads import PAPERS, PAYLOADS, PHOTOS, REFUSED
from tests.records.test_files import BAD, upload
from units.models import User


def outside(folder: Path) -> list[Path]:
    """Files under the test's folder that are not in the evidence's."""
    return [
        path for path in folder.rglob("*") if path.is_file() and not path.is_relative_to(folder / "evidence")
    ]


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_made_to_deceive_is_refused_and_nothing_is_stored(
    name: str, clerk: User, tmp_path: Path
) -> None:
    given, make = REFUSED[name]
    with pytest.raises(Refusal) as refusal:
        store_file(upload=upload(given, make()), by=clerk, at=NOON)

    assert (refusal.value.field, "请" in refusal.value.message) == ("files", True)
    assert not StoredFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", PHOTOS)
def test_a_photo_is_kept_without_what_rode_along(name: str, clerk: User, tmp_path: Path) -> None:
    given, make = PHOTOS[name]
    data = make()
    stored = store_file(upload=upload(given, data, "text/html"), by=clerk, at=NOON)
    path = Path(stored.file.path)
    kept = path.read_bytes()

    assert stored.original_sha256 == hashlib.sha256(data).hexdigest()
    assert stored.sha256 == hashlib.sha256(kept).hexdigest()
    assert path.is_relative_to(tmp_path / "evidence")
    assert path.suffix == ""
    assert outside(tmp_path) == []
    assert [payload for payload in PAYLOADS if payload in kept] == []
    with Image.open(path) as picture:
        assert dict(picture.getexif()) == {}
        assert not {"comment", "xmp", "icc_profile", "Comment"} & set(picture.info)
    assert stored.name.endswith((".jpg", ".png"))
    assert stored.name.isprintable()
    assert "/" not in stored.name
    assert runs_nowhere(stored)


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_kept_as_it_came_and_runs_nowhere(name: str, clerk: User, tmp_path: Path) -> None:
    given, make = PAPERS[name]
    data = make()
    stored = store_file(upload=upload(given, data, "text/html"), by=clerk, at=NOON)

    assert Path(stored.file.path).read_bytes() == data
    assert stored.original_sha256 == stored.sha256 == hashlib.sha256(data).hexdigest()
    assert outside(tmp_path) == []
    assert runs_nowhere(stored)


def runs_nowhere(stored: StoredFile) -> bool:
    """A download under its own type, in a sandbox; its small picture is a JPEG of our own making."""
    answers = [file_answer(stored)]
    assert answers[0].headers["Content-Disposition"].startswith("attachment")
    if stored.is_image:
        answers.append(thumbnail_answer(stored))
    for answer in answers:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].endswith("; sandbox")
        assert "html" not in answer.headers["Content-Type"]
        content = b"".join(answer.streaming_content)
        answer.close()
        assert not content.lstrip().lower().startswith((b"<", b"gif8"))
    return True


@pytest.mark.drill
def test_there_are_more_than_forty_and_none_is_let_through() -> None:
    refused = 0
    for given, data in [*((name, make()) for name, make in REFUSED.values()), *BAD.values()]:
        with pytest.raises(Refusal):
            check_file(upload(given, data))
        refused += 1

    kept = len(PHOTOS) + len(PAPERS)
    assert refused + kept >= 40
    print(
        f"不良文件：{refused + kept}件，拒绝{refused}，"
        f"去除夹带后保存{len(PHOTOS)}，只供下载{len(PAPERS)}，页内运行0"
    )


SOUNDS = {
    "m4a": ("录音.m4a", b"\0\0\0\x1cftypM4A \0\0\0\0M4A mp42" + bytes(200), "audio/mp4"),
    "amr": ("通话.amr", b"#!AMR\n" + bytes(200), "audio/amr"),
    "wav": ("录音.wav", b"RIFF\xf4\0\0\0WAVEfmt " + bytes(200), "audio/wav"),
    "mp3": ("录音.mp3", b"\xff\xfb\x90\x00" + bytes(400), "audio/mpeg"),
    "film": ("现场.mov", b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(200), "video/mp4"),
    "film of a phone": ("现场.3gp", b"\0\0\0\x18ftyp3gp4\0\0\0\0isom3gp4" + bytes(200), "video/mp4"),
}


@pytest.mark.parametrize(("name", "data", "content_type"), SOUNDS.values(), ids=SOUNDS)
def test_recordings_and_films_of_telephones_are_kept(name: str, data: bytes, content_type: str) -> None:
    assert check_file(upload(name, data)).kind.content_type == content_type
