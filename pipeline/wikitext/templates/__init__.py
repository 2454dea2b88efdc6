"""What each known template means: a registry of data and small functions.

`data/*.yaml` says what a template stands for, in lines that anyone can add to (docs/templates.md tells how); the
modules beside it hold what a line of data cannot say, one idea per file.
Nothing here scans markup: the engine finds the calls.
"""
