"""Files made to be taken for something they are not: each refused, or kept in a form that runs nowhere."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image, PngImagePlugin

SCRIPT = b"<script>alert(1)</script>"
PHP = b"<?php system($_GET['c']); ?>"
HTML = b"<!DOCTYPE html><html>" + SCRIPT + b"</html>"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
TYPES, MACRO_TYPE = "[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled.main+xml"
PAYLOADS = (b"alert(1)", b"<?php", b"<svg", b"<html", b"PK\x03\x04", b"xpacket", b"http://")
HEIC = (Path(__file__).parents[1] / "data" / "photo.heic").read_bytes()


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, form, **options)
    return out.getvalue()


def office(*names: str, types: bytes = b"<Types/>", content: bytes = b"<x/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(TYPES, types)
        for name in names:
            package.writestr(name, content)
    return out.getvalue()


def word(*names: str, **more: bytes) -> bytes:
    return office("word/document.xml", *names, **more)


def marked_encrypted() -> bytes:
    data = bytearray(word())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_of(width: int, height: int, *extra: bytes) -> bytes:
    """A PNG that says it is that large, in black and white, with one line of it."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), *extra, chunk(b"IDAT", zlib.compress(b"\0" * 100)), chunk(b"IEND", b""))
    )


def jpeg_of(width: int, height: int) -> bytes:
    """A JPEG whose head says that it is that large."""
    data = bytearray(picture())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def sixteen_bits(text: str) -> bytes:
    return text.encode("utf-16")


def bomb() -> bytes:
    """A Word file whose own list says that its document unpacks to 400 MB."""
    data = bytearray(word())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 400_000_000)
    return bytes(data)


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "gif that is a script": ("a.gif", lambda: b"GIF89a=1;/*" + bytes(40) + b"*/alert(1)"),
    "gif called jpg": ("a.jpg", lambda: b"GIF87a" + HTML),
    "svg packed": ("图.svgz", lambda: gzip.compress(b"<svg onload='alert(1)'/>")),
    "svg after a mark of order": ("图.svg", lambda: b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "svg with a file inside": (
        "图.svg",
        lambda: b"<!DOCTYPE s [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>",
    ),
    "page in sixteen bits": ("页.html", lambda: sixteen_bits("<html><script>alert(1)</script>")),
    "page after blanks": ("页.jpg", lambda: b"\n\n   " + HTML),
    "page before a photo": ("页.jpg", lambda: HTML + picture()),
    "page before an archive": ("页.docx", lambda: HTML + word()),
    "archived page": ("页.mht", lambda: b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + HTML),
    "xml with a style": ("a.xml", lambda: b"<?xml version='1.0'?><?xml-stylesheet href='x.xsl'?><a/>"),
    "shortcut": ("a.lnk", lambda: b"L\0\0\0\x01\x14\x02\0" + bytes(200)),
    "link to a site": ("a.url", lambda: b"[InternetShortcut]\r\nURL=http://example.com/\r\n"),
    "rich text": ("a.rtf", lambda: rb"{\rtf1{\object\objocx}}" + bytes(200)),
    "postscript": ("a.eps", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n(r) file" + bytes(200)),
    "postscript called pdf": ("a.pdf", lambda: b"%!PS-Adobe-3.0\n%%EOF\n"),
    "bitmap": ("a.bmp", lambda: picture("BMP")),
    "photoshop": ("a.psd", lambda: b"8BPS\0\x01" + bytes(200)),
    "flash": ("a.swf", lambda: b"CWS\x0a" + bytes(200)),
    "java class": ("a.class", lambda: b"\xca\xfe\xba\xbe" + bytes(200)),
    "java archive": ("a.jar", lambda: office("META-INF/MANIFEST.MF", "a.class")),
    "disk image": ("a.iso", lambda: bytes(32769) + b"CD001" + bytes(200)),
    "seven zip": ("a.7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(200)),
    "packed page": ("a.html.gz", lambda: gzip.compress(HTML)),
    "word with a macro under another name": ("a.docx", lambda: word("word/x.bin", types=MACRO_TYPE.encode())),
    "word whose types name a macro": (
        "a.docx",
        lambda: word(types=b"<Override ContentType='application/vnd.ms-office.vbaProject'/>"),
    ),
    "word whose types are in sixteen bits": ("a.docx", lambda: word(types=sixteen_bits(MACRO_TYPE))),
    "word that climbs out": ("a.docx", lambda: word("../../../etc/cron.d/x")),
    "word with a root name": ("a.docx", lambda: word("/etc/passwd")),
    "word with a drive's name": ("a.docx", lambda: word("C:/Windows/x.dll")),
    "word with a name for another system": ("a.docx", lambda: word("word\\..\\..\\x.exe")),
    "word of too many parts": ("a.docx", lambda: word(*(f"x/{n}" for n in range(5001)))),
    "word that unpacks to 300 MB": ("a.docx", bomb),
    "word with encrypted parts": ("a.docx", marked_encrypted),
    "word cut in half": ("a.docx", lambda: word()[:-40]),
    "archive called word": ("a.docx", lambda: office("readme.txt")),
    "excel called binary": ("a.xlsb", lambda: office("xl/workbook.bin")),
    "tag of a recording around a page": ("a.mp3", lambda: b"ID3" + HTML * 4),
    "tag of a recording alone": ("a.mp3", lambda: b"ID3\x04\0\0" + bytes(20)),
    "riff of another kind": ("a.wav", lambda: b"RIFF\0\0\0\0AVI LIST" + bytes(200)),
    "png of 900 million points": ("a.png", lambda: png_of(30_000, 30_000)),
    "png of one endless line": ("a.png", lambda: png_of(2_000_000_000, 1)),
    "png with a bomb of words": (
        "a.png",
        lambda: png_of(10, 10, chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000)))),
    ),
    "png without its rest": ("a.png", lambda: picture("PNG", (300, 300))[:200]),
    "jpeg of four thousand million points": ("a.jpg", lambda: jpeg_of(65_000, 65_000)),
    "jpeg cut short": ("a.jpg", lambda: picture(size=(900, 900))[:2000]),
    "heic cut short": ("a.heic", lambda: HEIC[: len(HEIC) // 2]),
    "file of zeros": ("a.jpg", lambda: bytes(5000)),
    "one byte": ("a.jpg", lambda: b"\xff"),
}


def with_exif() -> bytes:
    """A photo that tells where it was taken, with a script for its camera."""
    out = io.BytesIO()
    taken = Image.new("RGB", (40, 30), "green")
    exif = taken.getexif()
    exif[0x010F], exif[0x010E] = "<script>alert(1)</script>", "<?php echo 1;"
    exif.get_ifd(0x8825).update({1: "N", 2: (25.0, 33.0, 1.0), 3: "E", 4: (114.0, 4.0, 1.0)})
    taken.save(out, "JPEG", exif=exif)
    return out.getvalue()


def with_segment(marker: int, content: bytes) -> bytes:
    """A photo with one more segment right after its beginning."""
    segment = bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content
    return picture()[:2] + segment + picture()[2:]


def png_with_words() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "<script>alert(1)</script>")
    told.add_itxt("XML:com.adobe.xmp", "<?xpacket?><svg onload='alert(1)'/>", zip=False)
    return picture("PNG", pnginfo=told)


