"""What a call of a template stands for, as wikitext.

Total: any arguments give some wikitext and nothing raises. Arguments are opaque (they may hold strip markers of notes
and nowiki) and are passed on whole wherever the real template shows them.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.wikitext.templates.functions import FUNCTIONS
from pipeline.wikitext.templates.pattern import fill, read_pattern
from pipeline.wikitext.templates.registry import TemplateRule


def render_call(rule: TemplateRule, args: Mapping[str, str]) -> str:
    """The wikitext that stands in the call's place.

    `args`: unnamed parameters as "1", "2", …, named ones by name; templates inside already rendered or strip markers.
    """
    if rule.meaning == "nothing":
        return ""
    if rule.function:
        return FUNCTIONS[rule.function](rule.name, args)
    return fill(read_pattern(rule.renders), args)
