"""A bounded memory of readings by text: the same words fill thousands of cells, on a page and over pages.

A dict that reads what it misses: a hit costs a third of `lru_cache`'s, which keeps an order that nothing here needs.
Full, it is emptied; a text longer than `longest` is read each time, so that no page can fill it with megabytes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

MOST: Final = 1 << 15  # texts
MOST_NAMES: Final = 1 << 17
LONGEST: Final = 200  # characters


class Readings(dict[str, T]):
    """`Readings(read)[text]` is `read(text)`, a pure function of the text; values are shared and never changed."""

    __slots__ = ("longest", "most", "read")

    def __init__(self, read: Callable[[str], T], *, most: int = MOST, longest: int = LONGEST) -> None:
        super().__init__()
        self.read, self.most, self.longest = read, most, longest

    def __missing__(self, text: str) -> T:
        """The reading of a text that is not remembered."""
        found = self.read(text)
        if len(text) <= self.longest:
            if len(self) >= self.most:
                self.clear()
            self[text] = found
        return found


def remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    """The function with a memory of `MOST` short texts; use it as a decorator."""
    return Readings(read).__getitem__


def remembered_names(read: Callable[[str], T]) -> Callable[[str], T]:
    """The same for names of templates: a page is gone through four times, and 2 MB may have a hundred thousand."""
    return Readings(read, most=MOST_NAMES).__getitem__
