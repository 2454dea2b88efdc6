"""What a party is called for short, and the templates that show it: `{{Party name with color|Labour Party (UK)}}`.

`data/party_names.yaml` lists the short names that Wikipedia's own list of parties shows. A party that is not listed,
and is of none of the listed stems, is shown by its full title: a short name is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple

import us

from pipeline.wikitext.templates.arguments import first
from pipeline.wikitext.templates.data_files import data_file

DISAMBIGUATED: Final = re.compile(r"^(.+?) (?:Party|party) \(.+\)$")
TITLE: Final = re.compile(r"\bParty\b|\((?:political )?(?:party|politician)\)$|\bParty \([^()]+\)$")
LINK: Final = re.compile(r"\[\[|\]\]|\{\{|\x7f|<")


class PartyNames(NamedTuple):
    """The data file: short names by full title, and stems that are short names whatever the country."""

    short: Mapping[str, str]
    stems: frozenset[str]
    australian: Mapping[str, str]
    canadian: Mapping[str, str]


@cache
def party_names() -> PartyNames:
    """`data/party_names.yaml`, read."""
    data = data_file("party_names.yaml")
    short = {title.lower(): name for name, titles in data["short"].items() for title in titles}
    places = {"united_states": [state.name for state in us.STATES_AND_TERRITORIES], "canada": data["provinces"]}
    places["united_states"].append("District of Columbia")
    for country, names in data["regional"].items():
        for name, titles in names.items():
            for title in titles:
                for place in places[country]:
                    short.setdefault(title.format(place=place).lower(), name)
    return PartyNames(
        short,
        frozenset(data["stems"]),
        {code.lower(): title for code, title in data["australian"].items()},
        {code.lower(): title for code, title in data["canadian"].items()},
    )


@lru_cache(maxsize=4096)
def short_name(title: str) -> str:
    """The short name of a party given by its article's title; the title itself where none is certain.

    "X Party (Y)" is X where X is a listed stem ("Labour Party (Norway)": Labour); other titles are left whole.
    """
    bare = re.sub(r"[\s_]+", " ", title).strip()
    if listed := party_names().short.get(bare.lower()):
        return listed
    match = DISAMBIGUATED.match(bare)
    return match[1] if match and match[1] in party_names().stems else bare


def linked(title: str) -> str:
    """A link to the party's article under its short name; markup (a link already, a note) is passed on as it is."""
    bare = title.strip()
    if not bare or LINK.search(bare):
        return bare
    shown = short_name(bare)
    return f"[[{bare}]]" if shown == bare else f"[[{bare}|{shown}]]"


def linked_title(text: str) -> str:
    """The same for words that may be no party's title: "Independents" and "Others" are shown as they are written."""
    bare = text.strip()
    is_title = short_name(bare) != bare or bool(TITLE.search(bare))
    return linked(bare) if is_title else bare


def party_link(name: str, args: Mapping[str, str]) -> str:
    """`{{party name|X}}`, `{{Polparty|X}}`: the short name, linked."""
    return linked(args.get("1", ""))


def australian_link(name: str, args: Mapping[str, str]) -> str:
    """`{{Australian politics/name|Labor}}`: the party's article under its short name."""
    return linked(australian_title(args.get("1", "")))


def australian_title(word: str) -> str:
    """The article's title for what Australian templates call a party; the word itself if it is not listed."""
    return party_names().australian.get(word.strip().lower(), word.strip())


def party_of_country(name: str, args: Mapping[str, str]) -> str:
    """`{{Polparty|X}}`, `{{Polparty|Country|X}}`: the short name, linked."""
    return linked(first(args, "2", "1"))


def party_short_name(name: str, args: Mapping[str, str]) -> str:
    """`{{party shortname|X}}`, `{{X/meta/shortname}}`: the short name alone."""
    return short_name(name.removesuffix("/meta/shortname") if name.endswith("/meta/shortname") else args.get("1", ""))


DISAMBIGUATION: Final = re.compile(r" \([^()]*\)$")


def cells_of_party(name: str, args: Mapping[str, str]) -> str:
    """`| {{Party name with color|X}}`: the colour's cell, then the linked name's; `rowspan=` counts for both.

    `{{Full party name with color|X (UK)}}` shows the title in full, without what tells it from others.
    """
    title, label = args.get("1", "").strip(), first(args, "shortname", "name")
    if name.startswith("full "):
        label = DISAMBIGUATION.sub("", title)
    shown = labelled(title, label) if label else linked(title)
    span = attributes_of_span(args)
    return f"{colour_cell(name, args)}\n|{span + ' |' if span else ''} {shown}"


def colour_cell(name: str, args: Mapping[str, str]) -> str:
    """`| {{Party color cell|X|rowspan=2}}`: attributes and bar of an empty cell."""
    return f'class="party-color"{attributes_of_span(args)} |'


def attributes_of_span(args: Mapping[str, str]) -> str:
    """The cell's spans that the call asks for, each with a blank before it."""
    spans = ((key, first(args, key)) for key in ("rowspan", "colspan"))
    return "".join(f' {key}="{number}"' for key, number in spans if number.isdecimal())


def labelled(title: str, label: str) -> str:
    """The party's article under a given name; markup is passed on as it is."""
    if not title or LINK.search(title):
        return title
    return f"[[{title}]]" if label == title else f"[[{title}|{label}]]"
