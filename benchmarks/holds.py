"""How many bad edits are held and how many good ones pass: `python -m benchmarks.holds [--per-kind N] [--seed N]`.

Edits of some seventy kinds are drawn over the bundled pages and, where they are at hand, ../shared/corpus. Goals: 99 %
of the bad ones that arithmetic or history can reveal, less than 1 % of the good ones.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.sources.folder import title_of
from tests.quality.holds.measuring import Share, measure, samples

_ROOT = Path(__file__).parents[1]
FOLDERS = (
    _ROOT / "pipeline" / "sources" / "pages",
    _ROOT.parent / "shared" / "corpus" / "generated",
    _ROOT.parent / "shared" / "corpus" / "real-articles",
)


def page_texts() -> Iterator[tuple[str, str]]:
    """(title, wikitext) of every page at hand; a title that stands in two folders once."""
    seen: set[str] = set()
    for folder in FOLDERS:
        for path in sorted(folder.glob("*.wikitext")):
            title = title_of(path.name)
            if title not in seen:
                seen.add(title)
                yield title, path.read_text(encoding="utf-8")


def main() -> None:
    """Print the share of each kind that was held, and with --show the odd ones with the reasons."""
    parser = argparse.ArgumentParser(description="How many edits are held, by kind.")
    parser.add_argument("--per-kind", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="odd edits of each kind to show")
    options = parser.parse_args()
    pages = samples(page_texts())
    started, processor = time.perf_counter(), time.process_time()
    shares = measure(pages, options.per_kind, options.seed)
    print(
        f"{len(pages)} pages; {time.perf_counter() - started:.0f} s, "
        f"{time.process_time() - processor:.0f} s of processor time"
    )
    for is_bad in (True, False):
        print(f"\n{'bad: held' if is_bad else 'good: held'}")
        _print([share for share in shares if share.is_bad is is_bad], options.show)


def _print(shares: Sequence[Share], shown: int) -> None:
    for share in shares:
        note = "" if share.kind.revealable else "  (nothing reveals these)"
        print(f"{share.held / share.edits:8.1%} of {share.edits:4}  {share.kind.name}{note}")
        for case, reasons in share.odd[:shown]:
            print(
                f"          {case.title}",
                *(f"{reason.rule}: {reason.message}" for reason in reasons[:4]),
                sep="\n            ",
            )
            print("            " + _difference(case.before, case.after))
    counted = [share for share in shares if share.kind.revealable]
    edits, held = sum(share.edits for share in counted), sum(share.held for share in counted)
    print(f"{held / edits:8.2%} of {edits:4}  together")


def _difference(before: str, after: str) -> str:
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    return f"{before[max(0, start - 60) : start + 60]!r} → {after[max(0, start - 60) : start + 60]!r}"


if __name__ == "__main__":
    main()
