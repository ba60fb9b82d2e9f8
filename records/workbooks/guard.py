"""What a workbook is asked before it is read: how much it unpacks to, and that its XML is plain.

A file of 50 kB can unpack to 50 MB. So the archive's own list is read first, then every XML part once: no
DOCTYPE, no other encoding, not more tags than a sheet may have. What passes may be parsed by any XML parser.
"""

import re
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from records.errors import Refusal

MAX_ENTRIES = 1000
MAX_UNPACKED = 40 * 1024 * 1024
MAX_TAGS = 800_000
MAX_CELLS = 240_000
MAX_SMALL_PART = 4 * 1024 * 1024
MAX_TAG = 100_000
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
SHEETS = "xl/worksheets/"
XML_ENDINGS = (".xml", ".rels", ".vml")
SAVE_AGAIN = "请用 Excel 或 WPS 打开，“另存为”Excel 工作簿（.xlsx）后再导入。"
ENCODING = re.compile(rb"""^[^>]{0,200}encoding=["']([A-Za-z0-9._-]+)["']""")
HUGE_TAG = re.compile(rb"<[^>]{%d}" % MAX_TAG)


def unpacked_parts(name: str, data: bytes) -> dict[str, bytes]:
    """The XML parts of an xlsx by name. Refuses first what is no plain xlsx or unpacks to too much.

    Raises Refusal in Chinese. Costs one pass over the unpacked bytes, at most `MAX_UNPACKED`.
    """
    if data.startswith(OLD_EXCEL):
        raise Refusal(f"“{name}”是旧版 .xls 文件，或设有打开密码，无法读取。{SAVE_AGAIN}")
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = _check_entries(name, archive.infolist())
            return _read_parts(name, archive, parts)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise Refusal(f"“{name}”已损坏或不是 Excel 工作簿，无法读取。{SAVE_AGAIN}") from None


def _check_entries(name: str, entries: list[ZipInfo]) -> list[ZipInfo]:
    """The XML parts worth reading; the archive's own list must be sane first."""
    names = [entry.filename for entry in entries]
    if "xl/workbook.bin" in names:
        raise Refusal(f"“{name}”是二进制工作簿（.xlsb），无法读取。{SAVE_AGAIN}")
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise Refusal(f"“{name}”不是 Excel 工作簿（.xlsx），里面没有工作表。{SAVE_AGAIN}")
    if len(names) > MAX_ENTRIES or len(set(names)) != len(names):
        raise Refusal(f"“{name}”内部结构异常（{len(names)} 个部件），没有打开。{SAVE_AGAIN}")
    if any(
        entry.flag_bits & 0x1 or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries
    ):
        raise Refusal(f"“{name}”经过加密或特殊压缩，无法读取。{SAVE_AGAIN}")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise Refusal(
            f"“{name}”解开后有 {unpacked >> 20} MB，超过上限 {MAX_UNPACKED >> 20} MB，没有打开。"
            "请只保留要导入的行和列，复制到新的工作簿后再导入。"
        )
    return [entry for entry in entries if entry.filename.lower().endswith(XML_ENDINGS)]


def _read_parts(name: str, archive: ZipFile, entries: list[ZipInfo]) -> dict[str, bytes]:
    parts, tags, cells = {}, 0, 0
    for entry in entries:
        with archive.open(entry) as part:
            text = part.read(entry.file_size)  # no more, whatever is packed there: the list may lie
        _check_markup(name, text)
        tags += text.count(b"<")
        cells += text.count(b"<c") + text.count(b":c")
        if tags > MAX_TAGS or cells > MAX_CELLS or _is_large(entry.filename, text):
            raise Refusal(
                f"“{name}”里的内容太多（包括只有格式的空白行列），没有打开。"
                "请只保留要导入的行和列，复制到新的工作簿后再导入。"
            )
        parts[entry.filename] = text
    return parts


def _is_large(part: str, text: bytes) -> bool:
    """Whether a part would take long to parse: too long beside the sheets and strings, or with a huge tag."""
    is_small_kind = not part.startswith(SHEETS) and "sharedStrings" not in part
    return (is_small_kind and len(text) > MAX_SMALL_PART) or _has_huge_tag(text)


def _has_huge_tag(text: bytes) -> bool:
    """Whether a tag runs on over `MAX_TAG` bytes; then some block of half that length holds no “>”."""
    half = MAX_TAG // 2
    is_possible = any(text.find(b">", at, at + half) == -1 for at in range(0, len(text) - half + 1, half))
    return is_possible and HUGE_TAG.search(text) is not None


def _check_markup(name: str, text: bytes) -> None:
    """No DOCTYPE (entity bombs, outside files), and only UTF-8, in which a DOCTYPE cannot hide."""
    encoding = ENCODING.match(text)
    is_plain = encoding is None or encoding[1].lower() in (b"utf-8", b"utf8", b"us-ascii")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in text or not is_plain:
        raise Refusal(
            f"“{name}”里有不该出现的内容（文档类型声明或异常编码），为安全起见没有打开。{SAVE_AGAIN}"
        )
