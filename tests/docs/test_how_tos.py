"""The pages that say how to add something are followed to the letter, in a copy."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.docs.conftest import DOCS

ROOT = DOCS.parent


def blocks(page, language):
    """The fenced blocks of a language."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.+?)^```", text, re.MULTILINE | re.DOTALL)


def test_adding_a_dialect(tmp_path):
    (table,), (entry,), (code,) = (blocks("adding-a-dialect.md", name) for name in ("wikitext", "yaml", "python"))
    for package in ("pipeline", "schemas"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "table.wikitext").write_text(table, encoding="utf-8")

    def answer():
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    before = answer()
    columns = tmp_path / "pipeline" / "elections" / "columns" / "columns.yaml"
    text = columns.read_text(encoding="utf-8")
    begin = entry.strip().removesuffix("'voĉoj',")
    assert begin == "votes: [" and f"  {begin}" in text
    columns.write_text(text.replace(f"  {begin}", entry.rstrip("\n") + " ", 1), encoding="utf-8")
    promised = "[('Maria Roe', 1200), ('Johano Poe', 800)]"
    assert promised in (DOCS / "adding-a-dialect.md").read_text(encoding="utf-8")
    assert before != promised
    assert answer() == promised


def test_adding_a_scope(tmp_path, monkeypatch):
    from pipeline.settings import read_settings
    from pipeline.sources.scopes import Scope

    (lines,) = blocks("adding-a-scope.md", "toml")
    (tmp_path / "canvass.toml").write_text(lines, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    name = "new-england-2004"
    titles = Scope(name, read_settings().scope_named(name)).titles
    assert len(titles) == 6
    assert "2004 United States presidential election in Vermont" in titles


def test_files_that_the_pages_name_are_there():
    named = re.compile(r"`((?:pipeline|tests|output|docs)/[\w/.]+\.(?:py|yaml|toml|md))`")
    for page in DOCS.glob("*.md"):
        for path in named.findall(page.read_text(encoding="utf-8")):
            if not path.endswith("mine.yaml"):
                assert (ROOT / path).exists(), f"{page.name} names {path}"


def test_what_make_knows_is_there():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in [*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(
            r"(?:^|`|    )make ([a-z][\w-]*)", Path(page).read_text(encoding="utf-8"), re.MULTILINE
        ):
            assert f"\n{target}:" in text, f"{page.name}: make {target}"


def test_adding_a_kind_of_table(tmp_path):
    (module,) = blocks("adding-a-dialect.md", "py")
    for package in ("pipeline", "schemas"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "pipeline" / "elections" / "kinds" / "signatures.py").write_text(module, encoding="utf-8")
    table = "{|\n! Candidate !! Subskriboj\n|-\n| Maria Roe || 12,000\n|-\n| Johano Poe || 8,000\n|}"
    code = (
        f"from pipeline.parse import parse_page\npage = parse_page({table!r}, '2019 Example municipal election')\n"
        "print([table.kind for table in page['page_tables']], page['results'])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['signatures'] []"
