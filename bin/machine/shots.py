"""The pictures that the browser tests take: one run's output, kept where whoever runs the check finds them.

They lie under var/screenshots: each journey's in journeys/<role>/ in the order they were taken, the page on
which a test failed in failed/. Where CI_OUTPUT names a folder, they are copied there too.
"""

import os
import shutil
from pathlib import Path

from machine.console import complain, say

FOLDER = Path(__file__).resolve().parents[2] / "var" / "screenshots"
OUTPUT = "CI_OUTPUT"


def clear() -> None:
    """Take away an earlier run's."""
    shutil.rmtree(FOLDER, ignore_errors=True)


def hand_over() -> None:
    """Say where they lie, in one line; copy them where CI_OUTPUT says. Without pictures say nothing."""
    pictures = sorted(FOLDER.rglob("*.png"))
    if not pictures:
        return
    say(f"截图：{FOLDER}（{len(pictures)}张；各角色的操作过程在journeys，未通过的测试在failed）")
    if wanted := os.environ.get(OUTPUT, "").strip():
        target = Path(wanted) / "screenshots"
        try:
            shutil.copytree(FOLDER, target, dirs_exist_ok=True)
        except (OSError, shutil.Error) as error:
            complain(f"截图没有复制到{target}：{error}")
        else:
            say(f"已复制到{target}")
