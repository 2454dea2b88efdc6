"""Numbers as election articles write them: counts, percentages, signed changes, margins of error.

Every reader gives a number only for text that is nothing but that number in a form that can mean one thing;
anything else is None, an empty cell, a dash and n/a above all. None is never turned into 0, and no number is
ever picked out of a sentence. `1.803.800` and `1234,567` are no numbers in an
English article; a whole column of the first is rewritten before (kinds/dotted.py).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.wikitext.remembering import remembered

# Minus signs: hyphen-minus, U+2212, en and em dash, figure dash, small and full-width hyphen.
_MINUS: Final = "-−–—‒﹣－‐‑"
_ARROWS: Final = {"▲": 1, "△": 1, "⬆": 1, "↑": 1, "▼": -1, "▽": -1, "⬇": -1, "↓": -1}
_STEADY: Final = frozenset("±▬Ss")  # what a change of nothing begins with
_STEADY_MARK: Final = re.compile(r"(?:±|▬\ufe0e?|steady\b)\s*")
_ARROW_BEHIND: Final = re.compile(r"^([0-9][0-9.,]*\s*(?:%|pp)?)\s*([▲▼])$")  # 0.33▲
# Marks that are left of footnotes: 12,345[a], 12,345[12], 12,345[note 1], 12,345*, 12,345†, 12,345².
_MARKS: Final = re.compile(
    r"\s*(?:\[(?:[a-z]{1,3}|\d{1,3}|(?:note|nb|n|fn|ref)\.? ?\w{1,3})\]|[*†‡§¶#⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ]+)\s*$", re.IGNORECASE
)
_SAID_BEHIND: Final = re.compile(  # 749 (est), in old boxes; 1,234 (a), a note
    r"(?<=[\d%])\s?\((?:est(?:\.|imated?)?|(?-i:[a-h]))\)$", re.IGNORECASE
)
_MARK_ENDS: Final = frozenset("]*†‡§¶#⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ")  # what every footnote mark ends in
LONGEST: Final = 200  # characters: no figure is longer, and no pattern here is to meet a hostile cell of a megabyte
REMEMBERED: Final = 1 << 15  # cells' texts: figures repeat within a page and over pages
_OTHER_FORMS: Final = {  # invisible characters are none; full-width digits are digits
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad")),
    **{ord(wide): ord(wide) - 0xFEE0 for wide in "０１２３４５６７８９，．％（）"},
}

_BLANK: Final = r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000]"
_WHOLE: Final = re.compile(
    rf"""(?:
        0 | [1-9][0-9]*                                # 12345
      | [1-9][0-9]{{0,2}}(?:,{_BLANK}?[0-9]{{3}})+     # 1,803,800 and, with a stray blank, 17, 624
      | [1-9][0-9]{{0,2}}(?:{_BLANK}[0-9]{{3}})+       # 1 803 800
      | [1-9][0-9]{{0,2}}(?:['’][0-9]{{3}})+           # 1'803'800
      | [1-9][0-9]?(?:,[0-9]{{2}})+,[0-9]{{3}}         # 12,34,567 (India)
    )""",
    re.VERBOSE,
)
_NO_DIGIT: Final = re.compile(r"[^0-9]")
_DECIMAL: Final = re.compile(r"[0-9]{0,6}\.[0-9]{1,6}|(?:0|[1-9][0-9]{0,5})\.?")
_GROUPED_DECIMAL: Final = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]{1,6})?")  # a change of +1,234.5%
_COMMA_DECIMAL: Final = re.compile(r"[0-9]{1,3},[0-9]{1,2}")  # 61,94: two digits after a comma group nothing
_PERCENT_SIGN: Final = re.compile(r"\s*(?:%|％|per ?cent|pct\.?)\s*$", re.IGNORECASE)
_POINTS: Final = re.compile(
    r"\s*(?:%|％|pp|pps|p\.p\.|pts?\.?|points?|percentage points?|per ?cent(?:age)?|%pts?)\s*$", re.IGNORECASE
)
_COUNTED: Final = re.compile(  # 45,427 votes (7 delegates)
    r"(?:\s*votes?)?\s*\(\d{1,4}(?: (?:un)?(?:pledged|bound))? (?:delegates?|dels?\.?)\)$"
    r"|\s*(?:votes?|seats?|members?|electors?|delegates?)$",
    re.IGNORECASE,
)
_COUNT_AND_PERCENT: Final = re.compile(
    r"(?P<count>[0-9][0-9,\s']*?)\s*(?:votes?)?\s*[,;/–-]?\s*[(\[]\s*(?P<pct>[0-9.,]+\s*%)\s*[)\]]"
    r"|(?P<count2>[0-9][0-9,']*)(?:\s+|\s*[/;|–—-]\s*)(?P<pct2>[0-9.,]+\s*%)"
    r"|(?P<pct3>[0-9.,]+\s*%)\s*[(\[]\s*(?P<count3>[0-9][0-9,\s']*?)\s*(?:votes?)?\s*[)\]]"
    r"|(?P<pct4>[0-9.,]+\s*%)[\s,;/]+(?P<count4>[0-9][0-9,']*)"
)
_DELEGATES: Final = re.compile(  # before or behind votes and their share, in the same cell
    r"^\d{1,4}(?:\.\d)? ?(?:del\.?|delegates?)(?: ?[,;(–-])? ?(?=[\d(])"
    r"|(?<=[%)])[ ,;–-]*\(?\d{1,4}(?:\.\d)? ?(?:del\.?|delegates?)\)?$"
    r"|(?<=,\d\d\d)[ ,;–-]+\(?\d{1,4}(?:\.\d)? ?(?:del\.?|delegates?)\)?$",  # 51.0%<br>56,243<br>20 delegates
    re.IGNORECASE,
)
_DELEGATES_END: Final = frozenset(("s)", "e)", "l)", ".)", "es", "el", "l."))
_BARE_DELEGATES: Final = re.compile(r"\d{1,4} (?=\d{1,3}(?:,\d{3})+ ?\(\d[\d.]* ?%\)$)")  # 10<br>52,692 (47.08%)
_BRACKETED_DELEGATES: Final = re.compile(r"(?<=[\d%]) ?\(\d{1,3}\)$")  # 47.08%<br>52,692 (10)
_WITH_CHANGE: Final = re.compile(  # 45.2% (+2.1), 45.2 (▼1.1 pp), 0.6% (new), 180,023 (▲ 4,201), 45.2% ▲2.1%
    rf"(?P<own>\d{{1,3}}(?:\.\d{{1,3}})?{_BLANK}?%|\d{{1,3}}\.\d{{1,3}}|\d{{1,3}}(?:,\d{{3}})+)\s*"
    rf"(?:[(](?:[{_MINUS}+±▲▼▬]\s?\d[\d,.]{{0,10}}\s*(?:%|pp|p\.p\.|pts?\.?)?|new|n/a|[{_MINUS}±▬])[)]"
    r"|[▲▼]\s?\d[\d,.]{0,10}\s*(?:%|pp)?)",
    re.IGNORECASE,
)
_SEATS_BEHIND: Final = re.compile(  # 12,000 (4), 42.1 (4): the seats that they brought
    rf"(?P<own>\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}\.\d{{1,3}}){_BLANK}?\(\d{{1,2}}\)"
)
_SIGNED_PAIR: Final = re.compile(
    rf"(?P<count>[{_MINUS}+] ?[0-9][0-9,]{{0,12}})\s*\(\s*(?P<pct>[{_MINUS}+]? ?[0-9.]{{1,7}} ?%)\s*\)"
)
_ERROR_SIGN: Final = re.compile(rf"^\s*(?:±|\+\s*/?\s*[{_MINUS}])\s*")
_CONFIDENCE: Final = re.compile(r",?\s*\(?19 times (?:out of|in) 20\)?$")  # how Canada says that the error is of 95 %
UNOPPOSED: Final = frozenset(  # in the place of figures or of an opponent: | colspan="5" | ''Elected unopposed''
    f"{said}{what}"
    for said in ("", "elected ", "returned ", "re-elected ", "won ", "by ", "elected by ", "won by ")
    for what in ("unopposed", "uncontested", "acclaimed", "acclamation", "walkover", "without opposition")
)
_NOTHING: Final = (
    frozenset(
        {"n/a", "na", "n.a.", "n. a.", "none", "nil", "tbd", "tba", "tbc", "unknown", "?", "??", "...", "…", "x", "."}
        | {"not available", "not applicable", "not reported", "not stated", "no data"}
    )
    | UNOPPOSED
)


_NOBODY: Final = re.compile(  # No candidate, No Republican candidate filed, None nominated, No contest
    r"no (?:[\w-]+ ){0,2}(?:candidates?|nominees?|nominations?|challengers?|opponents?|opposition|contest|filing)"
    r"(?: (?:filed|ran|stood|nominated|fielded|named))?|none (?:filed|nominated|fielded|stood)"
)


class CountAndPercent(NamedTuple):
    """A count with its share, either of which may be missing."""

    count: int | None = None  # type: ignore[assignment]  # hides tuple.count, which nobody wants of a pair
    pct: float | None = None


def bare(text: str) -> str:
    """The text without invisible characters, outer blanks and footnote marks behind it."""
    text = text.strip()
    if len(text) > LONGEST:
        return text
    if not text.isascii():
        text = text.translate(_OTHER_FORMS).strip()
    if text[-1:] == ")" and (said := _SAID_BEHIND.search(text)) is not None:
        text = text[: said.start()]
    while text[-1:] in _MARK_ENDS and (cut := _MARKS.sub("", text)) != text:
        text = cut
    return text


@remembered
def is_nothing(text: str) -> bool:
    """Whether the text says that there is no figure: empty, dashes, n/a, TBD, a question mark."""
    text = _short(text).strip(_MINUS + " \u00a0").casefold()
    return not text or text in _NOTHING or (text[:2] == "no" and _NOBODY.fullmatch(text) is not None)


@remembered
def says_nobody(text: str) -> bool:
    """Whether words in a candidate's place say that there was none: `No Republican candidate`, `None`."""
    text = _short(text).strip(_MINUS + " \u00a0").casefold()
    return text == "none" or (text[:2] == "no" and _NOBODY.fullmatch(text) is not None)


@remembered
def read_count(text: str) -> int | None:
    """A count of votes, seats or people: 1803800 for `1,803,800`; None for anything that is not surely one."""
    return _whole(_COUNTED.sub("", _without_change(_short(text))))


def _without_change(text: str) -> str:
    """The figure without its change behind it (brackets without a sign are none), or its delegates."""
    if text[-2:] in _DELEGATES_END and "%" in text:
        text = _DELEGATES.sub("", text)  # 49.84%<br>(23 delegates)
    if text[-1:] != ")" and "▲" not in text and "▼" not in text:
        return text
    match = _WITH_CHANGE.fullmatch(text) or _SEATS_BEHIND.fullmatch(text)
    return match["own"] if match else text


def read_signed_count(text: str) -> int | None:
    """A count that may be negative or carry a sign or an arrow: a margin or a change (`−1,234`, `▼ 8`, `+3`)."""
    sign, rest = _sign(_ARROW_BEHIND.sub(r"\2\1", _without_change(_short(text))))
    count = _whole(_COUNTED.sub("", rest))
    return None if count is None or sign is None else sign * count


@remembered
def read_percent(text: str) -> float | None:
    """A share in percent, 0 or more: 61.94 for `61.94%`, `61.94`, `(61.94 %)`, `61,94%`; None for `<0.01%`."""
    text = _unwrapped(_without_change(_short(text)))
    return _decimal(bare(_PERCENT_SIGN.sub("", text)))


def read_signed_percent(text: str, *, sign_required: bool = False) -> float | None:
    """A change or margin in percent or points: -4.5 for `(−4.5%)`, `▼ 4.5`, 3.21 for `+3.21 pp`.

    With `sign_required` a figure other than 0 without sign or arrow is None: nobody can say which way it went.
    """
    return _signed_percent(_short(text), sign_required)


@lru_cache(maxsize=REMEMBERED)
def _signed_percent(text: str, sign_required: bool) -> float | None:
    if text[:1] in _STEADY:
        return _unchanged(text)
    text = _ARROW_BEHIND.sub(r"\2\1", _unwrapped(_without_change(text)))
    sign, rest = _sign(text)
    figure = bare(_POINTS.sub("", rest))
    value = float(figure.replace(",", "")) if _GROUPED_DECIMAL.fullmatch(figure) else _decimal(figure)
    if value is None or sign is None:
        return None
    if sign_required and value and rest == text:
        return None
    return -value if sign < 0 and value else value


@remembered
def read_margin_of_error(text: str) -> float | None:
    """A margin of error in percentage points: 3.1 for `± 3.1%`, `±3.1 pp`, `+/- 3.1`, `3.1`."""
    text = _CONFIDENCE.sub("", _short(text))
    text = _ERROR_SIGN.sub("", _unwrapped(text))
    return _decimal(bare(_POINTS.sub("", text)))


def read_count_and_percent(text: str) -> CountAndPercent:
    """A count, a percentage or both from one cell: `174,419 (68.17%)`, `68.17% 174,419`, `68.17%`, `174,419`.

    A bare number without % is a count; without a sign neither is guessed from its size.
    """
    return _count_and_percent(_short(text))


@lru_cache(maxsize=REMEMBERED)
def _count_and_percent(text: str) -> CountAndPercent:
    if "el" in text:  # 19 Del. 53,569 (49.4%)
        text = _DELEGATES.sub("", text).strip()
    if text[-1:] == ")" and "%" in text and (bracketed := _BRACKETED_DELEGATES.search(text)):
        kept = text[: bracketed.start()] + text[bracketed.end() :]
        text = kept if _COUNT_AND_PERCENT.fullmatch(kept) else text
    if text[-2:] == "%)" and (before := _BARE_DELEGATES.match(text)):
        text = text[before.end() :]
    match = _COUNT_AND_PERCENT.fullmatch(text)
    if match:
        parts = match.groupdict()
        count = next((read_count(parts[k]) for k in ("count", "count2", "count3", "count4") if parts[k]), None)
        pct = next((read_percent(parts[k]) for k in ("pct", "pct2", "pct3", "pct4") if parts[k]), None)
        return CountAndPercent(count, pct) if count is not None and pct is not None else CountAndPercent()
    if "%" in text:  # 8.7%, (8.7%), 8.7% (–)
        return CountAndPercent(None, read_percent(text))
    return CountAndPercent(read_count(text), None)


def read_signed_pair(text: str) -> CountAndPercent:
    """A signed count and its share from one cell, as margins have them: -2100 and -8.6 for `−2,100 (−8.6%)`."""
    match = _SIGNED_PAIR.fullmatch(_short(text))
    if match is None:
        return CountAndPercent()
    return CountAndPercent(read_signed_count(match["count"]), read_signed_percent(match["pct"]))


def _unchanged(text: str) -> float | None:
    """The change of 0 that a mark or a word says, alone or before a nought: `±0.0`, `▬ 0.0`, `Steady`; else None."""
    words = _STEADY_MARK.sub("", text.casefold())
    if not words:
        return None if text[0] == "±" else 0.0
    return 0.0 if _decimal(bare(_POINTS.sub("", words))) == 0 else None


def _short(text: str) -> str:
    """The bare text, or words that are no figure where it is too long for one."""
    text = bare(text)
    return text if len(text) <= LONGEST else "too long"


def _whole(text: str) -> int | None:
    return int(_NO_DIGIT.sub("", text)) if len(text) < 30 and _WHOLE.fullmatch(text) else None


def _decimal(text: str) -> float | None:
    if _DECIMAL.fullmatch(text):
        return float(text)
    return float(text.replace(",", ".")) if _COMMA_DECIMAL.fullmatch(text) else None


def _unwrapped(text: str) -> str:
    """The text without one pair of brackets around all of it: `(−4.5%)`."""
    if len(text) > 2 and text[0] == "(" and text[-1] == ")" and "(" not in text[1:]:
        return text[1:-1].strip()
    return text


def _sign(text: str) -> tuple[int | None, str]:
    """The sign before a figure and what follows it; None where an arrow and a sign contradict each other."""
    arrow = 0
    if text[:1] in _ARROWS:
        arrow, text = _ARROWS[text[0]], text[1:].lstrip(" \u00a0\ufe0e\ufe0f")
    if text[:1] == "+":
        return (None if arrow < 0 else 1), text[1:].lstrip()
    if text[:1] and text[0] in _MINUS:
        return (None if arrow > 0 else -1), text[1:].lstrip()
    return arrow or 1, text
