"""Evidence handed in: told by content, encoded anew, kept under random names outside the web root."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from records.errors import Refusal
from records.file_kinds import sniff
from records.file_names import clean_name
from records.files import check_file, discard_strays, open_thumbnail, store_file
from records.models import StoredFile
from tests.conftest import NOON
from units.models import User


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, form, **options)
    return out.getvalue()


def archive(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in entries.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def office(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in ("[Content_Types].xml", *names):
            package.writestr(name, "<x/>")
    return out.getvalue()


def upload(name: str, data: bytes, content_type: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type)


HEIC = (Path(__file__).parents[1] / "data" / "photo.heic").read_bytes()
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 64
MP3 = b"ID3\x04\x00\x00" + b"\x00" * 200
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"

GOOD = {
    "jpeg": ("照片.jpg", picture(), "照片.jpg", "image/jpeg"),
    "png": ("屏幕.PNG", picture("PNG"), "屏幕.PNG", "image/png"),
    "jpeg called exe": ("setup.exe", picture(), "setup.jpg", "image/jpeg"),
    "jpeg called html": ("a.html", picture(), "a.jpg", "image/jpeg"),
    "heic of a phone": ("IMG_1.HEIC", HEIC, "IMG_1.jpg", "image/jpeg"),
    "pdf": ("通报.pdf", PDF, "通报.pdf", "application/pdf"),
    "word": (
        "说明.docx",
        office("word/document.xml"),
        "说明.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "excel": (
        "登记簿.xlsx",
        office("xl/workbook.xml"),
        "登记簿.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "mp3": ("录音.mp3", MP3, "录音.mp3", "audio/mpeg"),
    "mp4": ("录像.mp4", MP4, "录像.mp4", "video/mp4"),
}


@pytest.mark.parametrize(("name", "data", "kept", "content_type"), GOOD.values(), ids=GOOD)
def test_file_is_told_by_its_content(name: str, data: bytes, kept: str, content_type: str) -> None:
    checked = check_file(upload(name, data, "text/html"))
    assert (checked.name, checked.kind.content_type) == (kept, content_type)


BAD = {
    "empty": ("空.jpg", b""),
    "svg": ("图.svg", SVG),
    "svg called png": ("图.png", SVG),
    "html": ("页.html", HTML),
    "html called pdf": ("页.pdf", HTML),
    "html called jpg": ("页.jpg", HTML),
    "xhtml": ("页.xhtml", b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>"),
    "javascript": ("a.js", b"alert(1)"),
    "gif": ("动.gif", b"GIF89a" + b"\x00" * 60),
    "webp": ("图.webp", picture("WEBP")),
    "tiff": ("图.tif", picture("TIFF")),
    "ico": ("图.ico", picture("ICO")),
    "truncated jpeg": ("坏.jpg", picture(size=(300, 300))[:500]),
    "jpeg mark alone": ("坏.jpg", b"\xff\xd8\xff"),
    "png mark alone": ("坏.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40),
    "png of huge size": (
        "大.png",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x00\x00\x00\x01\x00\x00\x08\x02\x00\x00\x00"
        + b"\x00" * 60,
    ),
    "heic mark alone": ("坏.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 40),
    "pdf without an end": ("坏.pdf", b"%PDF-1.7\n" + b"x" * 4000),
    "html with a pdf inside": ("页.pdf", HTML + PDF),
    "program": ("a.exe", b"MZ\x90\x00" + b"\x00" * 200),
    "elf": ("a", b"\x7fELF" + b"\x00" * 200),
    "shell": ("a.sh", b"#!/bin/sh\nrm -rf /\n"),
    "zip": ("a.zip", archive(readme_dot_txt=b"hello")),
    "broken zip": ("a.docx", b"PK\x03\x04" + b"\x00" * 100),
    "macro word": ("a.docm", office("word/document.xml", "word/vbaProject.bin")),
    "macro excel": ("a.xlsm", office("xl/workbook.xml", "xl/VBAPROJECT.BIN")),
    "office of another kind": ("a.pptx", office("ppt/presentation.xml")),
    "old word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    "rar": ("a.rar", b"Rar!\x1a\x07\x00" + b"\x00" * 60),
    "mpeg frame of no kind": ("a.mp3", b"\xff\xfb\xf0\x00" + b"\x00" * 200),
    "ftyp of no kind": ("a.mp4", b"\x00\x00\x00\x18ftypxxxx" + b"\x00" * 60),
    "plain text": ("a.txt", "投诉人电话".encode()),
}


@pytest.mark.parametrize(("name", "data"), BAD.values(), ids=BAD)
def test_other_files_are_refused_by_name_and_nothing_is_stored(
    clerk: User, name: str, data: bytes, settings: object, tmp_path: Path
) -> None:
    with pytest.raises(Refusal) as refusal:
        store_file(upload=upload(name, data), by=clerk, at=NOON)
    assert f"“{name}”" in refusal.value.message
    assert refusal.value.field == "files"
    assert not StoredFile.objects.exists()
    assert not any(path.is_file() for path in (tmp_path / "evidence").rglob("*"))


def test_too_large_a_file_is_refused_before_it_is_read(settings: object) -> None:
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024  # type: ignore[attr-defined]
    with pytest.raises(Refusal, match="超过1MB"):
        check_file(upload("大.pdf", PDF + b" " * 1024 * 1024))


def test_photo_loses_place_and_camera_and_stands_upright() -> None:
    out = io.BytesIO()
    taken = Image.new("RGB", (60, 20), "green")
    exif = taken.getexif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "相机"
    exif.get_ifd(0x8825)[1] = "N"
    taken.save(out, "JPEG", exif=exif)
    kept = Image.open(io.BytesIO(check_file(upload("拍.jpg", out.getvalue())).content))
    assert (kept.size, dict(kept.getexif())) == ((20, 60), {})


def test_photo_is_made_no_longer_than_2400_pixels() -> None:
    kept = Image.open(io.BytesIO(check_file(upload("拍.jpg", picture(size=(4000, 1000)))).content))
    assert kept.size == (2400, 600)


def test_page_hidden_behind_a_photo_is_gone_after_encoding() -> None:
    checked = check_file(upload("拍.jpg", picture() + HTML))
    assert b"<script>" not in checked.content
    assert b"<script>" not in check_file(upload("图.png", picture("PNG") + HTML)).content


def test_stored_file_lies_under_a_random_name_with_its_digest(clerk: User, tmp_path: Path) -> None:
    stored = store_file(upload=upload("../../etc/现场.jpg", picture()), by=clerk, at=NOON)
    path = Path(stored.file.path)
    assert (stored.name, stored.content_type, stored.uploaded_by) == ("现场.jpg", "image/jpeg", clerk)
    assert path.is_relative_to(tmp_path / "evidence")
    assert "现场" not in str(path)
    assert path.stat().st_size == stored.size
    with open_thumbnail(stored) as thumbnail, Image.open(thumbnail) as small:
        assert small.size == (40, 30)


def test_thumbnail_of_a_paper_is_not_there(clerk: User) -> None:
    stored = store_file(upload=upload("通报.pdf", PDF), by=clerk, at=NOON)
    with pytest.raises(FileNotFoundError):
        open_thumbnail(stored)


def test_stray_files_go_and_their_bytes_with_them(clerk: User, tmp_path: Path) -> None:
    old = store_file(upload=upload("旧.jpg", picture()), by=clerk, at=NOON - timedelta(days=2))
    new = store_file(upload=upload("新.jpg", picture()), by=clerk, at=NOON)
    assert discard_strays(by=clerk, before=NOON - timedelta(days=1)) == 1
    assert list(StoredFile.objects.all()) == [new]
    assert not Path(old.file.path).exists()


NAMES = {
    "path": ("C:\\fakepath\\现场.jpg", "现场.jpg"),
    "climbing": ("../../../etc/passwd", "passwd"),
    "direction marks": ("发票\u202egpj.exe", "发票gpj.exe"),
    "controls": ("a\x00b\nc.pdf", "abc.pdf"),
    "header injection": ('a"; filename="b.html', "a_; filename=_b.html"),
    "dots": ("...", "未命名"),
    "blank": ("", "未命名"),
    "long": ("长" * 300 + ".pdf", "长" * 96 + ".pdf"),
}


@pytest.mark.parametrize(("given_name", "kept"), NAMES.values(), ids=NAMES)
def test_name_is_cleaned(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@given(st.text())
def test_no_name_is_odd_after_cleaning(name: str) -> None:
    kept = clean_name(name, suffix=".jpg", accepted=(".jpg",))
    assert 0 < len(kept) <= 100
    assert kept.isprintable()
    assert not set(kept) & set('\\/:*?"<>|')


@given(st.binary(max_size=300))
def test_sniffing_never_fails(data: bytes) -> None:
    kind = sniff(data)
    assert kind is None or kind.content_type
