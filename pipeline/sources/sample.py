"""The pages that the project bundles: a source without network, for a first run and for tests."""

from __future__ import annotations

from pathlib import Path

from pipeline.sources.folder import FolderSource

PAGES = Path(__file__).parent / "pages"


class SampleSource(FolderSource):
    """`pages/*.wikitext` beside this module, under the rules of a folder."""

    def __init__(self) -> None:
        super().__init__(PAGES, name="sample")
