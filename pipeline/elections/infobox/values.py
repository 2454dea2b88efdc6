"""The values of single infobox fields: words, people, articles, years, figures, files, in every usual way.

A field that says that there is nothing to say, or that is not understood to the last mark, is None; a line that tells
something of a name (`[[Ann Lee]]<br />(replacing [[Bo Roe]])`, her party, her office) is no part of it.
"""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.elections.words.names import read_name
from pipeline.elections.words.numbers import LONGEST, bare, is_nothing, read_count, read_count_and_percent, read_percent
from pipeline.elections.words.parties import find_party
from pipeline.elections.words.plausible_names import is_broken
from pipeline.elections.words.registry import WordRegistry
from pipeline.package_yaml import package_yaml
from pipeline.wikitext.model import InfoboxField

_YEAR: Final = re.compile(r"(?<!\d)(1[6-9]\d\d|20\d\d)(?!\d)")
_FILE: Final = re.compile(r"(?:File|Image)\s*:\s*([^|\[\]{}<>\n]+)", re.IGNORECASE)
_BARE_FILE: Final = re.compile(r"[^|\[\]{}<>=\n]+\.(?:jpe?g|png|svg|gif|tiff?|webp)", re.IGNORECASE)
_CROPPED: Final = re.compile(
    r"\|\s*image\s*=\s*([^|{}\n]+)", re.IGNORECASE
)  # {{CSS image crop|Image = X.jpg|bSize = 200}}
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
# What follows a figure of the table: its change (`51.2% (▲ 2.1 pp)`, `326 ▲28`); never what it is made of (`12+3`).
_CHANGE: Final = re.compile(
    r"\s*\(?\s*(?:[▲▼▬]\s*[+−–-]?|(?<=\()\s*[+−–-])\s*(?:[0-9][0-9,.]*\s*(?:%|pp|p\.p\.|pts?|seats?)?)?\s*\)?$"
)
_OF_ALL: Final = re.compile(r"([0-9,]{1,9})\s*/\s*([0-9,]{1,9})")  # {{composition bar|72|150}}
_NEW: Final = re.compile(r"\s*\(?\bnew(?: party)?\b\)?$", re.IGNORECASE)
_PARTED: Final = re.compile(r"\s*(?:/|,|&|\band\b)\s*")
_FIELD: Final = re.compile(
    r"[a-z_]{3}\d?\s*=", re.IGNORECASE
)  # the next one, where its bar was lost: `Foo Party\nseats1=12`
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_OF_PERSON: Final = re.compile(
    r"\b(?:[Pp]arty|of|for)\b"
)  # an article of a party or an office, Attorney General of Ohio
_LETTERS: Final = re.compile(r"[A-ZÀ-Þ][\w/&–-]{0,4}[A-ZÀ-Þ][\w/&–-]{0,2}")  # of a party: DC, LDP, CDU/CSU
_NOBODY: Final = re.compile(
    r"no (?:candidate|running mate|nominee|one)|no[- ]?body|nil|vacant|to be (?:determined|announced|elected|decided)"
    r"|undecided|pending|(?:election |elections |the )?(?:results? )?(?:annulled|cancelled|voided)|hung parliament",
    re.IGNORECASE,
)


@cache
def _offices() -> WordRegistry:
    return WordRegistry([("offices", package_yaml(Path(__file__).with_name("infobox.yaml"))["offices"])])


def words(field: InfoboxField | None) -> str | None:
    """A field's words; None where it is empty or says that there is nothing to say."""
    if field is None or _is_damaged(field):
        return None
    text = bare(field.body.text)
    return None if is_nothing(text) or _NOBODY.fullmatch(text) else text


def is_nobody(name: str) -> bool:
    """Whether what stands for a name says that there is nobody: nothing, a dash, vacant."""
    return is_nothing(name) or _NOBODY.fullmatch(name.strip("()")) is not None


def lines(field: InfoboxField | None) -> tuple[str, ...]:
    """A field's lines as they are parted by breaks."""
    return () if field is None or words(field) is None else field.body.lines


def count(field: InfoboxField | None) -> int | None:
    """Votes or electors, also with their share or change behind them: 326 of `326 ({{increase}} 28)`."""
    return _count_in(_figure(field))


def seats(field: InfoboxField | None) -> int | None:
    """Seats, also out of all (`65 / 120`, `{{composition bar|65|120}}`) or of a party that had none: `3 (new)`."""
    text = _CHANGE.sub("", _NEW.sub("", _figure(field)))
    of_all = _OF_ALL.fullmatch(text)
    if of_all is None:
        return _count_in(text)
    part, whole = read_count(of_all[1]), read_count(of_all[2])
    return part if part is not None and whole is not None and part <= whole else None


def _count_in(text: str) -> int | None:
    read = read_count_and_percent(text).count
    return read_count(_CHANGE.sub("", text)) if read is None else read


