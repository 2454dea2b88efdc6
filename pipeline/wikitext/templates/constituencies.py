"""British and Irish constituencies by the letters of their parliament: `{{constlk|Aberdeen South|SP}}`.

Source: Template:Constlk. Letters that are not listed give the name without a link.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PARLIAMENTS: Final = {
    "UKP": "UK Parliament",
    "SP": "Scottish Parliament",
    "NAW": "National Assembly for Wales",
    "SC": "Senedd",
    "SED": "Senedd",
    "NIA": "Northern Ireland Assembly",
    "EP": "European Parliament",
    "LA": "London Assembly",
    "DE": "Dáil",
}


def link(name: str, args: Mapping[str, str]) -> str:
    """`{{constlk|Aberdeen South|SP}}`: the constituency, linked where the parliament's letters are known."""
    place, parliament = args.get("1", "").strip(), PARLIAMENTS.get(args.get("2", "").strip().upper())
    return f"[[{place} ({parliament} constituency)|{place}]]" if parliament else place
