"""Talking to a wiki's Action API as a good citizen: one connection, named, unhurried, patient.

What retries: urllib3's `Retry`, which requests has on board anyway; it knows Retry-After and jitter, and one policy
object serves both the HTTP layer and the faults that only the body shows. What slows down: requests-ratelimiter, an
adapter for the same session. Nothing here knows of pages.
"""

from __future__ import annotations

import ipaddress
import json
import re
import weakref
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from requests_ratelimiter import LimiterAdapter
from urllib3.exceptions import InvalidHeader, MaxRetryError
from urllib3.response import BaseHTTPResponse
from urllib3.util.retry import Retry

from pipeline.errors import SourceError, UsageError
from pipeline.settings import Settings
from pipeline.sources.api.address import public_address
from pipeline.sources.api.shape import misshapen

CANVASS_AGENT = f"canvass/0.1 python-requests/{requests.__version__}"
# MediaWiki caps a result at 8 MB ($wgAPIMaxResultSize); JSON escapes may multiply that. More is no API's answer.
MAX_ANSWER_BYTES = 100 * 2**20
# Long lists go by POST: Wikimedia refuses URLs beyond 8 kB.
MAX_URL_LENGTH = 6_000
# A server that asks for a longer pause is given up; the next run goes on where this one stopped.
LONGEST_WAIT_SECONDS = 600
_TRANSIENT = re.compile(r"maxlag|ratelimited|readonly|internal_api_error.*|.*timeout.*|dbquery.*")

_NAME_THE_API = "Name the wiki's api.php, as in http://127.0.0.1:8080/w/api.php"

JsonObject = dict[str, Any]


class _TransientError(Exception):
    """An answer that another try may mend; what to do where none did."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.remedy = remedy


class ApiRetry(Retry):
    """urllib3's policy, for MediaWiki: maxlag comes as HTTP 200 with Retry-After (Manual:Maxlag parameter)."""

    RETRY_AFTER_STATUS_CODES = Retry.RETRY_AFTER_STATUS_CODES | {200}

    def parse_retry_after(self, retry_after: str) -> float:
        """Seconds to wait; 0, and so the usual backoff, for a header that cannot be read."""
        try:
            return super().parse_retry_after(retry_after)
        except InvalidHeader:
            return 0

    def sleep_for_retry(self, response: BaseHTTPResponse) -> bool:
        """Wait as long as the server asks, unless it asks too much. Raises SourceError."""
        seconds = self.get_retry_after(response) or 0
        if seconds > LONGEST_WAIT_SECONDS:
            raise SourceError(
                f"the server asks to come back in {seconds:,.0f} seconds (HTTP {response.status})",
                remedy="Run again later: what is in the archive is not fetched again",
            )
        return super().sleep_for_retry(response)


@dataclass
class Traffic:
    """What went over the wire so far."""

    requests: int = 0  # first tries
    retries: int = 0
    bytes: int = 0  # of the bodies received, as they came (gzipped where the server did)


