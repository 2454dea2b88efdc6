"""From markup without calls to plain text and links: tags, links, quotes, external links, lists, entities.

The steps and their order are those of MediaWiki's Parser::internalParse; each is one pass of a regular expression, so
time grows with the length of the text and nothing else. Reads no templates and no tables.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import unquote

from pipeline.wikitext.entities import ENTITY, entity
from pipeline.wikitext.making import new
from pipeline.wikitext.markers import MARK, MARKER, Piece
from pipeline.wikitext.model import Link
from pipeline.wikitext.quotes import without_marks
from pipeline.wikitext.tags import BREAK, GONE, without_tags

LINK: Final = re.compile(r"\[\[([^\[\]|<>{}\n\x01\x02\x7f]+)(?:\|((?:[^\[\]]|\](?!\])|\[(?!\[))+?))?\]\]")
PICTURE: Final = re.compile(r"\[\[[ _]*(?:file|image)[ _]*:", re.IGNORECASE)
BRACKETS: Final = re.compile(r"\[\[|\]\]")
TRAIL: Final = re.compile(r"[a-z]+")
DROPPED_LINK: Final = re.compile(r"[ _]*(?:file|image|category)[ _]*:", re.IGNORECASE)
LANGUAGE_LINK: Final = re.compile(r"[ _]*(?:[a-z]{2,3}|simple|(?:zh|be|roa|nds|map|bat|fiu|cbk)-[a-z-]{2,8})[ _]*:")
SCHEMES: Final = "(?:https?|ftps?|ircs?|gopher|news|nntp|telnet|svn|git|worldwind|ssh|sftp|xmpp|redis|mms):"
NO_END: Final = r"[^][<>\"\x00-\x20\x7f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+"  # of an address
EXTERNAL: Final = re.compile(
    rf"\[(?:(?:{SCHEMES})?//|(?:mailto|news|tel|sms|magnet|urn|geo|bitcoin|sips?|matrix|xmpp):){NO_END}", re.IGNORECASE
)
ADDRESS: Final = re.compile(rf"\b{SCHEMES}//{NO_END}", re.IGNORECASE)
SWITCH: Final = re.compile(
    r"__(?:NOTOC|FORCETOC|TOC|NOEDITSECTION|NEWSECTIONLINK|NONEWSECTIONLINK|NOGALLERY|HIDDENCAT|INDEX|NOINDEX|NOCC|NOCONTENTCONVERT|NOTC|NOTITLECONVERT|STATICREDIRECT|EXPECTUNUSEDCATEGORY|EXPECTUNUSEDTEMPLATE|DISAMBIG)__",
    re.IGNORECASE,
)
ITEM_CHARACTERS: Final = "*#:;"
ITEM_MARKS: Final = frozenset(ITEM_CHARACTERS)
LINE_MARKS: Final = frozenset("*#:;-")
BLANK_MARKS: Final = frozenset(("", " ", "\t"))
HEADING: Final = re.compile(r"^(={1,6})(.+?)\1[ \t]*$", re.MULTILINE)
TERM: Final = re.compile(r"^;[^:\n]*(?::)", re.MULTILINE)
NOWIKI: Final = re.compile(r"<nowiki>((?:[^<]|<(?!/?nowiki>))*+)</nowiki>")  # in a <pre>, which drops the tags
BLANK_LINES: Final = re.compile(r"\n[ \t]*\n")
BLANKS: Final = r"\t\n\r\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
FOLD: Final = re.compile(rf"[{BLANKS}][ {BLANKS}]*| [ {BLANKS}]+")  # single blanks, most of all, stay as they are
SHORT: Final = 40  # characters that are looked at one by one in the time of the five searches for ASCII's blanks


class Plain(NamedTuple):
    """Plain text, its lines and its links."""

    text: str
    lines: tuple[str, ...]
    links: tuple[Link, ...]


def read_inline(markup: str, pieces: list[Piece], *, at_line_start: bool = False) -> Plain:
    """The text of a cell, a field or a paragraph.

    `at_line_start`: a list mark that the text begins with counts; in a cell it does not, for it stands behind the bar.
    """
    if "<" in markup:
        markup = without_tags(markup)
    links: list[Link] = []
    if "[[" in markup:
        markup = replace_links(markup, links)
    if "''" in markup:
        markup = "\n".join(map(without_marks, markup.split("\n")))
    if "[" in markup:
        markup = with_labels(markup)
    if "|" in markup and "://" in markup:
        markup = ADDRESS.sub(lambda match: match.group().replace("|", "%7C"), markup)
    if "__" in markup:
        markup = SWITCH.sub("", markup)
    if "\n" in markup or at_line_start:
        markup = read_lines(markup, at_line_start)
    if MARK in markup:
        markup = MARKER.sub(lambda match: shown(pieces, match), markup).replace(MARK, "")
    if "&" in markup:
        markup = ENTITY.sub(entity, markup)
    markup = markup.replace(GONE, "")
    lines = tuple([line for part in markup.split(BREAK) if (line := single_blanks(part).strip())])
    return new(Plain, (" ".join(lines), lines, tuple([plain_link(link, pieces) for link in links])))


def single_blanks(line: str) -> str:
    """The line with every run of blanks as one, none at its ends where there was such a run; few lines have any, and
    asking costs a third of looking."""
    if line.isascii() and len(line) > SHORT:
        has_others = "\n" in line or "\t" in line or "\r" in line or "\x0b" in line or "\x0c" in line
    else:
        has_others = not line.isprintable()
    if not has_others and "  " not in line:
        return line
    # What split() parts words at and a browser does not: four separators of ASCII.
    if "\x1c" in line or "\x1d" in line or "\x1e" in line or "\x1f" in line:
        return FOLD.sub(" ", line)
    return " ".join(line.split())


def shown(pieces: list[Piece], match: re.Match[str]) -> str:
    """What a marker shows: nowiki and pre their content, the rest nothing."""
    number = int(match.group(2))
    piece = pieces[number] if number < len(pieces) else None
    if piece is None or piece.kind != "shown":
        return ""
    source = piece.source
    begin = source.find(">") + 1
    words = source[begin : max(begin, source.rfind("<"))]
    return NOWIKI.sub(r"\1", words) if "</nowiki>" in words and source[:4].lower() == "<pre" else words


def read_lines(markup: str, at_line_start: bool) -> str:
    """List items, headings, rules and paragraphs as breaks; a single line end within a paragraph stays a blank.

    The first line of a cell stands behind its bar and is no paragraph; what follows is one, on a line of its own:
    `! Ann Lee⏎Democratic` (Parser::doBlockLevels).
    """
    first, newline, rest = ("", "", markup) if at_line_start else markup.partition("\n")
    if newline:
        first, rest = first + BREAK, newline + rest
    firsts = {line[:1] for line in rest.split("\n")}  # a pattern with ^ tries every character
    if "=" in firsts:
        rest = HEADING.sub(lambda match: f"{BREAK}{match.group(2)}{BREAK}", rest)
    if ";" in firsts:
        rest = TERM.sub(lambda match: f"{match.group()[:-1]}{BREAK}", rest)
    if not firsts.isdisjoint(LINE_MARKS):
        rest = without_line_marks(rest.split("\n"))
    if not firsts.isdisjoint(BLANK_MARKS):
        rest = BLANK_LINES.sub(BREAK, rest)
    return first + rest


def without_line_marks(lines: list[str]) -> str:
    """Lines with a break in the place of list marks and rules, and one behind a list's last item: what follows is a
    paragraph."""
    out: list[str] = []
    for number, line in enumerate(lines, 1):
        if line[:1] in ITEM_MARKS:
            behind = lines[number] if number < len(lines) else None
            is_last = behind is not None and behind[:1] not in ITEM_MARKS and (behind or number + 1 == len(lines))
            out.append(f"{BREAK}{line.lstrip(ITEM_CHARACTERS)}{BREAK if is_last else ''}")
        elif line[:4] == "----":
            out.append(BREAK + line.lstrip("-"))
        else:
            out.append(line)
    return "\n".join(out)


def replace_links(markup: str, links: list[Link]) -> str:
    """Links by the words they show; pictures, categories and links to other languages vanish."""

    def words(match: re.Match[str]) -> str:
        target, label = match.groups()
        if label is None and "/" in target and " " in target and EXTERNAL.match(match.group(), 1):
            return match.group()  # `[[https://example.org the results]]` is an external link in brackets
        if ":" in target and (DROPPED_LINK.match(target) or (label is None and LANGUAGE_LINK.match(target))):
            return ""
        if "%" in target:  # [[2016%20election]], copied from an address
            target = unquote(target)
        target = target.removeprefix(":") if label is not None else target.removeprefix(":").lstrip(" ")
        label = target if label is None else label.replace("\n", " ")  # a link is one word to what reads lines
        end = match.end()
        trail = TRAIL.match(markup, end) if "a" <= markup[end : end + 1] <= "z" else None
        title = target.partition("#")[0].replace("_", " ").strip()
        links.append(new(Link, (title or target.strip(), label + trail.group() if trail else label)))
        if "'" not in label:
            return label
        # A label's quotes are settled by themselves: ''[[A|''b'']]'' has no four apostrophes in a row.
        label = without_marks(label)
        return f"{GONE}{label}{GONE}"

    if ":" in markup and PICTURE.search(markup):
        markup = without_pictures(markup)
    out: list[str] = []
    done = 0
    at = markup.find("[[")
    while at >= 0:  # `LINK.sub` would try every character
        match = LINK.match(markup, at)
        if match is None:
            at = markup.find("[[", at + 1)
            continue
        out += (markup[done:at], words(match))
        done = match.end()
        at = markup.find("[[", done)
    out.append(markup[done:])
    return "".join(out)


def without_pictures(markup: str) -> str:
    """Pictures with all that their captions hold, links included."""
    out: list[str] = []
    at = 0
    while (start := PICTURE.search(markup, at)) is not None:
        depth, end = 0, -1
        for bracket in BRACKETS.finditer(markup, start.start()):
            depth += 1 if bracket.group() == "[[" else -1
            if not depth:
                end = bracket.end()
                break
        if end < 0:
            break
        if markup[end : end + 1] == "]" and "[" in markup[start.end() : end]:  # [[File:A.jpg|[https://… B]]]
            end += 1
        out.append(markup[at : start.start()])
        at = end
    out.append(markup[at:])
    return "".join(out)


def with_labels(markup: str) -> str:
    """External links `[https://… label]` by their labels; one without a label shows a number on the wiki, here
    nothing."""
    out: list[str] = []
    at = close = 0
    while (begin := EXTERNAL.search(markup, at)) is not None:
        if close < begin.end():
            close = markup.find("]", begin.end())
            if close < 0:
                break
        line_end = markup.find("\n", begin.end(), min(close, begin.end() + 4096))
        if line_end >= 0 or close > begin.end() + 4096:
            out.append(markup[at : begin.end()])
            at = begin.end()
        else:
            out += (markup[at : begin.start()], markup[begin.end() : close].lstrip(" "))
            at = close + 1
    out.append(markup[at:])
    return "".join(out)


def plain_link(link: Link, pieces: list[Piece]) -> Link:
    """The link with its label and target as plain text."""
    target, label = link
    if "&" in target:
        target = ENTITY.sub(entity, target)
    if not label.replace(" ", "").replace(".", "").isalnum():
        label = read_inline(label, pieces).text
    return new(Link, (" ".join(target.split()), label.strip()))
