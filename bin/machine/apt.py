"""Debian's package manager: as root, through sudo, or a clear refusal that names the packages."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from machine.console import RefusalError, attempt, run_quietly, say, succeeds
from machine.needs import Need, described, missing

QUIET = ("-q", "-y", "-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0")


def install(needs: Sequence[Need], *, source: Path | None = None) -> None:
    """Installs what is missing of `needs`; `source` is a folder of .deb files that stands in for the network.

    Raises RefusalError naming the packages when this user may not install, or they did not arrive.
    """
    absent = missing(needs)
    if not absent:
        return
    names = [need.package for need in absent]
    right = right_to_install(names)
    say(f"系统软件包：安装 {described(absent)}")
    options = local_only(source) if source else []
    if source or not are_known(names):
        update(right, names, options=options)
    command = [*right, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *QUIET, *options]
    command += ["install", "--no-install-recommends", *names]
    try:
        run_quietly(command)
    except RefusalError:
        update(right, names, options=options)
        run_quietly(command)
    if still := missing(absent):
        raise RefusalError(f"系统软件包安装后仍然找不到：{described(still)}。")


def update(right: Sequence[str], names: Sequence[str], *, options: Sequence[str] = ()) -> None:
    """Fetches the package lists anew: only when a package is unknown or its file is no longer there."""
    say(f"系统软件包：更新软件包目录（需要 {'、'.join(names)}）")
    attempt([*right, "apt-get", "-q", *options, "update"], what="更新软件包目录")


def right_to_install(names: Sequence[str]) -> list[str]:
    """What to put before apt-get: nothing for root, sudo where it is there and answers."""
    by_hand = f"apt-get install -y --no-install-recommends {' '.join(names)}"
    if shutil.which("apt-get") is None:
        raise RefusalError(
            f"缺少系统软件包：{'、'.join(names)}。本机没有apt-get，请用本机的软件包管理器装好后重试。"
        )
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and (sys.stdin.isatty() or succeeds(["sudo", "-n", "true"])):
        return ["sudo"]
    raise RefusalError(f"缺少系统软件包：{'、'.join(names)}。当前用户无权安装，请管理员执行：{by_hand}")


def are_known(names: Sequence[str]) -> bool:
    """Whether the package lists on this machine know them all."""
    return succeeds(["apt-cache", "show", "--no-all-versions", *names])


def local_only(source: Path) -> list[str]:
    """Options that make apt see one folder of .deb files (with its Packages file) and nothing else."""
    lists = source / "lists"
    (lists / "partial").mkdir(parents=True, exist_ok=True)
    sources = source / "offline.list"
    sources.write_text(f"deb [trusted=yes] file:{quote(str(source))} ./\n", encoding="utf-8")
    settings = (
        f"Dir::Etc::sourcelist={sources}",
        "Dir::Etc::sourceparts=-",
        f"Dir::State::lists={lists}",
        "APT::Sandbox::User=root",
    )
    return [part for setting in settings for part in ("-o", setting)]
