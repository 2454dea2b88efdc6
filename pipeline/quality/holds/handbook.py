"""docs/hold-rules.md, made from the registry; `python -m pipeline.quality.holds.handbook` writes it, tests check it."""

from __future__ import annotations

from pathlib import Path

from pipeline.quality.holds.registry import Rule, rules

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "hold-rules.md"
_HEAD = """# Rules by which a revision is held

Made from `pipeline/quality/holds/rules/*.yaml` by `python -m pipeline.quality.holds.handbook`; a test keeps it so.
What to do when a page is held: [holds.md](holds.md).

{n} rules compare an edited page's records with those of the revision that the last version has. The newer revision is
held where one of them finds more than its threshold. Most are asked about settled elections only. A threshold is set
in `canvass.toml`, as in `[holds] thresholds = {{ figure_jump = 1.0 }}`; a rule is turned off by `off = ["poll_jump"]`.

| rule | holds that | asked of | held above |
| --- | --- | --- | --- |
"""


def handbook() -> str:
    """The whole document, Markdown: a table of the rules, then a section for each."""
    lines = [
        f"| [{rule.id}](#{rule.id}) | {rule.means} | {_asked_of(rule)} | {rule.threshold:g} |\n" for rule in rules()
    ]
    return _HEAD.format(n=len(rules())) + "".join(lines) + "".join(map(_section, rules()))


def _asked_of(rule: Rule) -> str:
    return "settled elections" if rule.settled_only else "every page"


def _section(rule: Rule) -> str:
    return (
        f"\n## {rule.id}\n\n{rule.means}\n\n- Asked of: {_asked_of(rule)}\n- Held above {rule.threshold:g}. "
        f"{rule.because}\n- Example: {rule.example}\n- Told as: {rule.message}\n"
    )


if __name__ == "__main__":
    DOCUMENT.write_text(handbook(), encoding="utf-8")
