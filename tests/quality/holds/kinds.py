"""The kinds of edits that the benchmark draws: malicious and mistaken ones, and those of good editors."""

from __future__ import annotations

from typing import NamedTuple

from tests.quality.holds import content_edits as content
from tests.quality.holds import damage_edits as damage
from tests.quality.holds import figure_edits as figures
from tests.quality.holds import formatting_edits as formatting
from tests.quality.holds import wording_edits as wording
from tests.quality.holds.markup import Edit, other_digit, swapped_digits, times_ten


class Kind(NamedTuple):
    """A kind of edit. `revealable`: whether arithmetic or history can tell it from a correction."""

    name: str
    edit: Edit
    revealable: bool = True


BAD = (
    Kind("digits swapped in an area", figures.area_votes(swapped_digits)),
    Kind("a digit changed in an area", figures.area_votes(other_digit)),
    Kind("votes times ten in an area", figures.area_votes(times_ten)),
    Kind("an area's total changed", figures.area_total),
    Kind("a percentage changed in an area", figures.area_share),
    Kind("an area's votes emptied", figures.figure_emptied),
    Kind("candidates swapped in an area", figures.candidates_swapped),
    Kind("candidates swapped in a header", damage.columns_swapped),
    Kind("digits swapped in the results", figures.line_votes(swapped_digits)),
    Kind("votes times ten in the results", figures.line_votes(times_ten)),
    Kind("a percentage changed in the results", figures.line_share),
    Kind("winner flipped in the results", figures.lines_flipped),
    Kind("party changed in the results", damage.line_party),
    Kind("candidate replaced in the results", damage.candidate_replaced),
    Kind("digits swapped in the infobox", figures.box_votes(swapped_digits)),
    Kind("votes times ten in the infobox", figures.box_votes(times_ten)),
    Kind("a percentage changed in the infobox", figures.box_share),
    Kind("electoral votes changed", figures.electoral_votes),
    Kind("winner flipped in the infobox", figures.winner_flipped),
    Kind("party changed in the infobox", damage.box_party),
    Kind("election dated in another year", damage.date_changed),
    Kind("table blanked", damage.table_blanked),
    Kind("section blanked", damage.section_blanked),
    Kind("page blanked", damage.page_blanked),
    Kind("rows removed", damage.rows_removed),
    Kind("unclosed markup swallows a table", damage.swallowed),
    Kind("poll changed", damage.poll_changed),
    Kind("rating flipped", damage.rating_flipped),
    Kind("lie of 2 to 20 % that keeps every sum", figures.lie(0.02, 0.2)),
    Kind("lie below 0.3 % that keeps every sum", figures.lie(0.0005, 0.003), revealable=False),
)

GOOD = (
    Kind("typo in prose", wording.typo),
    Kind("prose added", wording.prose_added),
    Kind("reference on a figure", wording.ref_on_figure),
    Kind("reference in prose", wording.ref_in_prose),
    Kind("reference removed", wording.ref_removed),
    Kind("link removed", wording.unlinked),
    Kind("link to another title", wording.relinked),
    Kind("name linked", wording.linked),
    Kind("comment in a table", wording.comment),
    Kind("blank lines", wording.blank_lines),
    Kind("spaces in tables", wording.spaces),
    Kind("one cell a line", formatting.one_cell_a_line),
    Kind("figure in bold", formatting.bold),
    Kind("bold taken away", formatting.not_bold),
    Kind("figure by template", formatting.number_template),
    Kind("commas in figures", formatting.commas),
    Kind("table styled", formatting.style),
    Kind("area's votes corrected", content.correction(figures.area_votes(swapped_digits))),
    Kind("area's digit corrected", content.correction(figures.area_votes(other_digit))),
    Kind("area's total corrected", content.correction(figures.area_total)),
    Kind("area's percentage corrected", content.correction(figures.area_share)),
    Kind("result's votes corrected", content.correction(figures.line_votes(swapped_digits))),
    Kind("infobox's votes corrected", content.correction(figures.box_votes(swapped_digits))),
    Kind("name's spelling corrected", content.name_typo),
    Kind("name with an initial or a mark", content.longer_name),
    Kind("fewer decimals", formatting.fewer_decimals),
    Kind("poll added", content.row_like("polls", content.other_poll)),
    Kind("prediction added", content.row_like("predictions", content.other_rating)),
    Kind("section added", content.section_added),
    Kind("another contest added", content.another_contest),
    Kind("category or navigation added", content.category_added),
    Kind("template swapped", formatting.template_swapped),
    Kind("infobox tidied", formatting.infobox_tidied),
    Kind("heading reworded", wording.heading_reworded),
    Kind("sections moved", wording.section_moved),
    Kind("rows sorted", formatting.rows_sorted),
    Kind("Others split up", content.others_split),
)
