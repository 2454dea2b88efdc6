"""What was found out about a page's tables, remembered until the page is read: recognisers and readers ask the same.

A memory of tables keeps them alive with all their cells, tens of megabytes for a large one, so it ends with the page.
Remembers nothing over pages.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

_FORGET: Final[list[Callable[[], None]]] = []


def of_tables(most: int) -> Callable[[F], F]:
    """A decorator: what the function says of so many tables is kept while their page is read."""

    def remember(function: F) -> F:
        known: Any = lru_cache(maxsize=most)(function)
        _FORGET.append(known.cache_clear)
        result: F = known
        return result

    return remember


def forget_tables() -> None:
    """The page is read."""
    for forget in _FORGET:
        forget()
