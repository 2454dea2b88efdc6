"""What stands in brackets beside a candidate's name: `(D, incumbent)`, `[write-in]`, `(R-TX)`, `(Deputy: Bo Roe)`.

Notes what the words say and leaves in the name only what is none of these. Never looks at a name itself.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.elections.words.places import state_code

BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_INCUMBENT: Final = re.compile(r"inc(?:umbent|\.)?|i|sitting(?: (?:mp|member))?|incumbent.*", re.IGNORECASE)
_WRITE_IN: Final = re.compile(r"write[- –]?ins?|writein|write-in (?:candidate|campaign)|w", re.IGNORECASE)
_WRITTEN_FOR: Final = re.compile(
    r"write[- ]in (?:for )?(?=\w)|(?<=\w) write[- ]in$", re.IGNORECASE
)  # (write-in Republican)
_WITHDRAWN: Final = re.compile(
    r"(?:has )?(?:withdrawn?|withdrew|dropped out|suspended|disqualified|deceased|died)\b.*", re.IGNORECASE
)
_ASIDE: Final = re.compile(
    r"(?:replac(?:ing|ed)|substitut(?:ing|ed)|unopposed|endorsed"
    r"|(?:won|elected|took) (?:a |the |on |by |via )?(?:pr|list|dual)\b|elected|re-?elected|winner|defeated"
    r"|lost(?: seat| re-?election)?"
    r"|retired|retiring|appointed|presumptive|nominee|acting|uncontested|died|not on ballot|on ballot"
    r"|de facto|alternate|faithless|interim|caretaker|disputed|provisional|ad interim|designate|in exile"
    r"|until|since|outgoing|ineligible|posthumous(?:ly)?|co-?leaders?|list leader|lead(?:ing)? candidate"
    r"|(?:american |british |canadian |australian )?politician)\b.*",
    re.IGNORECASE,
)
_BACKED: Final = re.compile(r"\s*(?:endorsed|supported|backed|recommended|nominated|replac\w+)\b", re.IGNORECASE)
_DEPUTY: Final = re.compile(r"\s*(?:deputy|running[- ]mate|vice[- ]president)\s*:\s*(?=\w)", re.IGNORECASE)
_ASIDES: Final = re.compile(r"\s*[,;]\s*|[-–/](?=i(?:nc(?:umbent)?)?\.?$)", re.IGNORECASE)  # (D, incumbent), (R-i)
_NOTHING_SAID: Final = re.compile(r"|[a-zX]|\d{1,2}|(?:note|nb) ?\w+")  # (a), [12], (note 3)
_PARTY_LETTER: Final = re.compile(r"(?:[A-Z]{1,5}|[A-Z][a-z]{2,3})(?:[-–/ ](?:[A-Z][A-Za-z]{0,4}|[A-Z]{6,8}))*\.?")
_LETTER_OF_STATE: Final = re.compile(r"(?P<party>[A-Z])[-–](?P<state>[A-Z]{2})")
_OF_DISTRICT: Final = re.compile(r"(?P<state>[A-Z]{2})[ –-](?:\d{1,2}|AL|at-large)")
_PARTY_WORDS: Final = re.compile(
    r"(?:democrat(?:ic)?|republican|libertarian|green|independent|constitution|reform|socialist|conservative|labou?r"
    r"|liberal|lab co-op|whig|progressive|populist|prohibition|american|unionist|nonpartisan|national|communist|fusion"
    r"|federalist|anti-?masonic|free soil|know nothing|anti-nebraska|opposition|greenback|silver|farmer[- –]labor"
    r"|pro-?administration|anti-?administration|anti-?federalist|jacksonian|adams|nullifier|readjuster"
    r"|unconditional union|law and order|temperance|single tax|citizens|taxpayers|legal marijuana|grassroots|moderate"
    r"|mountain|statehood"
    r"|states.? rights|working families|peace (?:and|&) freedom|no party (?:preference|affiliation)|unaffiliated"
    r"|unenrolled|non-?partisan|independence|natural law|alliance|forward|right to life)\b.*",
    re.IGNORECASE,
)


class NameAsides:
    """What the brackets of one name have said so far; `party` as written: "D", "Green"."""

    def __init__(self) -> None:
        self.is_incumbent = False
        self.is_write_in = False
        self.is_withdrawn = False
        self.party: str | None = None
        self.deputy: str | None = None

    def taken_from(self, brackets: re.Match[str]) -> str:
        """What stands in the place of a pair of brackets once their words are noted."""
        inside = brackets[1]
        if (deputy := _DEPUTY.match(inside)) is not None:
            self.deputy = inside[deputy.end() :].strip() or None
            return " "  # Ann Lee (Deputy: Bo Roe)
        if _BACKED.match(inside):
            return " "  # (endorsed by LDP, Komeito): none of the parties is his name or his party
        left = ", ".join(words for part in _ASIDES.split(inside.strip(" .")) if (words := self._left_of(part)))
        if left and (_PARTY_LETTER.fullmatch(left) or _PARTY_WORDS.fullmatch(left)):
            self.party = self.party or left
            return " "
        return f" ({left})" if left else " "

    def _left_of(self, words: str) -> str:
        """What of the words between two commas belongs to a party or to the name."""
        if self._is_noted(words) or _ASIDE.fullmatch(words) or _NOTHING_SAID.fullmatch(words) or _is_home(words):
            return ""
        if "rite" in words and (bare := _WRITTEN_FOR.sub("", words)) != words:
            words, self.is_write_in = bare, True
        of_state = _LETTER_OF_STATE.fullmatch(words)  # (R-TX): the state is no part of the party
        return of_state["party"] if of_state and state_code(of_state["state"]) else words

    def _is_noted(self, words: str) -> bool:
        """Whether the words say that the candidate is incumbent, written in or withdrawn; they are noted then."""
        if _INCUMBENT.fullmatch(words):
            self.is_incumbent = True
        elif _WRITE_IN.fullmatch(words):
            self.is_write_in = True
        elif _WITHDRAWN.fullmatch(words):
            self.is_withdrawn = True
        else:
            return False
        return True


def _is_home(words: str) -> bool:
    """Whether words in brackets say where somebody is from: `(Texas)`, `(NY 8)`, `(CA-20)`."""
    if words[:2].isupper() and (district := _OF_DISTRICT.fullmatch(words)):
        return state_code(district["state"]) is not None
    return len(words) > 3 and words[0].isupper() and state_code(words) is not None
