"""Which template is which: the names, aliases and families that `data/*.yaml` lists, found by any spelling.

Never renders and never guesses: a name that is neither listed nor of a listed family has no rule, and the caller puts
it into the coverage as unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, NamedTuple, cast, get_args

from pipeline.wikitext.remembering import remembered_names
from pipeline.wikitext.templates.data_files import MalformedEntryError, load_yaml

Meaning = Literal["value", "attribute", "cell", "row", "table", "nothing"]

NOT_ALWAYS_THERE: Final = re.compile(
    r"^(?:(?:subst|safesubst|msg|msgnw|raw)\s*:\s*|:?\s*(?:template|t)\s*:\s*)+", re.IGNORECASE
)
LONGEST: Final = 400  # characters of a name with its blanks; MediaWiki titles end at 255 bytes
KEYS: Final = {"aliases", "meaning", "renders", "function", "about"}


class TemplateRule(NamedTuple):
    """What a template stands for.

    `meaning` is one of: value (stands for text), attribute (html attributes, before a cell's bar), cell (attributes,
    bar and text of a cell; whole cells; bare table marks such as `{{!}}`), row (a table row of its own, `|-` included),
    table (opens or closes a table), nothing (dropped; `about` is the reason).
    """

    name: str  # canonical: lower-case, blanks for underscores; of a family, the member's own name
    meaning: Meaning
    renders: str  # wikitext with {{{1}}}, {{{votes|}}} …
    function: str  # or the name of a function in `functions.py`
    about: str  # one line for people


class Listing(NamedTuple):
    """The data files read: rules by name and alias, and families by the beginning of their names."""

    rules: Mapping[str, TemplateRule]
    families: tuple[tuple[str, str, TemplateRule], ...]  # beginning, end, rule; the longest beginning first
    beginnings: tuple[str, ...]  # of all families but those that are told by their end alone
    ends: tuple[str, ...]  # of these


@remembered_names
def normal_name(name: str) -> str:
    """The name as the registry keeps it: one case, single blanks, no `Template:` and no `subst:` before it.

    MediaWiki ignores the case of the first letter alone (Help:Templates); Wikipedia keeps redirects for the other
    spellings, so all case is ignored here.
    """
    words = " ".join(name.replace("_", " ").split())
    return (NOT_ALWAYS_THERE.sub("", words).strip() if ":" in words else words).lower()


@remembered_names
def lookup(name: str) -> TemplateRule | None:
    """The rule of a template called by this name, alias or family name in any spelling; None if there is none."""
    wanted = normal_name(name) if len(name) <= LONGEST else ""
    listing = read_listing()
    rule = listing.rules.get(wanted)
    if rule is not None:
        return rule
    if not wanted.startswith(listing.beginnings) and not wanted.endswith(listing.ends):
        return None
    for beginning, end, family in listing.families:
        if wanted.startswith(beginning) and wanted.endswith(end) and len(wanted) >= len(beginning) + len(end):
            return family._replace(name=wanted)
    return None


@cache
def read_listing() -> Listing:
    """All data files as one listing. Raises MalformedEntryError for an entry that is not as docs/templates.md says."""
    rules: dict[str, TemplateRule] = {}
    families: list[tuple[str, str, TemplateRule]] = []
    for source, name, entry in entries():
        rule = read_entry(source, name, entry)
        for spelling in (name, *entry.get("aliases", ())):
            if not isinstance(spelling, str) or spelling != normal_name(spelling):
                raise MalformedEntryError(f"{source}: write {spelling!r} in quotes, lower-case and with blanks")
            if len(spelling) > 1 and "*" in spelling:
                beginning, _, end = spelling.partition("*")
                families.append((beginning, end, rule))
            elif spelling in rules:
                raise MalformedEntryError(f"{source}: {spelling!r} is listed twice, also as {rules[spelling].name!r}")
            else:
                rules[spelling] = rule
    families.sort(key=lambda family: (-len(family[0]), -len(family[1])))
    beginnings = tuple({beginning for beginning, _, _ in families if beginning})
    return Listing(rules, tuple(families), beginnings, tuple({end for beginning, end, _ in families if not beginning}))


def read_entry(source: str, name: object, entry: Any) -> TemplateRule:
    """One entry of a data file as a rule. Raises MalformedEntryError."""
    where = f"{source}: {name!r}"
    if not isinstance(name, str) or not isinstance(entry, dict):
        raise MalformedEntryError(f"{where}: an entry is a name and its keys; a name such as yes or no needs quotes")
    if strange := set(entry) - KEYS:
        raise MalformedEntryError(f"{where}: unknown key {sorted(strange)}; known are {sorted(KEYS)}")
    meaning = entry.get("meaning")
    if meaning not in get_args(Meaning):
        raise MalformedEntryError(f"{where}: meaning {meaning!r} is none of {get_args(Meaning)}")
    if not entry.get("about"):
        raise MalformedEntryError(f"{where}: about is missing: a line on what it is, or why it is dropped")
    if meaning != "nothing" and ("renders" in entry) == ("function" in entry):
        raise MalformedEntryError(f"{where}: needs either renders or function")
    return TemplateRule(
        name, cast("Meaning", meaning), entry.get("renders", ""), entry.get("function", ""), entry["about"]
    )


def entries() -> Iterator[tuple[str, object, Any]]:
    """(file, name, entry) of every entry of every data file of templates, in the order of file names."""
    for path in sorted(files(__package__).joinpath("data", "rules").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".yaml"):
            for name, entry in load_yaml(path.read_text(encoding="utf-8")).items():
                yield path.name, name, entry
