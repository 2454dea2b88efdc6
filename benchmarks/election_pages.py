"""Election pages without end, each another one, for measuring: a dump of any number of them, made as it is written.

The pages are ours and invented: an infobox, a results table, a table by municipality whose sums are right,
predictions, polls and prose; 34 KB on average, the longest ten times the shortest, as the articles on American states.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import zstandard

STATES = ("Alabama", "Georgia", "Iowa", "Kansas", "Maine", "Massachusetts", "Ohio", "Oregon", "Texas", "Vermont")
NAMES = ("Adams", "Baker", "Carver", "Dunn", "Ellis", "Fuller", "Grant", "Hale", "Irving", "Jarvis", "Kent", "Lowell")
WORDS = (
    *("the", "of", "and", "in", "a", "to", "was", "for", "by", "county", "vote", "party", "campaign", "state"),
    *("primary", "ballot", "debate", "rally", "turnout", "margin", "suburban", "rural", "industry", "harbour"),
    *("railway", "farmers", "union", "senator", "governor", "nominee", "convention", "delegate", "newspaper"),
)
NAMESPACE = "http://www.mediawiki.org/xml/export-0.11/"


def write_dump(path: Path, pages: int) -> int:
    """Writes `path` (.xml.zst) with so many pages; the size of their wikitext in bytes."""
    size = 0
    with path.open("wb") as file, zstandard.ZstdCompressor(level=1).stream_writer(file) as packed:
        packed.write(f'<mediawiki xmlns="{NAMESPACE}" version="0.11" xml:lang="en">\n'.encode())
        packed.write(b"<siteinfo><base>http://127.0.0.1/wiki/Main_Page</base></siteinfo>\n")
        for number, (title, text) in enumerate(election_pages(pages), start=1):
            size += len(text)
            packed.write(
                f"<page><title>{title}</title><ns>0</ns><id>{number}</id><revision><id>{number + 10_000_000}</id>"
                "<timestamp>2024-01-01T00:00:00Z</timestamp><model>wikitext</model><format>text/x-wiki</format>"
                f'<text xml:space="preserve">{escape(text)}</text></revision></page>\n'.encode()
            )
        packed.write(b"</mediawiki>\n")
    return size


def election_pages(pages: int) -> Iterator[tuple[str, str]]:
    """(title, wikitext); the same for the same number."""
    for number in range(pages):
        chance = random.Random(number)
        year = 1900 + 2 * (number % 60)
        title = f"{year} mayoral election in {chance.choice(STATES)}, district {number}"
        yield title, _page(chance, title, year)


def _page(chance: random.Random, title: str, year: int) -> str:
    people = [f"{chance.choice('ABCDEFGH')}. {name}" for name in chance.sample(NAMES, 3)]
    parties = ("Democratic", "Republican", "Independent")
    places = int(min(400, max(12, chance.lognormvariate(4.0, 0.7))))
    votes = [[chance.randint(900, 90_000), chance.randint(900, 90_000), chance.randint(10, 900)] for _ in range(places)]
    sums = [sum(row[n] for row in votes) for n in range(3)]
    total = sum(sums)
    parts = [
        f"{{{{Infobox election\n| election_name = {title}\n| country = United States\n| type = legislative\n",
        f"| ongoing = no\n| election_date = {{{{start date|{year}|11|2}}}}\n",
        *(
            f"| nominee{n} = [[{person}]]\n| party{n} = {party} Party (United States)\n"
            f"| popular_vote{n} = {count:,}\n| percentage{n} = {count / total:.2%}\n"
            for n, (person, party, count) in enumerate(zip(people, parties, sums, strict=True), start=1)
        ),
        f"}}}}\n'''The {title}''' was held on November 2, {year}. {_prose(chance, 7000)}\n",
        f"==Campaign==\n{_prose(chance, 9000)}\n===Predictions===\n",
        '{| class="wikitable"\n! Source !! Ranking !! As of\n',
        *(
            f"|-\n| {source} || {{{{USRaceRating|{chance.choice(('Likely', 'Lean'))}|D}}}} || October {day}, {year}\n"
            for source, day in (("The Observer", 3), ("Almanac", 9), ("Daily Sun", 21))
        ),
        '|}\n===Polling===\n{| class="wikitable"\n! Poll source !! Date(s) administered !! Sample size'
        f" !! {people[0]} !! {people[1]}\n",
        *(
            f"|-\n| Pollster {n} || October {n}–{n + 2}, {year} || {chance.randint(400, 1500)} (LV)"
            f" || {chance.randint(38, 52)}% || {chance.randint(38, 48)}%\n"
            for n in range(1, 9)
        ),
        f"|}}\n==Results==\n{_prose(chance, 5000)}\n===By municipality===\n",
        '{| class="wikitable sortable"\n! rowspan="2" | Municipality\n',
        *(f'! colspan="2" | {person}<br />{party}\n' for person, party in zip(people, parties, strict=True)),
        '! rowspan="2" | Total\n|-\n! # !! % !! # !! % !! # !! %\n',
        *(_line(f"[[Town {n}]]", row) for n, row in enumerate(votes)),
        _line("Totals", sums),
        f"|}}\n==See also==\n{''.join(f'* [[{_prose(chance, 20)}]]' + chr(10) for _ in range(10))}",
    ]
    return "".join(parts)


def _line(area: str, counts: list[int]) -> str:
    total = sum(counts)
    return f"|-\n| {area} || " + " || ".join(f"{n:,} || {n / total:.2%}" for n in counts) + f" || {total:,}\n"


def _prose(chance: random.Random, length: int) -> str:
    words = chance.choices(WORDS, k=length // 6)
    return " ".join(f"[[{word}]]" if at % 40 == 7 else word for at, word in enumerate(words))
