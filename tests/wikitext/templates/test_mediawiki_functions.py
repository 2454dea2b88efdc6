"""The values that test_parser_functions.py expects are what a running MediaWiki gives."""

from __future__ import annotations

import pytest

from tests.wikitext.templates.test_parser_functions import CALLS, EXPRESSIONS
from tests.wikitext.test_mediawiki import RealWiki, api_of

pytestmark = [pytest.mark.mediawiki, pytest.mark.shared]

BETWEEN = "\n@@\n"


def test_expected_values_are_mediawiki_s(request: pytest.FixtureRequest) -> None:
    wiki = RealWiki(api_of(request))
    written = [(f"{{{{#expr:{expression}}}}}", result) for expression, result in EXPRESSIONS]
    written += [
        (f"{{{{{name}:{'|'.join(args)}}}}}", result)
        for name, args, result in CALLS
        if name != "#tag" and "\x7f" not in "".join(args) and 'class="x"' not in "".join(args)
    ]
    given = wiki.wiki.expand(BETWEEN.join(call for call, _ in written)).split(BETWEEN)
    assert dict(zip((call for call, _ in written), given, strict=True)) == dict(written)
