"""Somebody who opens a finding's form and saves it, over HTTP, and remembers what was acknowledged."""

import http.client
import re
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils import timezone

from tests.drills.site import PATIENCE, Site

CSRF = "d" * 32
VERSION = re.compile(r'name="version" value="(\d+)"')


@dataclass(eq=False)
class Editor:
    """A clerk at the form of one finding: `acknowledged` are the texts the site has said it has saved."""

    site: Site
    number: int
    finding: int
    acknowledged: list[str] = field(default_factory=list)
    unanswered: int = 0
    seconds: list[float] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    def open(self) -> int | None:
        """The version that the form shows; None where the site did not answer."""
        answer = self._ask("GET", "")
        found = VERSION.search(answer[1]) if answer else None
        return int(found[1]) if found else None

    def save(self, version: int, fact: str) -> str | None:
        """The page after saving; None where it was saved (acknowledged) or nothing was answered."""
        form = {
            "csrfmiddlewaretoken": CSRF,
            "form_key": str(uuid.uuid4()),
            "version": version,
            "happened_on": timezone.localdate().isoformat(),
            "source": "日常抽查",
            "fact": fact,
        }
        answer = self._ask("POST", urlencode(form))
        if answer is None:
            self.unanswered += 1
            return None
        if answer[0] == http.client.FOUND:
            self.acknowledged.append(fact)
            return None
        return answer[1]

    def edit(self) -> None:
        """Open, read, save: one whole turn."""
        version = self.open()
        if version is not None:
            page = self.save(version, f"第{self.number}人{uuid.uuid4().hex}")
            self.odd += [page[:500]] if page is not None else []

    def _ask(self, method: str, body: str) -> tuple[int, str] | None:
        """(status, page); None where the connection broke off. An answer of 500 is kept as odd."""
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=PATIENCE)
        headers = {"Cookie": f"sessionid={self.site.clerks[self.number]}; csrftoken={CSRF}"}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        started = time.perf_counter()
        try:
            connection.request(method, f"/findings/{self.finding}/edit/", body, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        self.seconds.append(time.perf_counter() - started)
        if answer.status >= http.client.INTERNAL_SERVER_ERROR:
            self.odd.append(f"{answer.status} {page[:500]}")
        return answer.status, page
