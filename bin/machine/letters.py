"""What chromium is started with so that its pictures are in Chinese.

Letters come from the project's own fonts (var/fonts): pictures look the same on every machine, and Chinese is
there on one without Chinese fonts.
"""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "var" / "fonts"

CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{cache}</cachedir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <match target="pattern">
    <test name="family" compare="not_contains"><string>mono</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>FandolHei</string></edit>
  </match>
  <match target="pattern">
    <edit name="family" mode="append"><string>FandolHei</string></edit>
  </match>
</fontconfig>
"""


def in_chinese(folder: Path) -> dict[str, str]:
    """The environment of such a browser; writes a configuration that puts the project's 黑体 first."""
    path = folder / "fonts.conf"
    path.write_text(CONFIGURATION.format(folder=FOLDER, cache=folder), encoding="utf-8")
    return {"FONTCONFIG_FILE": str(path), "LANGUAGE": "zh_CN"}
