"""Pages written to do harm, through the whole of it: from wikitext to version, report, export and terminal."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from output.folder import latest
from output.openelections import export
from tests.steps.folder import page, run, write

MARK = "HARMED"
SCRIPT = f"<script>document.title='{MARK}'</script>"
HOSTILE = f"""{{{{Infobox election
| election_name = {SCRIPT}</title></script><img src=x onerror=alert(1)>
| country = </textarea>{SCRIPT}
| type = presidential
| election_date = {{{{start date|2004|11|02}}}}
| image1 = "><svg onload=alert(1)>.jpg
| nominee1 = [[javascript:alert(1)|<a href="javascript:alert(1)">Kerry</a>]]
| party1 = "onmouseover="alert(1)" x="
| popular_vote1 = =1+cmd|'/C calc'!A0
| nominee2 = =HYPERLINK("http://127.0.0.1:9/x","click")
| party2 = Republican Party (United States)
| popular_vote2 = {{{{#expr: __import__('os').system('touch {MARK}')}}}}
}}}}
== </script>{SCRIPT} ==
{{| class="wikitable" style="background:url(javascript:alert(1))" onclick="alert(1)"
|+ --></style>{SCRIPT} {{{{#invoke:os|execute|touch {MARK}}}}}
! County !! <span onclick=alert(1)>Kerry#</span> !! Kerry% !! Bush# !! Bush% !! Total
|-
| [[../../../{MARK}|{SCRIPT}]] || 194,068 || 58.95% || 135,114 || 41.05% || 329,182
|-
| [[Suffolk County, Massachusetts|\x1b]0;{MARK}\x07Suffolk\x9b2J]] || 182,592 || 76.88% || 54,923 || 23.12% || 237,515
|}}
[javascript:alert(1) x] [[File:../../../{MARK}.png|link=javascript:alert(1)]]
{{{{../../../../etc/passwd}}}} {{{{:../../etc/passwd}}}} $(touch {MARK}) `touch {MARK}` ; touch {MARK}
"""
# Percent-decoded, these are titles with slashes, dots, controls.
TITLES = {
    "..%2F..%2F..%2F" + MARK: HOSTILE,
    "%2Fetc%2Fcron.d%2F" + MARK: page("Two"),
    "2004_%3Cscript%3Edocument.title='HARMED'%3C%2Fscript%3E_election_in_Massachusetts": HOSTILE,
    "..%5C..%5C" + MARK: page("Four"),
    "%1B%5D0;HARMED%07%1B%5B2J": page("Five"),
    "=cmd": page("Six"),
    "%00" + MARK: page("Seven"),
    "'; DROP TABLE pages; --": page("Eight"),
}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """A version made of them."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "work").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder / "work")
        write(folder / "source", **TITLES)
        run(folder / "source", folder / "dataset")
    return folder / "dataset"


def test_no_file_is_made_outside_of_the_dataset(dataset):
    assert latest(dataset).table("pages").height == len(TITLES)
    assert {path.name for path in dataset.parent.iterdir()} == {"work", "source", "dataset"}
    assert list((dataset.parent / "work").iterdir()) == []
    assert not [path for path in dataset.rglob("*") if MARK in path.name]
    assert not [path for path in dataset.rglob("*") if path.is_symlink() and path != dataset / "latest"]
    assert latest(dataset).damage() == []


def test_an_export_stays_in_its_folder(dataset, tmp_path):
    done = export(latest(dataset), tmp_path / "out" / "deep")
    assert all(path.resolve().is_relative_to(tmp_path / "out" / "deep") for path in done.files)
    assert {path.name for path in tmp_path.iterdir()} == {"out"}


def test_the_report_runs_nothing_of_theirs(dataset):
    pages = list(latest(dataset).path.rglob("*.html"))
    assert len(pages) == len(TITLES) + 1
    for file in pages:
        tree = html.document_fromstring(file.read_text(encoding="utf-8"))
        policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy[0]
        assert not [s for s in tree.xpath("//script") if MARK in (s.text or "")]
        assert tree.xpath("//img | //iframe | //object | //embed | //form | //base") == []
        assert not [n for node in tree.iter("*") for n in node.attrib if n.lower().startswith("on")]
        for link in tree.xpath("//@href | //@src"):
            assert link.split(":", 1)[0] in ("https", "http") or ":" not in link.split("#")[0], link


def canvass(dataset, *arguments):
    command = [sys.executable, "-c", "from cli.main import main; main()", *arguments, "--dataset", str(dataset)]
    return subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "command",
    [
        ("sql", "SELECT title, url FROM pages"),
        ("sql", "SELECT area, area_link FROM areas"),
        ("findings", "--severity", "info"),
        ("attribution",),
        ("explain", "HARMED", "--table", "1", "--row", "2"),
        ("explain", "no such \x1b[31mpage"),
        ("versions",),
    ],
)
def test_a_terminal_obeys_none_of_it(dataset, command):
    done = canvass(dataset, *command)
    assert done.stdout + done.stderr
    assert not {c for c in done.stdout + done.stderr if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160}


def test_csv_keeps_the_values_and_its_form(dataset):
    """A spreadsheet may take `=…` for a formula (docs/security.md says how to open it); no cell leaves its place."""
    done = canvass(dataset, "sql", "SELECT title, 'x' AS x FROM pages ORDER BY title", "--csv")
    rows = list(csv.reader(done.stdout.replace("\0", "").splitlines()))
    assert {tuple(row[1:]) for row in rows[1:]} == {("x",)}
    assert "=cmd" in [row[0] for row in rows]


def test_the_metadata_names_only_files_of_the_version(dataset):
    package = latest(dataset).package
    names = [item["path"] for item in (*package["resources"], *package["files"])]
    assert all(not name.startswith("/") and ".." not in Path(name).parts for name in names)
