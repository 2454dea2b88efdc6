"""A source folder of small election pages, and a way to refresh a dataset from it."""

from __future__ import annotations

from pipeline.settings import Settings
from pipeline.steps import read as read_module
from pipeline.steps.refresh import Request, refresh

PAGE = """{{{{Infobox election
| election_name = {title}
| type = presidential
| election_date = {{{{start date|2004|11|02}}}}
| nominee1 = [[John Kerry]]
| party1 = Democratic Party (United States)
| popular_vote1 = {kerry:,}
| nominee2 = [[George W. Bush]]
| party2 = Republican Party (United States)
| popular_vote2 = 1,071,109
}}}}
==Results==
{{| class="wikitable"
! County !! Kerry# !! Kerry% !! Bush# !! Bush% !! Total
|-
| [[Essex County, Massachusetts|Essex]] || 194,068 || 58.95% || 135,114 || 41.05% || 329,182
|-
| [[Suffolk County, Massachusetts|Suffolk]] || 182,592 || 76.88% || 54,923 || 23.12% || 237,515
|}}
"""


def page(title="2004 United States presidential election in Massachusetts", kerry=1803800):
    """A small page's wikitext."""
    return PAGE.format(title=title, kerry=kerry)


def write(folder, **pages):
    """Write pages by file name without its ending; bytes as they are, None: take the file away."""
    folder.mkdir(exist_ok=True)
    for name, text in pages.items():
        path = folder / f"{name}.wikitext"
        if text is None:
            path.unlink()
        else:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())


def run(folder, dataset, **options):
    """The summary of a refresh without worker processes' cost: one process."""
    return refresh(Request(Settings(processes=1), str(folder), dataset, **options))


def titles_parsed(monkeypatch):
    """A list that fills with the titles of the pages that are parsed from here on, in the order of parsing."""
    titles = []
    parse = read_module.parse_revisions

    def noted(revisions, *arguments, **options):
        for revision, records in parse(revisions, *arguments, **options):
            titles.append(revision.title)
            yield revision, records

    monkeypatch.setattr(read_module, "parse_revisions", noted)
    return titles
