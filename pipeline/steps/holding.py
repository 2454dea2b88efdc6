"""Holds: which of the pages gathered keep the revision of the last version, and why.

An edited page is read twice, as it was kept and as it is now, both by the code at hand; `pipeline/quality/holds` says
what speaks against the newer one. Without a version before, and for the pages of another moment (`--as-of`), nothing is
held. What a run decided of a page it decides again from the same: only `accept`, other rules or another revision change
it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import UsageError
from pipeline.parsing.version import PARSER_VERSION, digest_of
from pipeline.quality.holds.accepted import Acceptance, read_accepted, successor
from pipeline.quality.holds.registry import FOLDER, rules
from pipeline.revision import Revision
from pipeline.settings import HoldSettings
from pipeline.sources.base import SourceProblem
from pipeline.sources.links import revision_links
from pipeline.steps.gather import Gathered
from pipeline.steps.returned import returned
from pipeline.steps.run import Run
from pipeline.steps.state import last_judgement

if TYPE_CHECKING:
    import polars as pl

    from pipeline.quality.holds.judging import Edited, Reason
    from pipeline.steps.read import Reading

Key = tuple[int, int, str]  # (page_id, rev_id, sha1)
REDIRECT = "page_redirect"  # the rule that a source can break by itself: it knows redirects, and gives no text of them
_REDIRECT = re.compile(r"\s*#\s*(?:redirect|weiterleitung|redirection|redirección|rinvia)\b", re.IGNORECASE)
_SHORT = 2000  # bytes; no redirect is longer


class Held(NamedTuple):
    """The newer revision that is held back, and why in words. `sha1` is "" where its text was never fetched."""

    rev_id: int
    sha1: str
    reason: str


class Holding(NamedTuple):
    """What was gathered, with the kept revision of each page that is held; and those holds by page."""

    gathered: Gathered
    held: Mapping[int, Held]

    def marked(self, tables: Mapping[str, pl.DataFrame]) -> Mapping[str, pl.DataFrame]:
        """The tables of some pages, in which `pages` says what is held and why."""
        import polars as pl

        if not self.held or "pages" not in tables:
            return tables
        rows = [(page_id, held.rev_id, held.reason) for page_id, held in self.held.items()]
        marks = pl.DataFrame(rows, schema=["page_id", "held_rev_id", "held_reason"], orient="row")
        pages = tables["pages"]
        marked = pages.drop("held_rev_id", "held_reason").join(marks, on="page_id", how="left", maintain_order="left")
        return {**tables, "pages": marked.select(pages.columns)}


class _Judging(NamedTuple):
    """The pages that have to be looked at: what is kept and what is new, by page."""

    kept: dict[int, Key]
    newer: dict[int, Key]


def with_known_rules(settings: HoldSettings) -> HoldSettings:
    """The settings; raises UsageError where they name a rule that does not exist."""
    known = [rule.id for rule in rules()]
    for name in (*settings.off, *settings.thresholds):
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise UsageError(
                f"[holds] names a rule {name!r} that does not exist{hint}", remedy="See docs/hold-rules.md"
            )
    return settings


@cache
def _rules() -> str:
    """Rules are read once a process, and so is their digest made."""
    return digest_of([FOLDER])[:12]


def judged_by(run: Run) -> str:
    """A digest of what a judgement follows from besides the two revisions."""
    return "-".join((PARSER_VERSION, _rules(), repr(run.settings.holds), str(run.newest_answers)))


def hold(run: Run, gathered: Gathered, read: Callable[[Sequence[Key]], Reading]) -> Holding:
    """Keep the last good revision of every page whose newest one is not plausible. `read` reads revisions' tables.

    Raises UsageError for settings or a file of acceptances that cannot be read, and what `read` raises.
    """
    settings = with_known_rules(run.settings.holds)
    accepted = read_accepted(run.dataset)
    on = settings.enabled and run.source.name not in settings.not_for
    if run.before is None or run.request.as_of is not None or not on:
        return Holding(gathered, {})
    new_here = (page_id for page_id, *_ in gathered.revisions if page_id not in run.last)
    run = replace(run, last={**run.last, **returned(run.before, new_here)})
    kept = _kept(run, accepted)
    held, judging = _known_and_open(run, gathered, kept, accepted)
    if judging.newer:
        held |= _judged(run, judging, settings, read)
    if REDIRECT not in settings.off:
        held |= _redirects(run, gathered.problems, kept, accepted)
    _tell(run, gathered, held)
    _under_todays_title(run, kept, held)
    revisions = {key[0]: key for key in gathered.revisions} | {page_id: kept[page_id] for page_id in held}
    problems = tuple(p for p in gathered.problems if p.kind != "redirect" or p.page_id not in held)
    return Holding(gathered._replace(revisions=tuple(sorted(revisions.values())), problems=problems), held)


def _kept(run: Run, accepted: Sequence[Acceptance]) -> dict[int, Key]:
    """By page, the revision to compare with and to keep: the last version's, or the one accepted in its place since."""
    known = run.archive.known()
    kept: dict[int, Key] = {}
    for page_id, page in run.last.items():
        keys = [(page_id, page.rev_id, page.sha1)]
        instead = successor(accepted, page_id, page.rev_id)
        if instead is not None and (page_id, instead.revision) in known:
            keys.insert(0, (page_id, instead.revision, instead.sha1 or known[page_id, instead.revision]))
        readable = [key for key in keys if run.archive.has(key)]
        if readable:
            kept[page_id] = readable[0]
    return kept


