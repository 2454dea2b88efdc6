"""What servers and wires do to a fetch: waits are kept, broken answers asked for again, the rest is one clear line."""

from __future__ import annotations

import contextlib
import gc
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline.archive import Archive
from pipeline.errors import SourceError, UsageError
from pipeline.revision import RevisionRef, sha1_of
from pipeline.settings import ScopeSettings, Settings
from pipeline.sources import open_source
from pipeline.sources.api.client import ActionApi, user_agent
from pipeline.sources.api.shape import misshapen
from pipeline.sources.mediawiki import MediaWikiSource
from pipeline.sources.scopes import Scope
from tests.real_wiki import Wiki

FINE = {"batchcomplete": True, "query": {"pages": []}}
Answer = Callable[[BaseHTTPRequestHandler], None]


def reply(body: bytes | dict[str, object], status: int = 200, length: int | None = None, **headers: str) -> Answer:
    data = json.dumps(body).encode() if isinstance(body, dict) else body

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Connection", "close")
        handler.send_header("Content-Length", str(len(data) if length is None else length))
        handler.end_headers()
        handler.wfile.write(data)

    return send


class Server:
    """Gives the scripted answers, the last one again and again; keeps what was asked."""

    def __init__(self) -> None:
        self.script: list[Answer] = []
        self.asked: list[tuple[str, dict[str, str]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.asked.append((self.path, dict(self.headers)))
                (server.script.pop(0) if len(server.script) > 1 else server.script[0])(self)

            def log_message(self, *_args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/w/api.php"
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.http.shutdown()
    server.http.server_close()


def error(code: str) -> dict[str, object]:
    return {"errors": [{"code": code, "text": f"about {code}", "module": "main"}]}


@pytest.mark.parametrize(
    "bad",
    [
        reply(b"", 429, Retry_After="0"),
        reply(b"busy", 503),
        reply(b"<!DOCTYPE html><p>Wikimedia Error</p>", 502),
        reply(b"<!DOCTYPE html><title>Our servers are under maintenance</title>"),
        reply(b'{"batchcomplete": true, "que', length=900),
        reply(b'{"batchcomplete": true, "que'),
        reply(b"[]"),
        reply(b"[" * 100_000),
        reply(b"\x1f\x8b not gzip", Content_Encoding="gzip"),
        reply(error("ratelimited"), MediaWiki_API_Error="ratelimited"),
        reply(error("readonly")),
        reply({"error": {"code": "internal_api_error_DBQueryError", "info": "the older form"}}),
        reply(error("maxlag"), Retry_After="0", MediaWiki_API_Error="maxlag"),
        reply(b"", 503, Retry_After="soon"),
    ],
)
def test_a_passing_fault_is_survived(server: Server, settings: Settings, bad: Answer) -> None:
    server.script = [bad, bad, reply(FINE)]
    api = ActionApi(server.url, settings)
    assert api.get(action="query") == FINE
    assert len(server.asked) == 3
    assert api.traffic.retries == 2


@pytest.mark.parametrize(
    ("bad", "tries", "told"),
    [
        (reply(b"", 429, Retry_After="0"), 3, "429"),
        (reply(b"", 500), 3, "500"),
        (reply(b"<p>Maintenance</p>"), 3, "no JSON but begins 'Maintenance'"),
        (reply(error("maxlag"), Retry_After="0"), 3, "maxlag"),
        (reply(b"", 404), 1, "404"),
        (reply(b"", 403), 1, "User-Agent"),
        (reply(error("badvalue")), 1, "badvalue: about badvalue"),
        (reply(error("toomanyvalues")), 1, "titles_per_request"),
        (reply({"error": {"code": "badinteger", "info": "older form"}}), 1, "badinteger: older form"),
        (reply({}, MediaWiki_API_Error="unknown_action"), 1, "unknown_action"),
        (reply(b"", 429, Retry_After="86400"), 1, "asks to come back"),
    ],
)
def test_a_lasting_fault_is_one_clear_line(
    server: Server, settings: Settings, bad: Answer, tries: int, told: str
) -> None:
    server.script = [bad]
    with pytest.raises(SourceError) as caught:
        ActionApi(server.url, settings.model_copy(update={"retries": 2})).get(action="query")
    assert told in str(caught.value) and "\n" not in str(caught.value)
    # where the body shows the fault, urllib3's tries and ours may add up, but never beyond bounds
    assert tries <= len(server.asked) <= tries * 3


REVISION = {"revid": 5, "timestamp": "2024-11-05T00:00:00Z", "slots": {"main": {"content": "text"}}}


def a_page(**other: object) -> dict[str, object]:
    return {"pages": [{"pageid": 1, "ns": 0, "title": "X", "revisions": [REVISION]} | other]}


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ([], "'query' is no object"),
        ({"pages": {"1": {"pageid": 1, "ns": 0, "title": "X"}}}, "a MediaWiki before 1.25?"),
        ({"pages": None}, "'pages' is no list of objects"),
        ({"pages": ["X"]}, "'pages' is no list of objects"),
        ({"normalized": ["X"]}, "'normalized' is no list of objects"),
        (a_page(pageid="abc"), "'pageid' in 'pages' is 'abc'"),
        (a_page(title=5), "'title' in 'pages' is 5"),
        (a_page(revisions="none"), "'revisions' is no list of objects"),
        (a_page(revisions=[{}]), "no 'revid'"),
        (a_page(revisions=[REVISION | {"timestamp": "yesterday"}]), "'timestamp' in 'revisions' is 'yesterday'"),
        (a_page(revisions=[REVISION | {"slots": []}]), "'slots' that are none"),
        (a_page(revisions=[REVISION | {"slots": {"main": {"content": None}}}]), "'content' of a revision is no text"),
    ],
)
def test_json_of_another_shape_is_one_clear_line(server: Server, settings: Settings, query: object, told: str) -> None:
    """A proxy, another program, an old MediaWiki: the source is at fault and not canvass."""
    server.script = [reply({"batchcomplete": True, "query": query})]
    with pytest.raises(SourceError, match="not that of MediaWiki's API") as caught:
        ActionApi(server.url, settings).get(action="query")
    assert told in str(caught.value)


@pytest.mark.parametrize("body", [{"error": "boom"}, {"errors": ["boom"]}, {"continue": "x"}])
def test_errors_of_another_shape(server: Server, settings: Settings, body: dict[str, object]) -> None:
    server.script = [reply(body)]
    with pytest.raises(SourceError, match="not that of MediaWiki's API"):
        ActionApi(server.url, settings).get(action="query")


def test_what_mediawiki_gives_has_its_shape() -> None:
    assert misshapen({"batchcomplete": True, "query": a_page(tags=["x"])}) is None
    assert (
        misshapen({"query": {"pages": [{"title": "Y", "missing": True}], "redirects": [{"from": "A", "to": "B"}]}})
        is None
    )
    assert misshapen({}) is None


def test_retry_after_is_honoured(server: Server, settings: Settings) -> None:
    server.script = [reply(b"", 429, Retry_After="1"), reply(FINE)]
    start = time.monotonic()
    ActionApi(server.url, settings).get(action="query")
    assert time.monotonic() - start >= 1


def test_the_rate_is_limited(server: Server, settings: Settings) -> None:
    server.script = [reply(FINE)]
    api = ActionApi(server.url, settings.model_copy(update={"requests_per_minute": 3}))
    for _ in range(3):
        api.get(action="query")

    def ask() -> None:
        with contextlib.suppress(SourceError):  # when its turn comes, the server is gone
            api.get(action="query")

    blocked = threading.Thread(target=ask, daemon=True)
    blocked.start()
    blocked.join(0.5)
    assert blocked.is_alive() and len(server.asked) == 3


def test_what_is_no_longer_used_leaves_no_thread(server: Server, settings: Settings) -> None:
    server.script = [reply(FINE)]
    before = set(threading.enumerate())
    api = ActionApi(server.url, settings)
    api.get(action="query")
    keepers = {thread for thread in set(threading.enumerate()) - before if "process_request" not in thread.name}
    assert keepers
    del api
    gc.collect()
    for keeper in keepers:
        keeper.join(10)
        assert not keeper.is_alive()


def test_a_request_says_who_asks_and_how(server: Server, settings: Settings) -> None:
    server.script = [reply(FINE)]
    ActionApi(server.url, settings.model_copy(update={"user_agent": "mine/1 (me@example.org)"})).get(action="query")
    path, headers = server.asked[0]
    assert headers["User-Agent"].startswith("mine/1 (me@example.org) canvass/")
    assert headers["Accept-Encoding"] == "gzip"
    assert {"maxlag=5", "formatversion=2", "format=json"} <= set(path.partition("?")[2].split("&"))


@pytest.mark.parametrize("agent", ["", "my-bot/1.0", "my-bot ()"])
def test_live_wikipedia_needs_a_contact(agent: str) -> None:
    with pytest.raises(UsageError, match="CANVASS_USER_AGENT"):
        open_source("wikipedia", Settings(user_agent=agent))


@pytest.mark.parametrize("agent", ["x/1 (a@b.org)", "x/1 (https://example.org/x)", "x/1 (User:Me)"])
def test_contacts(agent: str) -> None:
    assert user_agent("https://en.wikipedia.org/w/api.php", agent).startswith(agent)
    assert user_agent("http://127.0.0.1:8080/w/api.php", "").startswith("canvass/")
    with pytest.raises(UsageError, match="ASCII"):
        user_agent("http://127.0.0.1/", f"{agent}\r\nX-Evil: 1")


def described(text: str, sha1: str) -> dict[str, object]:
    slot = {"sha1": sha1, "contentmodel": "wikitext", "content": text}
    return {
        "batchcomplete": True,
        "query": {"pages": [{"pageid": 1, "title": "T", "revisions": [{"revid": 10, "slots": {"main": slot}}]}]},
    }


def test_a_wrong_sha1_is_asked_for_again_then_left_out(server: Server, settings: Settings) -> None:
    source = MediaWikiSource(ActionApi(server.url, settings), "x", Scope("s", ScopeSettings()))
    ref = RevisionRef(1, "T", 10, None, sha1_of("right"))
    server.script = [reply(described("wrong", ref.sha1 or "")), reply(described("right", ref.sha1 or ""))]
    assert [revision.wikitext for revision in source.fetch([ref])] == ["right"]
    assert source.problems == []
    server.script = [reply(described("wrong", ref.sha1 or ""))]
    assert list(source.fetch([ref])) == []
    assert [(problem.kind, problem.rev_id) for problem in source.problems] == [("sha1", 10)]


@pytest.mark.mediawiki
def test_faults_of_a_real_wiki(wiki: Wiki, settings: Settings, tmp_path: Path) -> None:
    titles = {f"Page {n}": f"text {n}" for n in range(120)}
    wiki.load(titles, tmp_path / "wiki")
    scope = Scope("test", ScopeSettings(titles=tuple(titles)))

    def fetch(archive: Archive) -> MediaWikiSource:
        source = MediaWikiSource(ActionApi(wiki.api, settings), wiki.api, scope)
        archive.add(source.fetch(archive.missing(source.newest(), source.name)))
        return source

    archive = Archive(tmp_path / "dataset")
    wiki.run("readonly", "on")  # reading goes on
    wiki.run("fault", "429", "--count", "2", "--retry-after", "0")
    wiki.run("lag", "7.5")
    threading.Timer(2, lambda: wiki.run("lag", "off")).start()  # the API asks to wait 5 seconds
    source = fetch(archive)
    wiki.run("readonly", "off")
    assert len(archive.known()) == 120
    assert source.api.traffic.retries >= 3

    # The server dies after the first 50 texts: they stay, and the next run asks for the others alone.
    archive = Archive(tmp_path / "killed")
    source = MediaWikiSource(ActionApi(wiki.api, settings), wiki.api, scope)
    refs = list(source.newest())

    def until_killed() -> Iterator[RevisionRef]:
        yield from refs[:50]
        wiki.run("down")
        yield from refs[50:]

    with pytest.raises(SourceError, match="refused"):
        archive.add(source.fetch(until_killed()))
    assert len(archive.known()) == 50
    wiki.api = wiki.run("up").strip()
    source = fetch(Archive(tmp_path / "killed"))
    assert source.api.traffic.requests == 3 + 2  # ids of 120 pages, texts of 70
    assert len(Archive(tmp_path / "killed").known()) == 120
