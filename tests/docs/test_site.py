"""The documentation builds as a site, strictly: no link leads nowhere, and no page asks a network for anything."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
FETCHED = re.compile(r"<(?:script|img|link)\b[^>]*\b(?:src|href)=\"https?://", re.IGNORECASE)


def test_the_site_builds_strictly_and_needs_no_network(tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    pages = sorted(tmp_path.glob("*.html"))
    assert len(pages) > 15
    assert [page.name for page in pages if FETCHED.search(page.read_text(encoding="utf-8"))] == []


def test_issue_templates_are_what_github_reads():
    for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"):
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.name != "config.yml":
            assert {"name", "description", "body"} <= set(form)
            asked = [field for field in form["body"] if field["type"] != "markdown"]
            assert all(field["id"] and field["attributes"]["label"] for field in asked)
