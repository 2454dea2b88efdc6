"""Says in words what is wrong with a setting: which key, what stands there, what it takes. Never shows a secret."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

# What a key takes, by pydantic's type of error; values of the error's context in braces.
_TAKES = {
    "string": "a text in quotes",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "tuple": 'a list, as in ["one", "two"]',
    "dict": "a table of keys",
    "model": "a table of keys",
    "path": "a path in quotes",
    "literal_error": "{expected}",
    "finite_number": "a number that is finite",
    "greater_than": "a number above {gt}",
    "greater_than_equal": "a number from {ge} up",
    "less_than": "a number below {lt}",
    "less_than_equal": "a number up to {le}",
    "string_too_short": "a text that is not empty",
}
LONGEST_VALUE = 60  # characters


def in_words(error: ValidationError, top: type[BaseModel], tables: Mapping[str, type[BaseModel]]) -> tuple[str, str]:
    """(what is wrong, what to do) of the first wrong key. `top`: the model; `tables`: those of its tables, by key."""
    faults = error.errors()
    loc = _key_of(faults[0])
    key = ".".join(loc)
    if faults[0]["type"] == "extra_forbidden":
        # The deepest model that the key stands in: scopes.NAME.KEY, alerts.KEY or KEY.
        known = tables.get(loc[0], top).model_fields if len(loc) > 1 else top.model_fields
        return f"unknown setting {key!r}{hint(loc[-1], known)}", "Write it so, or take it out"
    same = [fault for fault in faults if _key_of(fault) == loc]
    takes = " or ".join(dict.fromkeys(_takes(fault) for fault in same))
    value = "" if loc[0] == "alerts" else f" is {_short(same[0]['input'])}"
    others = list(dict.fromkeys(".".join(_key_of(fault)) for fault in faults if _key_of(fault) != loc))
    more = f"; wrong as well: {', '.join(others)}" if others else ""
    default = top.model_fields[key].default if key in top.model_fields else None
    usual = f" (default: {default!r})" if isinstance(default, str | int | float) else ""
    return f"setting {key!r}{value or ' cannot be used'}{more}", f"It takes {takes}{usual}"


def hint(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or all of them, to be put behind a message."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}"


def _key_of(fault: Mapping[str, Any]) -> tuple[str, ...]:
    """Where it stands in the file: without pydantic's names for the members of a union, as in `tuple[str, ...]`."""
    kept = [str(part) for part in fault["loc"] if isinstance(part, int) or not _is_type(str(part))]
    return tuple(kept)


def _is_type(part: str) -> bool:
    return "[" in part or part in ("str", "int", "float", "constrained-str")


def _takes(fault: Mapping[str, Any]) -> str:
    kind = str(fault["type"])
    if kind == "value_error":
        return str(fault["ctx"]["error"])
    words = _TAKES.get(kind) or _TAKES.get(kind.partition("_")[0])
    return words.format(**fault.get("ctx", {})) if words else str(fault["msg"])


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
