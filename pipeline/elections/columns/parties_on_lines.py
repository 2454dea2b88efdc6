"""Parties whose names stand on two lines among parties on one: `N-VA | CD&V | Open<br>VLD | Vlaams<br>Belang`.

The letters below a word are its party's where candidates stand beside each other, `Lee<br>PSD | Roe<br>PNL`; where most
headers are parties alone, they are one name. Never says whose a name is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.elections.columns.header_parties import Header, is_abbreviation
from pipeline.elections.context import PageContext
from pipeline.elections.words.names import is_group

_LEAST: Final = 3  # parties on one line
_TWO: Final = 2  # lines


def with_parties_whole(
    headers: Mapping[tuple[str, ...], Header], context: PageContext
) -> dict[tuple[str, ...], Header]:
    """The headers with a word over letters as one party where most of the others are parties on one line."""
    single = [header for header in headers.values() if len(header.lines) == 1 and not is_group(header.lines[0])]
    parties = [header for header in single if header.party == 0 or is_abbreviation(header.lines[0])]
    several = [header for header in headers.values() if len(header.lines) > 1]
    if len(parties) < _LEAST or len(parties) <= len(several) or 2 * len(parties) < len(single):
        return dict(headers)
    return {key: _whole(header, context) for key, header in headers.items()}


def _whole(header: Header, context: PageContext) -> Header:
    """The header on one line, where its first one is a plain word of none of the page's people."""
    first, *below = header.lines
    if len(header.lines) != _TWO or header.party != 1 or " " in first or not is_abbreviation(below[0]):
        return header
    if len({link.target for link in header.links}) > 1 or context.resolve_candidate(first) is not None:
        return header
    return header._replace(lines=(" ".join(header.lines),), party=0)
