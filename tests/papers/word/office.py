"""LibreOffice prints Word files for tests: many in one start, in the very faces that our own PDFs use.

The faces that a Word file names are the bureau's; here the site's own go by those names, so that both
programs reckon with the same widths.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

OFFICE = shutil.which("soffice")
WRITER = bool(OFFICE) and Path(str(OFFICE)).resolve().with_name("libswlo.so").is_file()
CALLED = {
    "FandolFang R": "仿宋_GB2312",
    "FandolSong Bold": "方正小标宋简体",
    "FandolSong-Regular": "宋体",
    "FandolHei": "黑体",
    "FandolKai": "楷体_GB2312",
}
RENAMED = (
    '<match target="scan"><test name="fullname"><string>{own}</string></test>'
    '<edit name="family" mode="assign"><string>{asked}</string></edit></match>'
)


def printed(files: Mapping[str, bytes], fonts: Path, folder: Path) -> dict[str, bytes]:
    """The PDF of each Word file, by the same names."""
    renamed = "".join(RENAMED.format(own=own, asked=asked) for own, asked in CALLED.items())
    places = f"<dir>{escape(str(fonts))}</dir><cachedir>{folder}/fonts</cachedir>"
    config = f'<?xml version="1.0"?><fontconfig>{places}{renamed}</fontconfig>'
    (folder / "fonts.conf").write_text(config, "utf-8")
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    command = [
        str(OFFICE),
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    command += ["--outdir", str(folder), *(str(folder / f"{name}.docx") for name in files)]
    environ = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    subprocess.run(command, env=environ, check=True, capture_output=True, timeout=240)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in files}
