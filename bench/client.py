"""A browser's part of the conversation, as thin as can be: one kept connection, cookies, sign-in by the form."""

import gzip
import http.client
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlencode

from bench.accounts import PASSWORD


@dataclass(frozen=True, slots=True)
class Answer:
    """`seconds` from the first byte sent to the last one read; `body` as text."""

    status: int
    seconds: float
    headers: dict[str, str]
    content: bytes

    @property
    def body(self) -> str:
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.content) if packed else self.content).decode("utf-8")


class Visitor:
    """One person's connection to the server on `port`; anonymous until `sign_in`."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        """With the token of the cookie, as a script of the page would send it."""
        token = next(value for name, value in self.cookies.items() if name.endswith("portal_csrf"))
        body = urlencode({"csrfmiddlewaretoken": token, **fields})
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def sign_in(self, username: str) -> None:
        """Raises RuntimeError when the form does not let the account in."""
        self.get("/accounts/login/")
        answer = self.post("/accounts/login/", {"login": username, "password": PASSWORD})
        if answer.status != 302 or "login" in answer.headers.get("location", ""):
            raise RuntimeError(f"{username} cannot sign in: {answer.status} {answer.headers.get('location')}")

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        sent = {"Accept-Encoding": "gzip", "Host": "127.0.0.1", **{k.replace("_", "-"): v for k, v in headers.items()}}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        begun = time.perf_counter()
        self.connection.request(method, quote(path, safe="/?&=%-_.#"), body, sent)
        response = self.connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - begun
        for header in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        return Answer(response.status, seconds, {k.lower(): v for k, v in response.headers.items()}, content)
