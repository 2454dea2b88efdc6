"""Cells that a template fills whole: attributes, a bar and the words shown.

`{{USRaceRating|Solid|D}}` stands for `style="…" | Solid D`: before it may stand further attributes, and the text after
the bar is the cell's (`|rowspan=2 {{shading PVI|R|7}}`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.wikitext.templates.arguments import first


def cell(template: str, text: str) -> str:
    """A cell's attributes, its bar and its text; the class keeps the template's name readable in the markup."""
    return f'class="{template.replace(" ", "-")}" | {text}'


def race_rating(name: str, args: Mapping[str, str]) -> str:
    """`{{USRaceRating|Lean|D|Flip}}`: Lean D (flip). Source: Template:USRaceRating."""
    level, party = args.get("1", "").strip(), args.get("2", "").strip()
    flip = first(args, "3", "flip").lower()
    text = f"{level} {party}".strip()
    return cell("race-rating", f"{text} (flip)" if flip.startswith("flip") or flip == "yes" else text)


def partisan_index(name: str, args: Mapping[str, str]) -> str:
    """`{{Shading PVI|R|7}}`: R+7; `{{Shading PVI|EVEN}}`: EVEN. Source: Template:Shading PVI."""
    party, lean = args.get("1", "").strip(), first(args, "2", "value")
    even = party.upper() == "EVEN" or not lean
    return cell("shading-pvi", party if even else f"{party}+{lean}")


def shading_with_text(name: str, args: Mapping[str, str]) -> str:
    """`{{Party shading/Text/Democratic}}`: the shading and the party's name, or `1=` instead of it."""
    return cell("party-shading", first(args, "1", "text") or name.rpartition("/")[2].title())


def cell_with_word(name: str, args: Mapping[str, str]) -> str:
    """`{{Yes}}`, `{{Won}}`, `{{N/A}}`: the first parameter, or the word of the template's own name."""
    return cell("table-" + name.replace("/", ""), first(args, "1", "text") or WORDS.get(name, name.capitalize()))


WORDS: Final = {
    "n/a": "N/A",
    "tba": "TBA",
    "tbd": "TBD",
    "dunno": "?",
    "table cell with question mark": "?",
    "?": "?",
    "ya": "✓",
    "na": "✗",
    "yes2": "Yes",
    "no2": "No",
    "yes c": "✓",
    "no x": "✗",
    "dropped out": "Dropped out",
    "withdrew": "Withdrew",
    "sho": "Shortlisted",
    "cpartial": "Partial",
}
