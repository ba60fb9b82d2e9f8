"""What a file is, told by its content alone: neither its name nor what the browser says is believed."""

import io
import zipfile
import zlib
from dataclasses import dataclass, field

MOST_ENTRIES = 5000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_TYPES = 1024 * 1024
SHORTEST_SOUND = 128
SEVEN_BITS = 0x80
TYPES = "[Content_Types].xml"


@dataclass(frozen=True)
class Kind:
    """A kind of file that may be kept; HEIC photos are kept as JPEG."""

    content_type: str
    suffix: str
    suffixes: tuple[str, ...] = field(default=())
    is_image: bool = False
    becomes: "Kind | None" = None

    @property
    def kept_as(self) -> "Kind":
        return self.becomes or self


JPEG = Kind("image/jpeg", ".jpg", (".jpg", ".jpeg"), is_image=True)
PNG = Kind("image/png", ".png", (".png",), is_image=True)
HEIC = Kind("image/heic", ".heic", (".heic", ".heif"), is_image=True, becomes=JPEG)
PDF = Kind("application/pdf", ".pdf", (".pdf",))
DOCX = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", (".docx",))
XLSX = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", (".xlsx",))
MP3 = Kind("audio/mpeg", ".mp3", (".mp3",))
M4A = Kind("audio/mp4", ".m4a", (".m4a", ".mp4"))
AMR = Kind("audio/amr", ".amr", (".amr",))
WAV = Kind("audio/wav", ".wav", (".wav",))
MP4 = Kind("video/mp4", ".mp4", (".mp4", ".m4a", ".mov"))

HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
MP4_BRANDS = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"qt  ",
    b"3gp",
)


def sniff(data: bytes) -> Kind | None:
    """The kind of these bytes; None where it is none that may be kept (pages, scripts, SVG)."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:]:
        return PDF
    if data[4:8] == b"ftyp":
        return _by_brand(data[8:12])
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    return _sound(data)


def _by_brand(brand: bytes) -> Kind | None:
    if brand in HEIC_BRANDS:
        return HEIC
    if brand == b"M4A ":
        return M4A
    return MP4 if brand.startswith(MP4_BRANDS) else None


def _sound(data: bytes) -> Kind | None:
    """What telephones and recorders write: MP3, AMR, WAV."""
    if len(data) <= SHORTEST_SOUND:
        return None
    if data.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return AMR
    if data.startswith(b"RIFF") and data[8:16] == b"WAVEfmt ":
        return WAV
    return MP3 if _is_mp3(data) else None


def _is_mp3(data: bytes) -> bool:
    """An ID3 tag, or an MPEG audio frame of layer III with a sensible bit rate and sampling rate."""
    if data.startswith(b"ID3"):
        version, sizes = data[3], data[6:10]
        return version in (2, 3, 4) and all(size < SEVEN_BITS for size in sizes)
    if data[0] != 0xFF or data[1] & 0xE6 != 0xE2:
        return False
    return data[2] >> 4 not in (0x0, 0xF) and data[2] >> 2 & 0x3 != 0x3


def _office(data: bytes) -> Kind | None:
    """A Word or Excel file without macros, not a bomb, of plain names; any other archive is refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if not _is_sane(entries) or _holds_macros(archive, entries):
                return None
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError, NotImplementedError):
        return None
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None


def _is_sane(entries: list[zipfile.ZipInfo]) -> bool:
    """Not too many, not too large, each name once, none that leads out of a folder, none encrypted."""
    names = [entry.filename for entry in entries]
    return (
        TYPES in names
        and len(set(names)) == len(names) <= MOST_ENTRIES
        and sum(entry.file_size for entry in entries) <= MOST_UNPACKED
        and not any(entry.flag_bits & 0x1 for entry in entries)
        and not any(_leads_out(name) for name in names)
    )


def _leads_out(name: str) -> bool:
    """Whether unpacking this name could write outside the folder (zip slip), on any system."""
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _holds_macros(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bool:
    """By the usual name, or as the list of types says it: a macro may lie under any name."""
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        return True
    if archive.getinfo(TYPES).file_size > MOST_TYPES:
        return True
    with archive.open(TYPES) as part:
        types = part.read(MOST_TYPES).lower()  # no more, whatever is packed there: the list may lie
    return b"macroenabled" in types or b"vbaproject" in types or b"\0" in types