def percent(field: InfoboxField | None) -> float | None:
    """A share of 0 to 100 percent, also with its votes or change behind it: 51.2 of `51.2% (▲ 2.1 pp)`."""
    text = _figure(field)
    value = read_percent(text)
    if value is None and "%" in text:
        value = read_count_and_percent(text).pct
        value = read_percent(_CHANGE.sub("", text)) if value is None else value
    return value if value is not None and value <= 100 else None


def _figure(field: InfoboxField | None) -> str:
    text = words(field) or ""
    return text if len(text) <= LONGEST else ""


def names(field: InfoboxField | None) -> str:
    """The names in a field; two linked people on two lines are parted by a slash."""
    if field is None or len(field.body.text) > LONGEST or _is_damaged(field):
        return ""
    kept = [line for line in field.body.lines if not _is_aside(line, field)]
    linked = [line for line in kept if any(link.label and link.label in line for link in field.body.links)]
    if len(kept) == 2 and kept[0].endswith("/"):  # Ann Lee/<br>Bo Roe
        return f"{kept[0].rstrip('/ ')} / {kept[1]}"
    is_joined = any(line.endswith(("&", " and")) for line in kept)  # [[Ann Lee]] &<br>[[Bo Roe]]
    return (" / " if len(kept) > 1 and len(linked) == len(kept) and not is_joined else " ").join(kept)


def _is_damaged(field: InfoboxField) -> bool:
    text = field.body.text[:LONGEST]
    return is_broken(text) or ("=" in text and bool(_FIELD.search(text)))


def _is_aside(line: str, field: InfoboxField) -> bool:
    """Whether a line below a name tells of the person: the party, the office, whom he replaces.

    `[[Ann Lee]]<br />[[Labour Party (UK)|Labour]]`, `[[Ann Lee]]<br>{{small|Labour leader}}`.
    """
    first = field.body.lines[0]
    if line == first:
        return False
    target = next((link.target for link in field.body.links if link.label.strip() == line.strip("() ")), None)
    if target is not None:
        return bool(find_party(target)) or bool(_OF_PERSON.search(target) or _LETTERS.fullmatch(line.strip("() ")))
    whole = any(link.label == first for link in field.body.links)  # [[Franklin D.<br>Roosevelt]] is one name
    if (whole or " " in first) and _offices().knows(line.casefold().strip("() ")):
        return True
    return whole and (line.startswith("(") or any(word[:1].islower() for word in line.split()))


def person(field: InfoboxField | None) -> str | None:
    """A person's name, or what stands for one; None for nobody."""
    name = read_name(names(field), pairs=False).name
    return None if is_nobody(name.strip("()")) else name


def article(field: InfoboxField | None) -> str | None:
    """The linked article's title where one is linked, else the words, which are then the title.

    Several articles, on lines of their own or parted by slashes (a candidate of two parties), are parted by slashes.
    """
    text = words(field)
    if field is None or text is None:
        return None
    targets = list(dict.fromkeys(link.target for link in field.body.links if link.label.strip()))
    if targets:
        labels = [link.label.strip() for link in field.body.links if link.label.strip()]
        if len(targets) == 1 and _BRACKETS.sub("", text).strip() in {*labels, " ".join(labels)}:
            return targets[0]  # but not of `CDU/CSU–[[Social Democratic Party of Germany|SPD]]`
        named = [line for line in field.body.lines if not line.startswith("(")]
        if len(named) == 1 and len(field.body.lines) > 1:
            return next((link.target for link in field.body.links if link.label.strip() == named[0]), text)
        if len(targets) > 1 and (
            len(named) == len(targets) or [part for part in _PARTED.split(text) if part] == labels
        ):
            return " / ".join(targets)
        return text
    return " ".join(text.replace("_", " ").split("#")[0].split()) or None


def link_of(field: InfoboxField | None, name: str | None) -> str | None:
    """The article of the person that `name` is."""
    if field is None or name is None:
        return None
    return next((link.target for link in field.body.links if link.label.strip() and link.label.strip() in name), None)


def one_year(text: str | None) -> int | None:
    """The one year that a text names."""
    years = set(_YEAR.findall(text or ""))
    return int(years.pop()) if len(years) == 1 else None


def image(field: InfoboxField | None) -> str | None:
    """The file's name alone, from `[[File:X.jpg|x150px]]`, `File:X.jpg`, `X.jpg` or a template that crops it."""
    if field is None:
        return None
    source = html.unescape(_COMMENT.sub("", field.wikitext)).strip()
    if "[[" not in source:
        source = source.partition("{{!}}")[0].strip()  # X.svg{{!}}border
    match = _FILE.search(source) or _CROPPED.search(source)
    name = match[1] if match else source if _BARE_FILE.fullmatch(source) else ""
    return " ".join(name.replace("_", " ").split()) or None
