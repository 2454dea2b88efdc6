"""Understands elections and knows nothing of markup.

`reading.py` reads a page. `kinds/` says which table is what; `areas/`, `results/`, `opinion/` and `infobox/` read what
they are named for; `columns/` says what a table's columns hold, `words/` what words and figures mean; `data/` holds
lists of places. Words that a registry knows lie as YAML beside the code that asks for them.
"""
