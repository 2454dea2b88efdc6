"""Links that templates write: to a section, to an article that only another Wikipedia has."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.wikitext.templates.arguments import first


def section_link(name: str, args: Mapping[str, str]) -> str:
    """`{{section link|Page|Section}}`: [[Page#Section|Page § Section]] (Template:Section link)."""
    page, section = args.get("1", "").strip(), args.get("2", "").strip()
    target = f"{page}#{section}" if section else page
    shown = f"{page} § {section}".strip() if section else page
    return f"[[{target}|{shown}]]" if target else ""


def other_language_link(name: str, args: Mapping[str, str]) -> str:
    """`{{ill|Name|de|Titel}}`: [[Name]]; `lt=` is shown instead (Template:Interlanguage link)."""
    title, shown = args.get("1", "").strip(), first(args, "lt")
    return f"[[{title}|{shown}]]" if shown else f"[[{title}]]" if title else ""
