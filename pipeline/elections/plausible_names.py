"""Whether words can be the name of an area or a person: never a figure, a percentage or a piece of markup.

A lost cell puts a figure in the name's place (`| 54.64% || 2,681`), a lost bracket leaves markup there
(`[[Merrimack County, New Hampshire|Merrimack]`, `NJ|1|1st}}`). Such a row is read by nobody; its cells stay in `cells`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.elections.kinds.view import is_value
from pipeline.wikitext.remembering import remembered

# Kinds of area that are never called by a number alone, as wards, precincts and districts are.
NAMED_AREAS = frozenset(
    ("county", "state", "municipality", "province", "region", "department", "canton", "governorate", "country")
)
_MARKUP = re.compile(r"\[\[|\]\]|\{\{|\}\}|\||<[a-z/!]|=|^[\])}]|[\[({]$", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,5}(?:st|nd|rd|th)?|\d{1,4}[-–/.]\d{1,4}")
_LONGEST = 200  # characters of a text whose reading is remembered
_STATISTIC = re.compile(
    r"(?:registered|eligible|enrolled|total|number of|all)\b.*\b"
    r"(?:voters?|electors?|electorate|votes?|ballots?|polled)\b.*"
    r"|(?:the )?(?:electorate|turn-?out|population|quorum|abstentions?|precincts?|seats?|polled)\b.*|.+ seats"
    r"|(?:total )?(?:no\.?|nos\.?|#) of\b.*|points?"
    r"|(?:percentages?|shares?|numbers?|proportion|rate)\b.*|.*\b(?:population|inhabitants|vap)\b.*"
    r"|(?:total|number of|no\. of|participating|registered|competing|running|approved|all)\b.*\b"
    r"(?:candidates?|part(?:y|ies)|lists?)|(?:candidates?|part(?:y|ies)|lists?|seats?|votes?|voters?) per\b.*"
    r"|.*\?|(?:total )?value\b.*|.*\(value\)|.*\b(?:rejected|invalid|spoil(?:t|ed)|informal)\b.*"
    r"|.*\b(?:first|second|third|final|last|1st|2nd|3rd)[- ](?:choice|preference|round|ballot)s?\b.*"
    r"|(?:two|2)[- ]?(?:party|way|candidate)\b.*"
    r"|(?:raw|early|absentee|postal|advance|mail(?:-in)?|election[- ]day|in[- ]person|provisional|machine|overseas)"
    r"(?: (?:votes?|voting|ballots?|voters))?|tally|num\.?|advantage|(?:total )?poll|polling .*|needed .*"
    r"|(?:registered|enrolled) .*|(?:dem\w*\.?|rep\w*\.?|gop|voter|party) reg(?:istration|\.)?(?: .*)?"
    r"|zip(?: codes?)?|households?|median .*|per capita .*|.* (?:income|rate|density)|poverty|unemployment|literacy"
    r"|members?|urban|rural|growth|hispanics?|latinos?|african[- ]americans?|approval"
    r"|(?:votes? )?(?:change|swing|shift|trend)s?|of (?:the )?(?:state|electorate|county|country|total).*"
    r"|(?:1st|2nd|3rd|\d+th|first|second|third|fourth|fifth)(?: place)?"
)
_OF_BALLOTS = re.compile(  # how ballots were cast, and how many are to come
    r"(?:votes? )?(?:by |via )?(?:mail(?:[- ]?in)?|advanced?|absentee|in[- ]person|election[- ]day|provisional|machine"
    r"|paper|overseas|military|early(?= (?:votes?|voting|ballots?|in[- ]person))|drop[- ]?box)"
    r"(?: (?:votes?|voting|ballots?|returns?|returned|in[- ]person|totals?))*"
    r"|(?:ballots?|votes?) (?:counted|tabulated|outstanding|remaining|difference)|outstanding|remaining"
    r"|estimated(?: .*)?|exhausted|(?:in)?active(?: .*)?|v[ae]p|cvap|total cast"
    r"|votes? in \d{4}|results? (?:in |of )?\d{4}"
)
_OF_PLACES = re.compile(  # what is told of a county besides its votes
    r"(?:median|mean|average|per capita|households?|poverty|unemployment|bachelor'?s|college"
    r"|hispanic|latino|foreign[- ]born)\b.*"
    r"|(?:income|(?:population )?density|land area|area|education|housing|square miles?|sq\.? ?(?:mi|km))(?: ?\(.*\))?"
    r"|(?:money |total |amount )?(?:raised|spent)|receipts|contributions|cash on hand|disbursements|expenditures?"
    r"|all|ratio|index|elasticity|weight|contribution|established|time|senate|house|(?:county |state )?rank"
    r"|(?:percent(?:age)?|%|share)? ?of (?:the )?(?:state|county|city|electorate)(?:'s)?(?: .*)?"
    r"|win(?:ning|ner(?:['’]s)?)(?: .*)?|(?:previous|prior|last) .*"
    r"|(?:dem(?:ocratic|\.)?|rep(?:ublican|\.)?|gop|party|unaffiliated) "
    r"(?:reg(?:istration|istered|\.)?|registered voters|voters)"
)
_LETTER = re.compile(r"[^\W\d_]")


@remembered
def is_name(text: str) -> bool:
    """Whether a candidate's or party's place holds words that can be one."""
    text = text.strip()
    return bool(_LETTER.search(text)) and not is_value(text) and not is_broken(text)


@remembered
def is_statistic(text: str) -> bool:
    """Whether words over figures name what is counted or a place in the order, and nobody who was voted for."""
    words = " ".join(text.casefold().split())[:_LONGEST]
    return any(pattern.fullmatch(words) for pattern in (_STATISTIC, _OF_BALLOTS, _OF_PLACES))


def is_area_name(text: str, area_type: str) -> bool:
    """Whether an area's place holds words that can be one: with a letter, or a number where areas have numbers."""
    return _is_area_name(text, area_type) if len(text) <= _LONGEST else _is_area_name.__wrapped__(text, area_type)


@lru_cache(maxsize=1 << 15)
def _is_area_name(text: str, area_type: str) -> bool:
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return area_type not in NAMED_AREAS
    return is_name(text)


@remembered
def is_broken(text: str) -> bool:
    """Whether there is markup left in the text: braces, bars, brackets without their partner."""
    return bool(_MARKUP.search(text)) or any(text.count(a) != text.count(b) for a, b in ("[]", "()", "{}"))
