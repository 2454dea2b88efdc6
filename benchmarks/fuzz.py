"""Fuzzing guided by coverage: `python -m benchmarks.fuzz [--seconds 120] [--keep DIR]`; needs atheris, not locked.

    .venv/bin/pip install atheris

Inputs are texts, or lists of markup of which every byte picks a piece, so that deep structure is found soon. The seeds
are the hostile pages of `tests/hostile_pages.py`, short. A page that fails, a fault in one of its parts that the parser
caught, or more than `SLOW` seconds of processor time stops the run; the text then stands in `--keep`, and belongs into
the tests as a case (`tests/wikitext/cases/`, `tests/hostile_….py`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.hostile_baits import BAITS, PLACES
from tests.hostile_markup import NESTED, REPEATED
from tests.hostile_pages import HOSTILE
from tests.hostile_returns import IN_ELECTION, NUMBERED

TITLE = "2004 United States presidential election in Massachusetts"
SLOW = 3.0  # seconds of processor time; coverage is counted meanwhile, which costs three times as much
LONGEST = 4_000  # bytes of an input
FAULTS = {"parser_fault", "election_fault", "infobox_unread", "table_unread", "list_unread"}
PIECES = [
    *REPEATED.values(),
    *(part for parts in (*NESTED.values(), *IN_ELECTION.values(), *NUMBERED.values()) for part in parts if part),
    *BAITS.values(),
    *PLACES.values(),
    *("\n", "|", "!", "||", "!!", "|-\n", "{|\n", "|}\n", "{{", "}}", "[[", "]]", "=", "<", ">", "#", "*", "'", '"'),
    *(" colspan=2 ", " rowspan=2 ", "County", "Kerry", "Bush", "5", "50%", "1,234", "Total", "Votes", "(D)", "<br>"),
]


class FoundError(Exception):
    """An input that the parser does not take as it should."""


def text_of(data: bytes) -> str:
    """The page that an input stands for: behind a zero byte as written, else two bytes a piece of markup."""
    if data[:1] == b"\0":
        return data[1:].decode("utf-8", "surrogatepass" if len(data) % 2 else "replace")
    pairs = zip(data[1::2], data[2::2], strict=False)
    return "".join(PIECES[(high << 8 | low) % len(PIECES)] for high, low in pairs)


def main() -> None:
    """Fuzz until the time is over or something is found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "canvass-fuzz")
    options = parser.parse_args()
    try:
        import atheris  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        raise SystemExit("fuzz: atheris is not installed (nor locked): .venv/bin/pip install atheris") from None
    with atheris.instrument_imports(include=["pipeline"]):
        from pipeline.parse import parse_page
    seeds = options.keep / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(HOSTILE.values()):
        (seeds / f"{number:04}").write_bytes(b"\0" + page(300).encode("utf-8", "surrogatepass"))

    def try_one(data: bytes) -> None:
        try:
            text = text_of(data)
        except UnicodeDecodeError:
            return
        begin = time.process_time()
        records: Any = parse_page(text, TITLE)
        seconds = time.process_time() - begin
        faults = [problem for problem in records.problems if problem.kind in FAULTS]
        if records.status == "failed" or faults or seconds > SLOW:
            (options.keep / "found.wikitext").write_text(text, encoding="utf-8", errors="surrogatepass")
            raise FoundError(f"{seconds:.1f} s, {records.status}, {faults}; the text: {options.keep}/found.wikitext")

    limits = [f"-max_total_time={options.seconds}", f"-max_len={LONGEST}", "-timeout=60", "-rss_limit_mb=3000"]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={options.keep}/", str(seeds)], try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
