"""Nests of calls, each closed and each on a line of its own, so that no limit of the page stops their reading."""

from __future__ import annotations

OPENINGS = {
    "parameters": ("{{{a|", "}}}"),
    "conditions": ("{{#if:1|", "}}"),
    "switches": ("{{#switch:a|a=", "}}"),
    "lists": ("{{ubl|", "}}"),
    "sums": ("{{#expr:1+", "}}"),
}

NESTS = {
    f"{name} {depth} deep": opening * depth + "x" + closing * depth + "\n"
    for name, (opening, closing) in OPENINGS.items()
    for depth in (5, 19, 40, 400, 30_000)
}
