"""Election boxes: each template of the family becomes the table markup that the real one writes.

`{{Election box begin}}` opens a wikitable with a heading row, `… candidate …` is a row of colour, party, candidate and
figures, `… total`, `… turnout`, `… majority` label their figures, `… hold`, `… gain` tell of the seat, `… end` closes.
Which of these a template is, and its columns, is read from the words of its name, so variants that nobody listed are
rendered too (Template:Election box lists some two hundred).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.wikitext.templates.arguments import cells, first
from pipeline.wikitext.templates.box_layout import Layout, boxes, layout_of, matching
from pipeline.wikitext.templates.parties import australian_title, linked

COLOUR: Final = '\n| class="party-color" |'
SWING: Final = "'''[[Swing (politics)|Swing]]'''"
LINKING: Final = (  # templates that link their party
    "election summary", "party link", "new seat", "ams election box", "mmp election box", "nz election box",
)  # fmt: skip
QUIET_WORDS: Final = {
    "election",
    "box",
    "with",
    "party",
    "link",
    "no",
    "change",
    "au",
    "swing",
    "without",
    "summary",
    "inline",
    "ams",
    "mmp",
    "nz",
}


def render(name: str, args: Mapping[str, str]) -> str:
    """The rows or the table mark that a template of an Election box stands for."""
    words = name.replace("-", " ").split()
    layout = layout_of(name)
    if "list_votes" in args or "list_percentage" in args:  # of {{AMS election box …}}
        args = {key.replace("_", " "): value for key, value in args.items()}
    if "end" in words:
        return "|}"
    if "begin" in words or ("top" in words and not {"two", "four"} & set(words)):  # top two primary general election
        return begin(layout, args)
    data = boxes()
    is_person = "candidate" in words or first(args, "candidate") or ("write" in words and first(args, "party"))
    if not is_person:
        if outcome := matching(data["outcomes"], name):
            return outcome_line(outcome["says"], name, layout, args)
        if total := matching(data["sums"], name):
            return sum_line(total["label"], layout, args)
        if heading := matching(data["headings"], name):
            return f'|-\n! colspan="{layout.width}" | {first(args, "title", "1") or heading["label"]}'
        if note := matching(data["notes"], name):
            return f'|-\n| colspan="{layout.width}" | {first(args, *note["params"])}'
        if not first(args, "party", "other"):
            label = " ".join(word for word in words if word not in QUIET_WORDS).capitalize()
            return sum_line(first(args, "label", "title") or label, layout, args)
    return candidate_line(name, layout, args)


def begin(layout: Layout, args: Mapping[str, str]) -> str:
    """The table's beginning, its caption (`title=`) and its heading row, or two where the measures are grouped."""
    title = first(args, "title", "1", "2")  # {{NZ election box begin||Albany|year=1999}}
    caption = f"\n|+ {title}" if title else ""
    grouped = len(layout.groups) > 1
    tall = 'rowspan="2" ' if grouped else ""
    top = "".join(f"\n! {spanning(width, tall)}{heading}" for width, heading in layout.lead)
    headings = "".join(f"\n! {measure.heading}" for measure in layout.measures)
    if not grouped:
        return f'{{| class="wikitable"{caption}\n|-{top}{headings}'
    over = "".join(f"\n! {spanning(len(measures), '')}{heading}" for heading, measures in layout.groups)
    return f'{{| class="wikitable"{caption}\n|-{top}{over}\n|-{headings}'


def spanning(width: int, more: str) -> str:
    """The attributes of a heading so wide, and their bar; nothing for a plain one."""
    attributes = more + (f'colspan="{width}" ' if width > 1 else "")
    return f"{attributes}| " if attributes else ""


def figures(layout: Layout, args: Mapping[str, str]) -> str:
    """The cells of the measures."""
    return cells(first(args, *measure.params) for measure in layout.measures)


def candidate_line(name: str, layout: Layout, args: Mapping[str, str]) -> str:
    """A candidate's row (or a party's, in a box without candidates)."""
    person = candidate_text(name, args)
    measures = figures(layout, args)
    if "unopposed" in name and not measures.strip("\n| "):
        measures = f"\n| colspan=\"{len(layout.measures)}\" | ''Unopposed''"
    if not layout.has_party:
        return f'|- class="vcard"\n| colspan="{layout.lead_width}" | {person}{measures}'
    party = party_text(name, first(args, "party", "1")) or first(args, "other")  # a party without an article
    if not party and "independent" in name.split():
        party = "Independent"  # {{MMP election box independent|candidate=…}} names none
    row = f'|- class="vcard"{COLOUR}\n| {party}'
    if layout.lead_width > 2:
        row += f"\n| {person}"
    return row + measures


def candidate_text(name: str, args: Mapping[str, str]) -> str:
    """The candidate as shown: a winner in bold, as the real template does; a write-in's line without a name says so."""
    person = first(args, "candidate", "candidates", "name")
    words = name.replace("-", " ").split()
    if not person and "write" in words:
        return "[[Write-in candidate|Write-in]]"
    if "winning" in words and person and "''" not in person and "\n" not in person:
        return f"'''{person}'''"
    return person


def party_text(name: str, party: str) -> str:
    """The party as shown: linked under its short name where the template's name says so, else as it is written."""
    if " au party" in f" {name} ":
        return linked(australian_title(party))
    shows_link = any(words in name for words in LINKING) and "no party link" not in name
    return linked(party) if shows_link else party


def sum_line(label: str, layout: Layout, args: Mapping[str, str]) -> str:
    """`… total`, `… turnout`: the label across the columns before the measures, then the figures."""
    return f"|-\n| colspan=\"{layout.lead_width}\" | '''{label}'''{figures(layout, args)}"


def outcome_line(says: str, name: str, layout: Layout, args: Mapping[str, str]) -> str:
    """`… hold`, `… gain`, `… win`: the colour, who has the seat now, and the swing where the box shows it."""
    winner = party_text(name, first(args, "winner", "party"))
    loser = party_text(name, first(args, "loser"))
    words = says.format(winner=winner, loser=loser)
    swing = first(args, "swing")
    if majority := first(args, "majority"):  # {{MMP election box hold|…}} says it in the same row
        known = [majority, first(args, "percentage", "percent"), first(args, "change")]
        return f"|-{COLOUR}\n| {words}\n| '''Majority'''{cells([*known, *[''] * max(0, layout.width - 6)])}"
    if ("no swing" in name or "without swing" in name or "no change" in name) and not swing:
        return f'|-{COLOUR}\n| colspan="{layout.width - 1}" | {words}'
    rest = max(0, layout.width - 5)
    return f'|-{COLOUR}\n| colspan="2" | {words}\n| {SWING}{cells([swing, *[""] * rest])}'
