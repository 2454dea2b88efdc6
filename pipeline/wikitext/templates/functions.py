"""The functions that data files may name: one table from name to function, nothing else.

Every function takes the template's canonical name and its arguments and returns wikitext; it never raises and passes on
what it cannot read as it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from pipeline.wikitext.templates import (
    bars,
    canada,
    citations,
    constituencies,
    dates,
    districts,
    election_box,
    election_results,
    flags,
    folding,
    lists,
    names,
    numbers,
    parties,
    presidential_years,
    ratings,
    referendum,
    stv_box,
)

RenderFunction = Callable[[str, Mapping[str, str]], str]

FUNCTIONS: Final[Mapping[str, RenderFunction]] = {
    "australian_party": parties.australian_link,
    "bar": bars.bar,
    "bar_box": bars.box,
    "birth_date": dates.birth_date,
    "canadian_candidate": canada.candidate,
    "canadian_colours": canada.colours,
    "canadian_heading": canada.heading,
    "canadian_note": canada.note,
    "canadian_line": canada.line,
    "canadian_old_heading": canada.old_heading,
    "canadian_old_party": canada.old_party_cell,
    "canadian_party_cell": canada.party_cell,
    "cell_with_word": ratings.cell_with_word,
    "constituency": constituencies.link,
    "date": dates.date,
    "date_range": dates.date_range,
    "district": districts.district,
    "district_of": districts.district_of_kind,
    "election_box": election_box.render,
    "stv_box": stv_box.render,
    "election_results": election_results.render,
    "flag_link": flags.flag_link,
    "folded_hidden": folding.hidden,
    "folded_list": folding.folded_list,
    "folded_part": folding.collapse,
    "format_number": numbers.format_number,
    "fraction": numbers.fraction,
    "hidden_sort_key": names.after_sort_key,
    "ill": citations.other_language_link,
    "item_list": lists.item_list,
    "ordinal": numbers.ordinal,
    "party_color_cell": parties.colour_cell,
    "party_cells": parties.cells_of_party,
    "party_link": parties.party_link,
    "party_of_country": parties.party_of_country,
    "party_short_name": parties.party_short_name,
    "percentage": numbers.percentage,
    "percentage_and_number": numbers.percentage_and_number,
    "plainlist": lists.plainlist,
    "presidential_heading": presidential_years.heading,
    "presidential_line": presidential_years.line,
    "pvi": ratings.partisan_index,
    "race_rating": ratings.race_rating,
    "referendum": referendum.render,
    "referendum_results": referendum.counted,
    "rounded": numbers.rounded,
    "section_link": citations.section_link,
    "shading_text": ratings.shading_with_text,
    "sortable_name": names.sortable_name,
    "total": numbers.total,
    "two_dates": dates.two_dates,
    "value_with_unit": numbers.value_with_unit,
}