class ActionApi:
    """One wiki's api.php. Raises UsageError where a live wiki is asked without a contact in the User-Agent."""

    def __init__(self, url: str, settings: Settings) -> None:
        self.url = public_address(url)
        self.traffic = Traffic()
        self._maxlag = settings.maxlag_seconds
        self._timeout = settings.timeout_seconds
        self._retry = ApiRetry(
            total=settings.retries,
            connect=min(2, settings.retries),  # a server that is not there will not be there in a minute either
            backoff_factor=settings.backoff_seconds,
            backoff_jitter=settings.backoff_seconds,
            status_forcelist=(429, 500, 502, 503, 504),
            allowed_methods=None,  # every request reads, POST as well
            raise_on_status=False,
            redirect=3,
        )
        adapter = LimiterAdapter(
            per_minute=settings.requests_per_minute,
            limit_statuses=(),  # Retry-After says better how long to wait
            max_retries=self._retry,
            pool_connections=1,
            pool_maxsize=1,
        )
        self._session = requests.Session()
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)
        # The rate limiter keeps a thread, which a service that refreshes for years must not collect.
        weakref.finalize(self, self._session.close)
        self._session.headers.update({"User-Agent": user_agent(url, settings.user_agent), "Accept-Encoding": "gzip"})

    def get(self, **params: str | int) -> JsonObject:
        """One answer, whole and without error. Raises SourceError when retrying did not help or cannot."""
        asked: dict[str, str | int] = {"format": "json", "formatversion": 2, "errorformat": "plaintext", **params}
        if self._maxlag:
            asked["maxlag"] = self._maxlag
        retry: Retry = self._retry
        while True:
            try:
                return self._once(asked)
            except _TransientError as fault:
                try:
                    retry = retry.increment("GET", self.url, error=fault)
                except MaxRetryError:
                    what = f"{fault}, after {self._retry.total} retries"
                    raise self._failed(what, fault.remedy) from fault
                self.traffic.retries += 1
                retry.sleep()

    def _once(self, params: dict[str, str | int]) -> JsonObject:
        self.traffic.requests += 1
        long = len(urlencode(params)) + len(self.url) > MAX_URL_LENGTH
        method, place = ("POST", "data") if long else ("GET", "params")
        # https://www.mediawiki.org/wiki/API:Etiquette: a POST that writes nothing may go to the nearest data centre
        headers = {"Promise-Non-Write-API-Action": "true"} if long else {}
        arguments: JsonObject = {place: params, "headers": headers, "timeout": self._timeout, "stream": True}
        try:
            with self._session.request(method, self.url, **arguments) as response:
                self.traffic.retries += len(response.raw.retries.history) if response.raw.retries else 0
                body = _body(response)
                self.traffic.bytes += response.raw.tell()
                return self._answer(response, body)
        except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError) as error:
            raise _TransientError("the answer broke off in the middle") from error
        except requests.exceptions.RequestException as error:
            raise self._failed(_reason(error)) from error

    def _answer(self, response: requests.Response, body: bytes) -> JsonObject:
        if response.status_code in (429, 500, 502, 503, 504):
            raise self._failed(f"HTTP {response.status_code} after {self._retry.total} retries")
        if response.status_code == 403:
            raise self._failed("HTTP 403, access denied", "Check user_agent and Wikimedia's User-Agent policy")
        if response.status_code != 200:
            raise self._failed(f"HTTP {response.status_code}", _NAME_THE_API)
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError) as error:
            start = re.sub(rb"<[^>]*>|\s+", b" ", body[:300]).decode("utf-8", "replace").split()
            what = f"the answer is no JSON but begins {' '.join(start)[:80]!r}"
            raise _TransientError(what, _NAME_THE_API) from error
        if not isinstance(answer, dict):
            raise _TransientError("the answer is no JSON object")
        if why := misshapen(answer):
            raise self._failed(f"the answer is not that of MediaWiki's API: {why}", _NAME_THE_API)
        self._check_errors(answer, response.headers.get("MediaWiki-API-Error"))
        return answer

    def _check_errors(self, answer: JsonObject, header: str | None) -> None:
        """API errors come with HTTP 200: in `errors` (or `error`, the older form), their code in a header as well."""
        errors = answer.get("errors") or ([answer["error"]] if "error" in answer else [])
        if not errors and not header:
            return
        first = errors[0] if errors else {}
        code = str(first.get("code", header))
        text = f"API error {code}: {first.get('text') or first.get('info') or 'no explanation'}"
        if _TRANSIENT.fullmatch(code):
            raise _TransientError(text)
        remedy = "Set titles_per_request to 50; more is for bots" if code == "toomanyvalues" else ""
        raise self._failed(text, remedy)

    def _failed(self, what: str, remedy: str = "") -> SourceError:
        return SourceError(f"the wiki could not be read: {what}", where=self.url, remedy=remedy)


def user_agent(url: str, own: str) -> str:
    """The User-Agent header for a wiki. Raises UsageError where it is not on this machine and no contact is given.

    https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy
    """
    if not own.isprintable() or not own.isascii():
        raise UsageError("user_agent may hold printable ASCII only", where=repr(own))
    if not _is_loopback(url) and not re.search(r"\S@\S|https?://\S|\bUser:\S", own):
        raise UsageError(
            "a wiki that is not on this machine wants to know whom to write to"
            if not own
            else f"no contact in {own!r}",
            where=url,
            remedy='Set user_agent in canvass.toml or CANVASS_USER_AGENT, as in "my-dataset/1.0 (me@example.org)"',
        )
    return f"{own} {CANVASS_AGENT}".strip()


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _body(response: requests.Response) -> bytes:
    pieces, size = [], 0
    for piece in response.iter_content(2**16):
        size += len(piece)
        if size > MAX_ANSWER_BYTES:
            raise _TransientError(f"the answer has more than {MAX_ANSWER_BYTES:,} bytes")
        pieces.append(piece)
    return b"".join(pieces)


def _reason(error: requests.exceptions.RequestException) -> str:
    """The innermost reason in one line: "Connection refused" out of three nested exceptions."""
    inner: BaseException = error
    while (deeper := getattr(inner, "reason", None) or inner.__cause__ or inner.__context__) is not None:
        if not isinstance(deeper, BaseException):
            break
        inner = deeper
    return (str(inner) or type(inner).__name__).splitlines()[0]
