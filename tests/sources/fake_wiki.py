"""A small wiki on loopback that answers the Action API's queries, counts them, and fails when told to.

For what a real MediaWiki is too slow or too well-behaved for: thousands of pages, fifty killed runs, broken answers.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from pipeline.revision import sha1_of


class FakePage(NamedTuple):
    page_id: int
    rev_id: int
    text: str


class Fault(NamedTuple):
    """An answer in the place of the right one."""

    status: int = 200  # 0: the connection is closed without an answer
    body: bytes = b""
    headers: dict[str, str] = {}  # noqa: RUF012
    length: int | None = None  # stated, where it is not the body's


class FakeWiki:
    """Pages by title, newest revision alone. `asked` counts requests by kind, `served` the texts by rev_id."""

    def __init__(self) -> None:
        self.pages: dict[str, FakePage] = {}
        self.by_rev: dict[int, str] = {}  # title
        self.by_id: dict[int, str] = {}
        self.asked: Counter[str] = Counter()
        self.served: Counter[int] = Counter()
        self.faults: list[Fault] = []  # given one after the other, each once
        self.lasting: Fault | None = None  # given to every request that `matches`
        self.matches = ""  # a piece of a request's parameters
        self.spoiled: set[str] = set()  # titles whose text is not the one that its SHA-1 says
        self.expand: Callable[[str], str] = lambda text: text
        self.url = ""
        self.time = ""  # what siteinfo says

    def write(self, title: str, text: str) -> FakePage:
        """An edit: the page's next revision; ids rise by one."""
        old = self.pages.get(title)
        page = FakePage(old.page_id if old else len(self.by_id) + 1, len(self.by_rev) + 1001, text)
        self.pages[title] = page
        self.by_rev[page.rev_id] = self.by_id[page.page_id] = title
        return page

    def answer(self, params: dict[str, str]) -> dict[str, Any]:
        """The API's answer, formatversion 2."""
        if params["action"] == "expandtemplates":
            self.asked["expand"] += 1
            return {"expandtemplates": {"wikitext": self.expand(params["text"])}}
        if params.get("meta") == "siteinfo":
            general = {"sitename": "Fake", "generator": "MediaWiki 1.39.0", "time": self.time}
            return {"batchcomplete": True, "query": {"general": general}}
        with_text = "content" in params["rvprop"]
        self.asked["texts" if with_text else "ids"] += 1
        if "titles" in params:
            asked: list[tuple[dict[str, Any], str | None]] = [
                ({"title": title, "missing": True}, title) for title in params["titles"].split("|")
            ]
        elif "revids" in params:
            asked = [({}, self.by_rev.get(int(rev_id))) for rev_id in params["revids"].split("|")]
        else:
            ids = map(int, params["pageids"].split("|"))
            asked = [({"pageid": page_id, "missing": True}, self.by_id.get(page_id)) for page_id in ids]
        pages = [self._described(title, with_text) if title in self.pages else absent for absent, title in asked]
        return {"batchcomplete": True, "query": {"pages": pages}}

    def _described(self, title: str, with_text: bool) -> dict[str, Any]:
        page = self.pages[title]
        slot: dict[str, Any] = {"sha1": sha1_of(page.text), "contentmodel": "wikitext"}
        if with_text:
            self.served[page.rev_id] += 1
            slot["content"] = page.text + "spoiled" * (title in self.spoiled)
        revision = {"revid": page.rev_id, "timestamp": "2024-11-06T12:00:00Z", "slots": {"main": slot}, "tags": []}
        return {"pageid": page.page_id, "ns": 0, "title": title, "revisions": [revision]}

    def _fault(self, params: dict[str, str]) -> Fault | None:
        if self.faults:
            return self.faults.pop(0)
        return self.lasting if self.matches in "&".join(f"{key}={value}" for key, value in params.items()) else None

    def reply(self, query: str) -> Fault:
        """What goes over the wire for a request."""
        params = {key: values[0] for key, values in parse_qs(query, keep_blank_values=True).items()}
        return self._fault(params) or Fault(body=json.dumps(self.answer(params)).encode())


@contextmanager
def fake_wiki() -> Iterator[FakeWiki]:
    """A wiki that serves while the block runs."""
    wiki = FakeWiki()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # head and body are two packets: the second one would wait for 40 ms

        def do_GET(self) -> None:
            self._send(wiki.reply(self.path.partition("?")[2]))

        def do_POST(self) -> None:
            self._send(wiki.reply(self.rfile.read(int(self.headers["Content-Length"])).decode()))

        def _send(self, answer: Fault) -> None:
            if not answer.status:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
            if answer.length is not None:
                self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_args: object) -> None:
            """A client that was killed is no fault of the wiki."""

    with Server(("127.0.0.1", 0), Handler) as server:
        wiki.url = f"http://127.0.0.1:{server.server_address[1]}/w/api.php"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield wiki
        finally:
            server.shutdown()
