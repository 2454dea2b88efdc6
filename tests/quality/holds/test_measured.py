"""Most bad edits are held and hardly a good one: a small draw of what `python -m benchmarks.holds` measures."""

from __future__ import annotations

from pathlib import Path

from pipeline.sources.folder import title_of
from tests.quality.holds.measuring import measure, samples

PAGES = Path(__file__).parents[3] / "pipeline" / "sources" / "pages"
ARTICLES = ("2004_United_States_presidential_election_in_Mass", "2020", "Ochil", "2012", "2008_United_States_pres")


def test_bad_edits_are_held_and_good_ones_pass():
    paths = [path for path in sorted(PAGES.glob("*.wikitext")) if path.name.startswith(ARTICLES)]
    shares = measure(samples((title_of(path.name), path.read_text("utf-8")) for path in paths), per_kind=1, seed=7)
    bad = [share for share in shares if share.is_bad and share.kind.revealable]
    good = [share for share in shares if not share.is_bad]
    assert min(len(bad), len(good)) >= 25
    assert [share.odd for share in good if share.odd] == []
    assert [share.odd for share in bad if share.odd] == []
