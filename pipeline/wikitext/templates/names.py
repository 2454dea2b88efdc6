"""Templates that show a thing and sort it by another: `{{sortname|John|Kerry}}`, `{{sort|092|D+7}}`."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.wikitext.templates.arguments import first


def sortable_name(name: str, args: Mapping[str, str]) -> str:
    """A linked name (Template:Sortname).

    1 or first= given name, 2 or last= surname, 3 or link= the article (else "given surname"), dab= what the title has
    in brackets, nolink=1: no link at all.
    """
    given, surname = first(args, "first", "1"), first(args, "last", "2")
    shown = f"{given} {surname}".strip()
    if args.get("nolink", "").strip() or not shown:
        return shown
    target = args.get("3", "").strip() or args.get("link", "").strip() or shown
    if dab := args.get("dab", "").strip():
        target = f"{shown} ({dab})"
    return f"[[{shown}]]" if target == shown else f"[[{target}|{shown}]]"


def after_sort_key(name: str, args: Mapping[str, str]) -> str:
    """`{{sort|key|shown}}`: what is shown; without a second parameter the key is shown (Template:Sort)."""
    return args["2"] if "2" in args else args.get("1", "")
