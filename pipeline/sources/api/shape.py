"""Whether an answer has the shape of MediaWiki's Action API (formatversion=2), before anything is read from it.

A proxy, another program or a MediaWiki before 1.25 may answer with JSON all the same. Nothing here knows what was
asked.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

_TYPES: Final = {"pageid": int, "revid": int, "ns": int, "title": str, "from": str, "to": str, "timestamp": str}
_OBJECTS: Final = ("query", "continue", "error", "expandtemplates")


def misshapen(answer: dict[str, Any]) -> str | None:
    """What is not as it should be, in words; None where nothing is."""
    for name in _OBJECTS:
        if not isinstance(answer.get(name, {}), dict):
            return f"{name!r} is no object"
    if not _are_objects(answer.get("errors", [])):
        return "'errors' is no list of objects"
    for name, value in answer.get("query", {}).items():
        if name == "pages" and isinstance(value, dict):
            return "'pages' is no list: a MediaWiki before 1.25?"
        if (name == "pages" or isinstance(value, list)) and (why := _why_no_list(name, value)):
            return why
    return None


def _why_no_list(name: str, value: object) -> str | None:
    if not isinstance(value, list) or not _are_objects(value):
        return f"{name!r} is no list of objects"
    for item in value:
        why = _why_none(name, item)
        if why is None and "revisions" in item:
            why = _why_no_list("revisions", item["revisions"])
        if why:
            return why
    return None


def _why_none(name: str, item: dict[str, Any]) -> str | None:
    """What is wrong with a page, a revision or another thing of a list."""
    for field, kind in _TYPES.items():
        if not isinstance(item.get(field, kind()), kind):
            return f"{field!r} in {name!r} is {item[field]!r:.40}"
    if "timestamp" in item:
        try:
            datetime.fromisoformat(item["timestamp"])
        except ValueError:
            return f"'timestamp' in {name!r} is {item['timestamp']!r:.40}"
    if name != "revisions":
        return None
    slots = item.get("slots", {})
    if "revid" not in item or not isinstance(slots, dict) or not isinstance(slots.get("main", {}), dict):
        return "a revision has no 'revid', or 'slots' that are none"
    main = slots.get("main", {})
    return None if isinstance(main.get("content", ""), str) else "the 'content' of a revision is no text"


def _are_objects(items: object) -> bool:
    return isinstance(items, list) and all(isinstance(item, dict) for item in items)
