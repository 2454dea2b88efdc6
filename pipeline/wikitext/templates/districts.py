"""Congressional and legislative districts of the United States: `{{ushr|MA|4|4th}}`.

Source: Template:Ushr. A district is shown as a link to its article, "Massachusetts's 4th congressional district".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import us

from pipeline.wikitext.templates.numbers import ordinal_of

AT_LARGE: Final = {"al", "a", "at-large", "at large", "0", "00"}
TITLES: Final = {"Virgin Islands": "United States Virgin Islands", "VI": "United States Virgin Islands"}
KINDS: Final = {
    "ushr": "congressional district",
    "ussd": "State Senate district",
    "ushd": "House of Representatives district",
}


def state_name(text: str) -> str:
    """Massachusetts for MA, Mass. or Massachusetts; the text itself if no state is called so."""
    bare = text.strip()
    if len(bare) == 2:
        state = us.states.lookup(bare.upper(), field="abbr")
        return TITLES.get(state.name, state.name) if state else bare
    return bare


def district(name: str, args: Mapping[str, str]) -> str:
    """The link to a congressional district: 1 the state, 2 the number or AL, 3 what to show.

    3 is X: "Massachusetts 4" ("Alaska at-large"), B: "Massachusetts 4th", E: "4th" ("At-large"), U: "Massachusetts";
    missing or another single letter (formats in words): "Massachusetts's 4th congressional district"; anything longer,
    or a number, is shown as it is.
    """
    state, number = state_name(args.get("1", "")), args.get("2", "").strip()
    label = args.get("3", "").strip()
    if not state or not number:
        return label or f"{state} {number}".strip()
    at_large = number.lower() in AT_LARGE
    which = "at-large" if at_large else ordinal_of(number.lstrip("0") or number)
    title = f"{state}{possessive(state)} {which} congressional district"
    formats = {"X": f"{state} {which if at_large else number}", "B": f"{state} {which}", "U": state}
    formats["E"] = which.capitalize()
    if label.upper() in formats:
        label = formats[label.upper()]
    elif len(label) < 2 and not label.isdigit():
        return f"[[{title}]]"
    return f"[[{title}|{label}]]"


def possessive(state: str) -> str:
    """'s after every state; the articles' titles say "Texas's", "Massachusetts's", but "Northern Mariana Islands'"."""
    return "'" if state.endswith("Islands") else "'s"


def district_of_kind(name: str, args: Mapping[str, str]) -> str:
    """Kin of `ushr` for other chambers: shows the label, or state and number; no link, for titles differ by state."""
    state, number, label = state_name(args.get("1", "")), args.get("2", "").strip(), args.get("3", "").strip()
    return label if len(label) > 1 or label.isdigit() else f"{state} {number}".strip()