def _known_and_open(
    run: Run, gathered: Gathered, kept: Mapping[int, Key], accepted: Sequence[Acceptance]
) -> tuple[dict[int, Held], _Judging]:
    """What was decided by an earlier run from the very same, and what is to be judged."""
    decided = last_judgement(run, judged_by(run))
    held, judging = {}, _Judging({}, {})
    for key in gathered.revisions:
        page_id, rev_id, sha1 = key
        old = kept.get(page_id)
        if old is None or old == key or any(a.is_of(page_id, rev_id, sha1) for a in accepted):
            continue
        last = run.last[page_id]
        if decided.get(page_id) == (rev_id, sha1) and last.held_reason and old == (page_id, last.rev_id, last.sha1):
            held[page_id] = Held(rev_id, sha1, last.held_reason)
        else:
            judging.kept[page_id], judging.newer[page_id] = old, key
    return held, judging


def _judged(
    run: Run, judging: _Judging, settings: HoldSettings, read: Callable[[Sequence[Key]], Reading]
) -> dict[int, Held]:
    from pipeline.quality.holds.judging import judge
    from pipeline.quality.holds.words import in_words

    old, new = (read(sorted(keys.values())) for keys in (judging.kept, judging.newer))
    run.progress.begin("judge", len(judging.newer))
    settled_before = datetime.now(UTC).date() - timedelta(days=settings.settled_days)
    by_page: dict[int, list[Reason]] = {}
    # Both readings have the same pages in the same windows, so that memory holds a few hundred pages of each side.
    for kept, newer in zip(old.windows(), new.windows(), strict=True):
        if "pages" not in kept:
            continue  # the last window is of all pages
        edited = _edited(run, judging, kept["pages"], newer["pages"])
        work = partial(judge, edited, kept, newer, settled_before, settings.thresholds, frozenset(settings.off))
        for reason in run.engine.run("judge", f"{len(edited)} edited pages", work):
            by_page.setdefault(reason.page_id, []).append(reason)
        run.progress.advance(len(edited))
    return {
        page_id: Held(judging.newer[page_id][1], judging.newer[page_id][2], in_words(found))
        for page_id, found in by_page.items()
    }


def _edited(run: Run, judging: _Judging, old: pl.DataFrame, new: pl.DataFrame) -> list[Edited]:
    """What is known of the pages of a window besides their records; `old`, `new`: their rows of `pages`."""
    from pipeline.quality.holds.judging import Edited

    known = ("page_id", "wikitext_bytes", "parse_status")
    before, after = ({page_id: row for page_id, *row in pages.select(known).iter_rows()} for pages in (old, new))
    short = [judging.newer[page_id] for page_id, (size, _) in after.items() if size <= _SHORT]
    redirects = {revision.page_id for revision in run.archive.read(short) if _REDIRECT.match(revision.wikitext)}
    tags = {
        revision.page_id: revision.tags
        for revision in run.archive.without_text(judging.newer[page_id] for page_id in after)
    }
    return [
        Edited(
            page_id,
            run.last[page_id].title,
            before[page_id][0],
            after[page_id][0],
            before[page_id][1],
            after[page_id][1],
            page_id in redirects,
            tags[page_id],
        )
        for page_id in sorted(after)
    ]


def _redirects(
    run: Run, problems: Sequence[SourceProblem], kept: Mapping[int, Key], accepted: Sequence[Acceptance]
) -> dict[int, Held]:
    """Pages of the last version that the source says are redirects now: their text, a link, is not worth fetching."""
    held = {}
    for page_id, rev_id in ((p.page_id, p.rev_id) for p in problems if p.kind == "redirect"):
        if page_id is None or rev_id is None or page_id not in kept:
            continue
        if not any(a.is_of(page_id, rev_id, None) for a in accepted):
            held[page_id] = Held(rev_id, "", f"the article was turned into a redirect ({REDIRECT})")
    return held


def _under_todays_title(run: Run, kept: Mapping[int, Key], held: Mapping[int, Held]) -> None:
    """The kept revision of a moved page goes by the title of the held one: the old one may be another page's by now."""
    newer = {page_id: (page_id, one.rev_id, one.sha1) for page_id, one in held.items() if one.sha1}
    today = {revision.page_id: revision for revision in run.archive.without_text(newer.values())}
    were = run.archive.without_text(kept[page_id] for page_id in today)
    moved = [kept[old.page_id] for old in were if old.title != today[old.page_id].title]
    run.archive.add([_titled_as(today[revision.page_id], revision) for revision in run.archive.read(moved)])


def _titled_as(now: Revision, revision: Revision) -> Revision:
    links = revision_links(now.url.partition("?")[0], now.title, revision.rev_id)
    return revision._replace(title=now.title, **links._asdict())


def _tell(run: Run, gathered: Gathered, held: Mapping[int, Held]) -> None:
    for page_id, one in sorted(held.items()):
        run.progress.say(f"held: {run.last[page_id].title}: revision {one.rev_id}: {one.reason}")
    present = {key[0] for key in gathered.revisions}
    for page_id, page in run.last.items():
        if page.held_rev_id is not None and page_id not in held and page_id in present:
            run.progress.say(f"no longer held: {page.title}")
