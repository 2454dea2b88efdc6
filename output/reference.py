"""Lists that join: the states with their codes, and every name by which a party is known, as views of the DuckDB file.

They come from the code's own registries and from no page. The second is the alias file of party names as well:
`party_names.csv` in each release.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import us

from pipeline.elections.words.parties import party_names
from pipeline.elections.words.places import state_place

PARTY_NAMES_FILE = "party_names.csv"
STATES = ("usps", "state", "geoid", "ocd_id")
PARTY_NAMES = ("country", "name", "party", "party_link", "letter")

Row = tuple[str | None, ...]


def states() -> list[Row]:
    """The 50 states and D.C.: USPS code, name, GEOID (2 digits), OCD-ID."""
    found: list[Row] = []
    for state in sorted((*us.states.STATES, us.states.DC), key=lambda state: state.abbr):
        place = state_place(state.abbr)
        if place is not None:
            found.append((state.abbr, state.name, place.geoid, place.ocd_id))
    return found


def parties() -> list[Row]:
    """Each name of each party, with the short name and the article that are canonical for it."""
    return [(country, name, p.short, p.article, p.letter) for country, name, p in party_names()]


def views() -> str:
    """CREATE VIEW states, party_names."""
    return "\n".join(
        (
            _view("states", STATES, states(), "The 50 states and D.C.: USPS code, name, FIPS GEOID and OCD-ID."),
            _view(
                "party_names",
                PARTY_NAMES,
                parties(),
                "Every name by which a party is known in a country, with its canonical short name (column party of the "
                "tables) and article (party_link), and its letter in ratings.",
            ),
        )
    )


def party_names_csv() -> str:
    """The alias file: CSV with a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(PARTY_NAMES)
    writer.writerows(parties())
    return text.getvalue()


def _view(name: str, columns: Sequence[str], rows: Sequence[Row], meaning: str) -> str:
    values = ",\n    ".join(f"({', '.join(map(_literal, row))})" for row in rows)
    heading = f"CREATE VIEW {name} AS SELECT * FROM (VALUES\n    {values}\n) AS list({', '.join(columns)});"
    return f"{heading}\nCOMMENT ON VIEW {name} IS {_literal(meaning)};\n"


def _literal(value: str | None) -> str:
    return "NULL::VARCHAR" if value is None else "'" + value.replace("'", "''") + "'"
