"""What its links tell of a header's words: which lines are one name, and which words are a party and no heading.

Reads no row and no figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.elections.words.names import join_lines
from pipeline.elections.words.parties import find_party, is_party_article
from pipeline.wikitext.model import Link

_MOST_LINES: Final = 12  # of a header: each stretch of them is tried
_OF_PARTIES: Final = frozenset(("party", "candidate", "total"))  # roles that parties' articles may stand over


def with_links_whole(lines: tuple[str, ...], links: Sequence[Link]) -> tuple[str, ...]:
    """The lines with those in one that are one link's words: `[[Open Flemish Liberals|Open<br>VLD]]`.

    Not where the last is a party by itself: `[[Ann Lee|Ann Lee<br>Democratic]]`.
    """
    labels = {label for link in links if " " in (label := link.label.strip())}
    if not labels or len(lines) > _MOST_LINES:
        return lines
    for start in range(len(lines) - 1):
        for end in range(len(lines), start + 1, -1):
            if " ".join(lines[start:end]) in labels and find_party(lines[end - 1], "United States") is None:
                return (*lines[:start], _joined(lines[start:end]), *lines[end:])
    return lines


def _joined(lines: Sequence[str]) -> str:
    """The lines in one, without a gap behind a stroke: GL/PvdA of `GL/<br>PvdA`."""
    return join_lines(lines).replace("/ ", "/")


def is_named_party(text: str, role: str | None, links: Sequence[Link]) -> bool:
    """Whether words that could be a heading are a party by their link: `[[Justice Party (South Korea)|Justice]]`."""
    if role is None or role in _OF_PARTIES or len(links) != 1 or links[0].label != text:
        return False
    target = links[0].target
    return len(target) > len(text) and target.startswith(text) and is_party_article(target)
