"""A browser whose requests go to one web machine after the other, whoever answered the last one."""

import http.client
import time
import uuid
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlencode

from tests.drills.site import PATIENCE, Site
from tests.journeys.browser import hidden_fields

Fields = dict[str, str]
File = tuple[str, str, bytes]
"""The field's name, the file's name, its bytes."""
AGAIN = "again_password"
"""The field of the page that asks for the password again before something important is done."""


@dataclass(frozen=True)
class Answer:
    """One answer: from which machine, and what."""

    status: int
    body: bytes
    location: str
    machine: int

    @property
    def page(self) -> str:
        return self.body.decode()


@dataclass
class Hopper:
    """Cookies as a browser keeps them; every request goes to the machine whose turn it is."""

    machines: list[Site]
    password: str = ""
    cookies: Fields = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._turns = cycle(range(len(self.machines)))

    def get(self, path: str, *, on: int | None = None) -> Answer:
        return self.ask("GET", path, on=on)

    def login(self, username: str, password: str) -> Answer:
        self.password = password
        self.get("/login/")
        return self.post("/login/", {"username": username, "password": password})

    def post(self, path: str, fields: Fields, *, page: str = "", on: int | None = None) -> Answer:
        """Send a form of `page` with its hidden fields; the password too where it is asked for."""
        hidden = hidden_fields(page) if page else {}
        sent = {"form_key": str(uuid.uuid4()), **hidden, **fields}
        answer = self.ask("POST", path, urlencode(self._with_token(sent)).encode(), on=on)
        return self.confirmed(answer, path)

    def confirmed(self, answer: Answer, path: str) -> Answer:
        """The answer behind the page that asks for the password again; any other answer as it is.

        That page carries everything sent before in hidden fields, and is posted to the same address.
        """
        if f'name="{AGAIN}"'.encode() not in answer.body:
            return answer
        sent = self._with_token(hidden_fields(answer.page) | {AGAIN: self.password})
        return self.ask("POST", path, urlencode(sent).encode())

    def upload(self, path: str, file: File) -> Answer:
        """Send one file as a form does."""
        name, file_name, data = file
        mark = uuid.uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
            f"{self.cookies['csrftoken']}\r\n--{mark}\r\n"
            f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n".encode(),
            data,
            f"\r\n--{mark}--\r\n".encode(),
        ]
        return self.ask("POST", path, b"".join(parts), kind=f"multipart/form-data; boundary={mark}")

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        kind: str = "application/x-www-form-urlencoded",
        on: int | None = None,
    ) -> Answer:
        """One request; cookies that are set are kept."""
        machine = next(self._turns) if on is None else on
        connection = http.client.HTTPConnection("127.0.0.1", self.machines[machine].port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        started = time.perf_counter()
        try:
            connection.request(method, path, body or None, headers | ({"Content-Type": kind} if body else {}))
            reply = connection.getresponse()
            answer = Answer(reply.status, reply.read(), reply.headers.get("Location", ""), machine)
        finally:
            connection.close()
        self.seconds.append(time.perf_counter() - started)
        for line in reply.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.answers.append(answer)
        return answer

    def _with_token(self, fields: Fields) -> Fields:
        return {"csrfmiddlewaretoken": self.cookies["csrftoken"], **fields}
