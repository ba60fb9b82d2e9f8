"""The bureau's own font files: which of them belong to a paper's faces, and what is wrong with the others.

A file counts by the family names written in it (in any language), never by its file name.
"""

from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FAMILY, FULL_NAME, TYPOGRAPHIC_FAMILY = 1, 4, 16
SUFFIXES = (".ttf", ".otf")
COLLECTION = b"ttcf"


@dataclass(frozen=True, slots=True)
class OwnFonts:
    """Faces by the names that the stacks call them, and files left aside with the reason (Chinese)."""

    faces: tuple[tuple[str, Path], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


def own_fonts(folder: Path, wanted: tuple[str, ...]) -> OwnFonts:
    """What the folder holds of the family names `wanted`; a name that two files bear is the first file's."""
    faces: dict[str, Path] = {}
    refused: list[tuple[str, str]] = []
    for path in sorted(folder.iterdir()):
        try:
            names = family_names(path)
        except ValueError as error:
            refused.append((path.name, str(error)))
            continue
        known = [name for name in wanted if name.casefold() in names]
        if not known:
            found = "、".join(sorted(names.values())) or "无"
            refused.append((path.name, f"字体名称（{found}）不是公文所用的字体"))
        elif all(name in faces for name in known):
            refused.append((path.name, f"与 {faces[known[0]].name} 是同一种字体"))
        else:
            faces.update({name: path for name in known if name not in faces})
    return OwnFonts(tuple(faces.items()), tuple(refused))


def family_names(path: Path) -> dict[str, str]:
    """The family names in a font file, by their lower-case forms. ValueError (Chinese): no use."""
    if path.suffix.lower() not in SUFFIXES and not _is_collection(path):
        raise ValueError("不是 .ttf 或 .otf 字体文件")
    if _is_collection(path):
        raise ValueError("是字体集合（.ttc），请改放其中单个字体的 .ttf 文件")
    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            if not font.getBestCmap():
                raise ValueError("里面没有可用的字形")
            records = [r for r in font["name"].names if r.nameID in (FAMILY, FULL_NAME, TYPOGRAPHIC_FAMILY)]
            names = [str(record.toUnicode(errors="replace")).strip() for record in records]
    except ValueError:
        raise
    except Exception as error:  # a damaged file may fail anywhere inside the library
        raise ValueError("文件损坏或无法读取") from error
    return {name.casefold(): name for name in names}


def _is_collection(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == COLLECTION
    except OSError:
        return False
