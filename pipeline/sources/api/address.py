"""A wiki's address, which stands in the dataset, its report and its logs: it may hold no secret."""

from __future__ import annotations

from urllib.parse import urlsplit

from pipeline.errors import UsageError


def public_address(url: str) -> str:
    """The address of an api.php as it is. Raises UsageError, which does not show it, where it holds a secret."""
    place = urlsplit(url)
    shown = without_secrets(url)
    if "@" in place.netloc:
        raise UsageError(
            "the wiki's address holds a user or a password, and addresses are published with the pages",
            where=shown,
            remedy=f"Put them into ~/.netrc: machine {place.hostname} login … password …",
        )
    if place.query or place.fragment:
        raise UsageError(
            "the wiki's address holds more than where its api.php is, and addresses are published with the pages",
            where=shown,
            remedy="Leave out what follows the ? or #",
        )
    return url


def without_secrets(source: str) -> str:
    """What may be shown of a source that was asked for, right or wrong: without a user, a password, a query."""
    place = urlsplit(source)
    if place.scheme not in ("http", "https"):
        return source
    return f"{place.scheme}://{place.netloc.rpartition('@')[2]}{place.path}"
