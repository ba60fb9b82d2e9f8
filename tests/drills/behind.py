"""nginx in front of a site, from the sample in docs/deploy: its own ports, folder and certificate."""

import http.client
import os
import re
import shutil
import ssl
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.drills.site import PATIENCE, ROOT, free_port

NAME = "kaohe.example.gov.cn"
SAMPLE = ROOT / "docs" / "deploy" / "nginx.conf"
WHOLE = """\
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def program() -> str | None:
    """Where nginx is; Debian keeps it outside an ordinary user's path."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@dataclass
class Nginx:
    """nginx with the sample's configuration, its places replaced by this folder's."""

    folder: Path
    data: Path
    behind: int
    plain: int = field(default_factory=free_port)
    secure: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def write(self) -> None:
        """The certificate and the configuration, checked by nginx itself (`nginx -t`)."""
        self._certify()
        places = {
            "/opt/yanling/var/static/": f"{self.data}/static/",
            "/etc/ssl/yanling/site": f"{self.folder}/site",
            "/var/log/nginx": str(self.folder),
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.secure} ssl;",
            "http://127.0.0.1:8000": f"http://127.0.0.1:{self.behind}",
        }
        text = SAMPLE.read_text("utf-8")
        for old, new in places.items():
            assert old in text
            text = text.replace(old, new)
        (self.folder / "site.conf").write_text(text, "utf-8")
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(WHOLE.format(folder=self.folder, user=user), "utf-8")
        said = subprocess.run([*self._command, "-t"], capture_output=True, text=True, check=False)
        assert said.returncode == 0, said.stderr

    def start(self) -> None:
        """Serve, and come back when it answers."""
        self.process = subprocess.Popen(self._command)
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up and self.process.poll() is None:
            with suppress(OSError):
                self.ask("/healthz")
                return
            time.sleep(0.05)
        raise AssertionError((self.folder / "error.log").read_text("utf-8", "replace"))

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(PATIENCE)

    def ask(
        self, path: str, *, method: str = "GET", body: str = "", source: str = "127.0.0.1", **headers: str
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """(status, headers, content) over https, from an address of this machine."""
        context = ssl.create_default_context(cafile=self.folder / "site.crt")
        link = http.client.HTTPSConnection(
            NAME, self.secure, timeout=PATIENCE, source_address=(source, 0), context=context
        )
        link._create_connection = self._here  # type: ignore[attr-defined]
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            link.request(method, path, body or None, {"Host": NAME, **sent})
            answer = link.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            link.close()

    @property
    def log(self) -> str:
        return (self.folder / "yanling.log").read_text("utf-8", "replace")

    def told_of(self, number: str) -> str:
        """Its log once this request stands in it: nginx writes the line after the answer has left."""
        ends = time.monotonic() + PATIENCE
        while number not in self.log and time.monotonic() < ends:
            time.sleep(0.02)
        return self.log

    @staticmethod
    def _here(address: tuple[str, int], *more: object) -> object:
        """The sample's host name is this machine."""
        import socket  # noqa: PLC0415

        return socket.create_connection(("127.0.0.1", address[1]), *more)  # type: ignore[arg-type]

    @property
    def _command(self) -> list[str]:
        return [program() or "nginx", "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]

    def _certify(self) -> None:
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
        command += ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
        command += ["-keyout", str(self.folder / "site.key"), "-out", str(self.folder / "site.crt")]
        subprocess.run(command, check=True, capture_output=True)


def linked(page: bytes, suffix: str) -> str:
    """The first address of a file of this kind that a page links."""
    found = re.search(rf'"(/static/[^"]+{re.escape(suffix)})"', page.decode())
    assert found
    return found[1]
