"""Sending through Apprise to a server on loopback, and what is said where it fails."""

from __future__ import annotations

import logging

import pytest
from pydantic import SecretStr

from pipeline.quality.alerts.channels import AppriseChannel, SendError, without_secrets
from pipeline.quality.alerts.message import message
from pipeline.quality.alerts.news import news
from tests.quality.alerts.rows import finding, version
from tests.quality.alerts.sink import Sink

SECRET = "hunter2"


@pytest.fixture
def sink():
    server = Sink()
    yield server
    server.close()


def alert():
    now = version("2026.11.23-1", finding("a"))
    return message(news(now, [now], {"2026.11.23-1"}, None))


def test_text_for_channels_of_text(sink):
    AppriseChannel(SecretStr(f"json://127.0.0.1:{sink.port}/{SECRET}"), 1).send(alert())
    (got,) = sink.got
    assert (got["title"], got["message"].strip()) == (alert().title, alert().text.strip())


def test_markup_for_channels_of_markup(sink):
    AppriseChannel(SecretStr(f"json://127.0.0.1:{sink.port}/?format=markdown"), 1).send(alert())
    (got,) = sink.got
    assert "**NEW: 1" in got["message"]
    assert ":~:text=Essex>)" in got["message"]
    assert "<p>" not in got["message"]


@pytest.mark.parametrize("status", [403, 500])
def test_a_refusal_is_said_without_the_secret(sink, status, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    sink.status = status
    url = f"json://user:{SECRET}pw@127.0.0.1:{sink.port}/{SECRET}?+X-Key={SECRET}key"
    with pytest.raises(SendError, match=str(status)) as caught:
        AppriseChannel(SecretStr(url), 1).send(alert())
    shown = capfd.readouterr()
    for text in (str(caught.value), repr(caught.value.__context__), caplog.text, shown.out, shown.err):
        assert SECRET not in text


@pytest.mark.parametrize("status", [301, 302, 303, 307])
def test_a_redirect_is_no_delivery(sink, status):
    """Followed, the message would be a GET of some login page, answered with 200."""
    sink.status = status
    with pytest.raises(SendError, match=str(status)):
        AppriseChannel(SecretStr(f"json://127.0.0.1:{sink.port}/{SECRET}"), 1).send(alert())


@pytest.mark.parametrize(
    "url", [f"nonsense://{SECRET}", f"slack://{SECRET}", SECRET, "", f"json://127.0.0.1:1/{SECRET}"]
)
def test_a_wrong_url_is_said_without_the_secret(url, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    channel = AppriseChannel(SecretStr(url), 1)
    with pytest.raises(SendError) as caught:
        channel.send(alert())
    shown = capfd.readouterr()
    for text in (str(caught.value), channel.name, channel.key, repr(channel), caplog.text, shown.out, shown.err):
        assert SECRET not in text


def test_parts_of_a_url_are_blotted_out():
    url = "mailto://me:p%40ss@mail.example/abc?key=tok/en"
    assert without_secrets("p@ss p%40ss tok me mail.example abc", url) == "*** *** *** me *** ***"