XMP = b"http://ns.adobe.com/xap/1.0/\0<?xpacket begin=''?><x:xmpmeta><svg onload='alert(1)'/></x:xmpmeta>"
PHOTOS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "place and a script in the camera's name": ("拍.jpg", with_exif),
    "script in a comment": ("拍.jpg", lambda: with_segment(0xFE, b"*/=alert(1)/*")),
    "script in xmp": ("拍.jpg", lambda: with_segment(0xE1, XMP)),
    "page in a colour profile": ("拍.jpg", lambda: with_segment(0xE2, b"ICC_PROFILE\0\x01\x01" + HTML)),
    "page behind a photo": ("拍.jpg", lambda: picture() + HTML),
    "program behind a photo": ("拍.php.jpg", lambda: picture() + PHP),
    "archive behind a photo": ("拍.zip.jpg", lambda: picture() + office("evil.class")),
    "photo called page": ("拍.html", lambda: picture() + HTML),
    "script behind a png": ("图.png", lambda: picture("PNG") + SCRIPT),
    "words in a png": ("图.png", png_with_words),
    "archive behind a png": ("图.jar.png", lambda: picture("PNG") + office("evil.class")),
    "script behind a heic": ("IMG.HEIC", lambda: HEIC + SCRIPT),
    "name written from the right": ("发票\u202egpj.exe", picture),
    "name that climbs out": ("../../../../var/www/x.php\x00.jpg", picture),
    "name of a program": ("拍.jpg.exe", picture),
}
PAPERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "pdf that is an archive too": ("a.pdf", lambda: b"%PDF-1.7\n" + office("evil.class") + b"\n%%EOF\n"),
    "pdf with a script": (
        "a.pdf",
        lambda: PDF.replace(b"<<>>", b"<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>", 1),
    ),
    "pdf with a page inside": ("a.html.pdf", lambda: b"%PDF-1.7\n" + HTML + b"\n%%EOF\n"),
    "word with a link outside": (
        "a.docx",
        lambda: word("word/_rels/settings.xml.rels", content=b"<R Target='http://example.com/t.dotm'/>"),
    ),
    "film with a page inside": ("a.mp4", lambda: b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + HTML),
    "recording with a page inside": ("a.mp3", lambda: b"ID3\x04\0\0\0\0\x02\0" + HTML * 4),
}
