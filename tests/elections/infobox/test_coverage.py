"""Every filled field of an election box is counted with what became of it."""

from __future__ import annotations

from pipeline.elections.infobox.coverage import infobox_constructs
from pipeline.elections.infobox.reading import read_infoboxes
from pipeline.wikitext.page import read_page

BOX = """{{Infobox election
| election_name = 2012 Testland election
| turnout = ~60%
| nominee1 = Ann Lee | percentage1 = 51% | swing1 = {{increase}} 2% | image1 = [[File:Ann Lee.jpg|x150px]]
| nominee2 = Bo Roe | percentage2 = c. 40% | image2 =
| map_image = Testland.svg
| favourite_colour = blue
}}
{{Infobox person | name = Ann Lee }}"""


def test_what_became_of_each_field() -> None:
    page = read_page(BOX, "2012 Testland election")
    found = {(c.name, c.outcome): n for c, n in infobox_constructs(page, *read_infoboxes(page, 1)).items()}
    assert found == {
        ("election_name", "parsed"): 1,
        ("turnout", "unknown"): 1,
        ("nominee#", "parsed"): 2,
        ("percentage#", "parsed"): 1,
        ("percentage#", "unknown"): 1,
        ("swing#", "ignored"): 1,
        ("image#", "parsed"): 1,
        ("map_image", "ignored"): 1,
        ("favourite_colour", "unknown"): 1,
    }
