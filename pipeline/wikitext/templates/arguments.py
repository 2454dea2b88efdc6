"""Getting at the arguments of a call: the first that is given, the unnamed ones in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def first(args: Mapping[str, str], *names: str) -> str:
    """The first of these arguments that says something, trimmed; "" if none does."""
    for name in names:
        if value := args.get(name, "").strip():
            return value
    return ""


def positional(args: Mapping[str, str]) -> Iterator[str]:
    """The unnamed arguments in order, up to the first that is missing."""
    number = 1
    while (value := args.get(str(number))) is not None:
        yield value
        number += 1


def cells(values: Iterable[str]) -> str:
    """Table cells, one a line; a value that begins with a table mark stands on a line of its own in the cell."""
    return "".join(f"\n| {value}" for value in values)
