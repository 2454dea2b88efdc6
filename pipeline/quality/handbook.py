"""docs/checks.md, made from the registry: `python -m pipeline.quality.handbook` writes it, a test keeps it true."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.quality.registry import FOLDER, SEVERITIES, Check, checks

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "checks.md"
_HEAD = """# Checks

Made from `pipeline/quality/checks/*.yaml` by `python -m pipeline.quality.handbook`; a test keeps it so.

{n} checks look at every version before it is published. What they find is in the table `findings`, with a link to the
revision; which checks ran, and over how many rows, in `checks`. `canvass findings --new` lists what is new.

A number is called wrong (**error**) only where its neighbours show that the comparison holds for this table at all: the
other rows sum, the other percentages recompute. What may have another explanation is a **warning**; what is worth
knowing and no fault of the article is **info**. Severity follows from a size and the thresholds, which each check gives
with the reason for them. To add one, see [adding-a-check.md](adding-a-check.md).

"""


def handbook() -> str:
    """The whole document, Markdown: a table of contents, then a section per check, by the file it stands in."""
    by_file = checks_by_file()
    known = {check.id: check for check in checks()}
    parts = [_HEAD.format(n=len(known))]
    for name, ids in by_file.items():
        parts.append(f"- {_title(name)}: " + ", ".join(f"[{key}](#{key})" for key in ids) + "\n")
    for name, ids in by_file.items():
        parts.append(f"\n## {_title(name)}\n")
        parts += [_section(known[key]) for key in ids]
    return "".join(parts)


def checks_by_file() -> dict[str, list[str]]:
    """The ids of the checks by the name of their file, in the order in which they stand there."""
    return {path.stem: _ids(path) for path in sorted((FOLDER / "checks").glob("*.yaml"))}


def _ids(path: Path) -> list[str]:
    return re.findall(r"^- id: (\w+)$", path.read_text(encoding="utf-8"), re.MULTILINE)


def _title(name: str) -> str:
    return name.replace("_", ", ").capitalize()


def _section(check: Check) -> str:
    rising = sorted(check.thresholds, key=SEVERITIES.index)
    thresholds = ", ".join(f"{name} above {check.thresholds[name]:g}" for name in rising)
    column = f"`{check.table}.{check.column}`" if check.column else f"`{check.table}`"
    return (
        f"\n### {check.id}\n\n{check.means}\n\n"
        f"- Looks at: {column}\n- Severity: {thresholds}. {check.because}\n"
        f"- Example: {check.example}\n- To mend the article: {check.fix}\n"
        + ("- Compares pages with one another.\n" if check.across_pages and check.table != "coverage" else "")
    )


if __name__ == "__main__":
    DOCUMENT.write_text(handbook(), encoding="utf-8")
