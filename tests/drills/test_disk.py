"""A full, read-only or damaged disk, and an end asked for in the middle: told plainly, and nothing half done.

The site is served as it is for real, on a small disk of its own (a tmpfs; needs the right to mount).
"""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.access.world import photo
from tests.drills.editor import CSRF, Editor
from tests.drills.site import DATABASE, PATIENCE, ROOT, Site, surroundings

pytestmark = [pytest.mark.drill, pytest.mark.slow]
SMALL = "24m"
CLERK = 0


def mount(folder: Path, options: str) -> None:
    """A small disk at a folder; the test is skipped where this is not permitted."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no right to mount a small disk: {done.stderr.decode().strip()}")


def unmount(folder: Path) -> None:
    subprocess.run(["umount", "--lazy", str(folder)], check=False, capture_output=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    mount(folder, f"size={SMALL},mode=700")
    yield folder
    unmount(folder)


@pytest.fixture
def small(made: Site, disk: Path) -> Iterator[Site]:
    """The drills' site as it was made, moved to the small disk; not served yet."""
    shutil.copy(made.fresh, disk / DATABASE)
    for name in ("fonts", "static"):
        (disk / name).symlink_to(made.folder / name)
    site = Site(disk, clerks=made.clerks, findings=made.findings)
    yield site
    site.kill()


def fill(disk: Path) -> Path:
    """Use up the disk to its last byte."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return filler


def upload(site: Site) -> tuple[int, str]:
    """A photo sent as the form sends it."""
    boundary = uuid.uuid4().hex
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    connection.request("POST", "/record/files/", upload_body(boundary), upload_head(site, boundary))
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer.status, page


def upload_head(site: Site, boundary: str) -> dict[str, str]:
    return {
        "Cookie": f"sessionid={site.clerks[CLERK]}; csrftoken={CSRF}",
        "X-CSRFToken": CSRF,
        "Content-Type": f"multipart/form-data; boundary={boundary}",
    }


def upload_body(boundary: str) -> bytes:
    head = 'Content-Disposition: form-data; name="uploads"; filename="a.png"\r\nContent-Type: image/png'
    return (
        f"--{boundary}\r\n{head}\r\n\r\n".encode()
        + photo("a.png").read()
        + f"\r\n--{boundary}--\r\n".encode()
    )


def backup(site: Site, to: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "backup", str(to)],
        cwd=ROOT, env=surroundings(site.folder), capture_output=True, text=True, check=False,
    )  # fmt: skip


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def test_a_full_disk_is_told_keeps_nothing_half_and_heals(small: Site, disk: Path) -> None:
    small.start()
    editor = Editor(small, CLERK, small.findings[CLERK])
    version = editor.open() or 0
    filler = fill(disk)
    page = editor.save(version, "写在满了的磁盘上" * 100)
    assert page is not None
    assert "<h1>磁盘已满</h1>" in page
    assert "内容没有保存" in page
    status, page = upload(small)
    assert (status, "<h1>磁盘已满</h1>" in page) == (503, True)
    assert files_in(disk / "evidence") == []
    done = backup(small, disk)
    assert done.returncode == 2
    assert "磁盘已满：没有写成，也没有留下文件" in done.stderr
    assert [path.name for path in disk.iterdir() if "yanling-" in path.name] == []

    filler.unlink()
    editor.odd.clear()
    editor.edit()
    assert editor.odd == []
    assert len(editor.acknowledged) == 1
    assert upload(small)[0] == 200
    assert small.rows("pragma integrity_check") == [("ok",)]
    assert small.rows(f"select version from scoring_finding where id = {small.findings[CLERK]}") == [
        (version + 1,)
    ]
    print(f"磁盘写满（{SMALL}）：保存、上传、备份各有说明，没有半个文件；腾出空间后照常写入")


def test_evidence_on_a_read_only_disk_is_told_and_leaves_no_row(small: Site, disk: Path) -> None:
    mount(disk / "evidence", "ro")
    try:
        small.start()
        status, page = upload(small)
        assert (status, "<h1>暂时不能写入</h1>" in page) == (503, True)
        assert small.rows("select count(*) from records_storedfile") == [(0,)]
        done = backup(small, disk / "evidence")
        assert done.returncode == 2
        assert "暂时不能写入：没有写成，也没有留下文件" in done.stderr
    finally:
        unmount(disk / "evidence")
    print("证明文件目录只读：上传、备份各有说明，没有留下记录")


def refused_to_start(site: Site) -> str:
    """What the log says of a site that does not start."""
    with pytest.raises(AssertionError):
        site.start()
    return site.log.read_text("utf-8", "replace")


def test_a_site_on_a_read_only_disk_does_not_start_and_says_why(
    small: Site, disk: Path, tmp_path: Path
) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    away = LoggedElsewhere(disk, clerks=small.clerks, findings=small.findings)
    said = refused_to_start(away)
    away.kill()
    assert "数据库打不开" in said
    assert "请检查数据目录是否可写、磁盘是否已满" in said
    print("只读磁盘：网站拒绝启动并写明原因")


class LoggedElsewhere(Site):
    """A site on a disk that takes no log."""

    @property
    def log(self) -> Path:
        return self.folder.parent / "server.log"


def test_a_damaged_page_of_the_database_is_told(small: Site, disk: Path) -> None:
    ((page,),) = small.rows("select rootpage from sqlite_master where name = 'scoring_finding'")
    ((size,),) = small.rows("pragma page_size")
    with (disk / DATABASE).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(os.urandom(size))
    small.start()
    connection = http.client.HTTPConnection("127.0.0.1", small.port, timeout=PATIENCE)
    headers = {"Cookie": f"sessionid={small.clerks[CLERK]}"}
    connection.request("GET", f"/findings/{small.findings[CLERK]}/edit/", headers=headers)
    answer = connection.getresponse()
    assert answer.status == 503
    assert "<h1>数据库读写出错</h1>" in answer.read().decode()
    done = backup(small, disk)
    assert done.returncode == 2
    assert "数据库读写出错：没有写成，也没有留下文件" in done.stderr
    assert [path.name for path in disk.iterdir() if "yanling-" in path.name] == []
    print("数据库一页损坏：页面和备份各有说明，不出500")


def test_a_file_that_is_no_database_keeps_the_site_from_starting(small: Site, disk: Path) -> None:
    (disk / DATABASE).write_bytes(os.urandom(8192))
    assert "数据库损坏时用备份恢复" in refused_to_start(small)


def test_a_request_under_way_is_finished_when_the_server_is_told_to_end(small: Site, disk: Path) -> None:
    """SIGTERM arrives when half of an upload has: the rest is still taken, kept whole and answered."""
    small.start()
    boundary = uuid.uuid4().hex
    body = upload_body(boundary)
    head = upload_head(small, boundary) | {"Host": "127.0.0.1", "Content-Length": str(len(body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    with socket.create_connection(("127.0.0.1", small.port), timeout=PATIENCE) as sent:
        sent.sendall(f"POST /record/files/ HTTP/1.1\r\n{lines}\r\n".encode() + body[: len(body) // 2])
        time.sleep(1)
        assert small.server is not None
        small.server.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        sent.sendall(body[len(body) // 2 :])
        answer = http.client.HTTPResponse(sent)
        answer.begin()
        assert answer.status == 200
    assert small.server.wait(PATIENCE) == 0
    small.server = None
    ((name, size),) = small.rows("select file, size from records_storedfile")
    assert (disk / "evidence" / name).stat().st_size == size
    print("请求进行中收到SIGTERM：请求做完，服务正常结束，没有半个文件")
