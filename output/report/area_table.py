"""The table and the map of a table by area as HTML and SVG text.

Plain string building, as these are most of what a report is: 170,000 rows in 2,520 articles. Every word of an article
goes through `escape` (once per table where it can); closing tags that HTML leaves out are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from markupsafe import Markup

from output.report.areas import AreaLine, AreaTable, Lead, Standing
from output.report.formats import signed

MOST_STANDINGS = 4  # candidates named in a cell where there is no room for a column each
_NONE = "<td class=n>"


def table_html(table: AreaTable, id: str) -> Markup:
    """The element `table` with its head, body and totals; `id-N` is the id of the body's row N."""
    shown = _Shown(table)
    body = [shown.row(line, f" id={id}-{number}") for number, line in enumerate(table.lines) if not line.is_total]
    totals = [shown.row(line, "") for line in table.lines if line.is_total]
    text = f'<table id={id} class="sortable areas"><thead><tr>{shown.head()}</thead><tbody>{"".join(body)}</tbody>'
    return Markup(f"{text}<tfoot>{''.join(totals)}</tfoot></table>" if totals else f"{text}</table>")


def map_html(table: AreaTable, id: str) -> Markup:
    """The paths of the map: counties of the table linked with their rows, all others of the state blank and beneath."""
    if table.outline is None:
        return Markup()
    by_geoid = table.by_geoid
    blank, told = [], []
    for geoid, path in table.outline.paths.items():
        if geoid not in by_geoid:
            blank.append(f'<path class=none d="{path}"/>')
            continue
        number, line = by_geoid[geoid]
        lead = f"{line.lead.first.colour} m{line.lead.step}" if line.lead else "none"
        shift = f' data-shift="{_shift_class(table, line)}"' if table.has_shift else ""
        words = escape(words_of(line, table))
        told.append(f'<path class="{lead}"{shift} data-row={id}-{number} d="{path}"><title>{words}</title></path>')
    return Markup("".join(blank) + "".join(told))


def words_of(line: AreaLine, table: AreaTable) -> str:
    """An area in words, as the map's tooltip and a screen reader say it."""
    said = [f"{line.area}: {_lead_words(line.lead)}"]
    said += [_standing_words(standing) for standing in line.standings[:3] if standing.pct is not None]
    if line.total_votes is not None:
        said.append(f"{line.total_votes:,} votes in all")
    if line.shift is not None:
        towards = table.shift_party if line.shift >= 0 else table.shift_against
        said.append(f"shift {abs(line.shift):.2f} points towards {towards.party if towards else '–'}")
    return "; ".join(said)


def _lead_words(lead: Lead | None) -> str:
    if lead is None:
        return "no leader to be told"
    votes = f" ({lead.margin_votes:,} votes)" if lead.margin_votes is not None else ""
    return f"{lead.first.candidate} by {lead.margin_pct:.2f} points{votes}"


def _standing_words(standing: Standing) -> str:
    return f"{standing.candidate} {standing.pct:.2f} %"


def _shift_class(table: AreaTable, line: AreaLine) -> str:
    if line.shift is None:
        return "none"
    towards = table.shift_party if line.shift >= 0 else table.shift_against
    return f"{towards.colour} m{line.shift_step}" if towards else "none"


class _Shown:
    """Which columns a table has, and its rows as text."""

    def __init__(self, table: AreaTable) -> None:
        lines = table.lines
        self._table = table
        self._keys = [(column.candidate, column.party) for column in table.columns]
        self._leads = any(line.lead for line in lines)
        self._votes = any(line.lead and line.lead.margin_votes is not None for line in lines)
        self._totals = any(line.total_votes is not None for line in lines)
        self._representatives = any(line.representative for line in lines)
        self._leaders = {standing.candidate: number for number, (standing, _) in enumerate(table.leaders)}
        self._chips: dict[str, str] = {}

    def head(self) -> str:
        return "".join(f'<th scope=col class="{kind}">{label}' for label, kind in self._headings())

    def _headings(self) -> Iterator[tuple[str, str]]:
        yield "Area", ""
        if self._leads:
            yield "Leader", ""
            yield "Lead, points", "number"
        if self._votes:
            yield "Lead, votes", "number"
        for column in self._table.columns:
            party = f" ({column.party})" if column.party and column.party != column.candidate else ""
            yield escape(column.candidate + party), f"number party {column.colour}"
            yield "%", f"number party {column.colour}"
        if not self._table.columns:
            yield "Results", ""
        if self._totals:
            yield "Total", "number"
        if self._table.has_shift:
            yield f"Shift to {escape((self._table.shift_party and self._table.shift_party.party) or '')}", "number"
        if self._representatives:
            yield "Representative", ""

    def row(self, line: AreaLine, attributes: str) -> str:
        lead = line.lead
        cells = [f"<tr{attributes}{self._flags(line)}><th scope=row>{escape(line.area)}"]
        if self._leads:
            cells.append(f"<td>{self._chip(lead.first)}<td class=n>{lead.margin_pct:.2f}" if lead else f"<td>{_NONE}")
        if self._votes:
            cells.append(_count(lead.margin_votes if lead else None))
        for key in self._keys:
            standing = line.by_column.get(key)
            cells.append(_count(standing.votes) + _share(standing.pct) if standing else _NONE + _NONE)
        if not self._keys:
            cells.append(f"<td class=many>{_many(line.standings)}")
        if self._totals:
            cells.append(_count(line.total_votes))
        if self._table.has_shift:
            cells.append(f"<td class=n>{signed(line.shift)}")
        if self._representatives:
            cells.append(f"<td>{escape(line.representative or '')}")
        return "".join(cells)

    def _flags(self, line: AreaLine) -> str:
        """For the lists beside the search: who leads (by number), and the step of the lead."""
        if line.lead is None or line.is_total:
            return ""
        first = line.lead.first
        number = self._leaders.get(first.candidate if self._keys else first.party or first.candidate)
        leader = f"l{number} " if number is not None else ""
        return f' data-flags="{leader}s{line.lead.step}"'

    def _chip(self, standing: Standing) -> str:
        known = self._chips.get(standing.candidate)
        if known is None:
            name = escape(standing.candidate)
            known = self._chips[standing.candidate] = f'<span class="chip {standing.colour}"><i></i>{name}</span>'
        return known


def _count(votes: int | None) -> str:
    return _NONE if votes is None else f"<td class=n>{votes:,}"


def _share(pct: float | None) -> str:
    return _NONE if pct is None else f"<td class=n>{pct:.2f}"


def _many(standings: Sequence[Standing]) -> str:
    shown = []
    for standing in standings[:MOST_STANDINGS]:
        party = f" ({standing.party})" if standing.party else ""
        figure = f" {standing.pct} %" if standing.pct is not None else ""
        if not figure and standing.votes is not None:
            figure = f" {standing.votes:,}"
        shown.append(escape(f"{standing.candidate}{party}{figure}"))
    return "; ".join(shown) + ("; …" if len(standings) > MOST_STANDINGS else "")
