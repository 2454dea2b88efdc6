"""How fast pages are read: canvass beside mwparserfromhell, wikitextparser and npm's wtf_wikipedia, on the same pages.

    python -m benchmarks [--pages N] [--only NAME …]

Speed is by processor time, so that a busy machine changes little; with two processes by the clock, their start left
out, beside one process by the clock, and each has to learn what repeats. Each reader runs in a process of its own, so
that peak memory is its own, over two sets: general pages and election pages, those of ../shared/corpus repeated to N,
each copy under a title and with a comment of its own. What canvass remembers of cells makes repeats cheaper than new
pages: "each page once" is the speed without any repeat. Lines "compiled:" are the same code as machine code (`make
compiled`). The share of tables found is against canvass's number of tables, and says nothing of how well they are read.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from deploy.compile import packages

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
SETS = {
    "general pages": ("pages/*/*.wikitext", "pages/*/*.txt"),
    "election pages": ("generated/*.wikitext", "real-articles/*.wikitext"),
}
LONGEST = 10  # seconds that one reader takes over one set
WTF = """
const wtf = require('wtf_wikipedia'), fs = require('fs'), files = JSON.parse(fs.readFileSync(0));
const texts = files.map(f => fs.readFileSync(f, 'utf8')); let tables = 0, n = 0; const t = process.cpuUsage();
const end = Date.now() + 10000;
for (const x of texts) { tables += wtf(`${x}\n<!-- copy ${n} -->`).tables().length; n++; if (Date.now() > end) break; }
const used = process.cpuUsage(t), s = (used.user + used.system) / 1e6;
console.log(JSON.stringify({seconds: s, pages: n, tables, peak: process.resourceUsage().maxRSS * 1024}));
"""


def read_with_canvass(text: str, title: str) -> int:
    """The whole reading; returns the number of tables."""
    from pipeline.wikitext.page import read_page

    return len(read_page(text, title).tables)


def read_grids_with_canvass(text: str, title: str) -> int:
    """Only the grids of the tables."""
    from pipeline.wikitext.grid import table_grids

    return len(table_grids(text))


def parse_page_with_canvass(text: str, title: str) -> int:
    """The whole way to typed records."""
    from pipeline.parse import parse_page

    return len(parse_page(text, title)["page_tables"])


def read_with_mwparserfromhell(text: str, title: str) -> int:
    """Parse, then filter templates, links and tables."""
    import mwparserfromhell

    code = mwparserfromhell.parse(text)
    code.filter_templates()
    code.filter_wikilinks()
    return sum(1 for tag in code.filter_tags(recursive=False) if str(tag.tag).lower() == "table")


def read_with_wikitextparser(text: str, title: str) -> int:
    """The data of all tables."""
    import wikitextparser

    tables = wikitextparser.parse(text).get_tables()
    for table in tables:
        table.data(strip=True)
    return len(tables)


READERS: dict[str, Callable[[str, str], int]] = {
    "canvass parse_page": parse_page_with_canvass,
    "canvass read_page": read_with_canvass,
    "canvass table_grids": read_grids_with_canvass,
    "mwparserfromhell": read_with_mwparserfromhell,
    "wikitextparser": read_with_wikitextparser,
}


ONCE = "parse_page, each page once"
ONE_PROCESS, TWO_PROCESSES = "parse_page, 1 process", "parse_page, 2 processes"
COMPILED = {f"compiled: {name}": name for name in ("canvass parse_page", ONCE, "canvass read_page")}
ALL = [*READERS, ONCE, *COMPILED, ONE_PROCESS, TWO_PROCESSES, "wtf_wikipedia"]
WARMING_UP = "{{Infobox election}}\n{|\n! County !! A%\n|-\n| X || 5%\n|}"  # so that data files and modules are read


def pages_of(name: str, count: int) -> list[Path]:
    """The files of a set, repeated to that many."""
    files = sorted(path for pattern in SETS[name] for path in CORPUS.glob(pattern))
    return (files * (count // max(1, len(files)) + 1))[:count] if files else []


def title_of(path: Path, number: int) -> str:
    """A title of its own for each copy, of the file's kind."""
    return f"{path.stem.replace('_', ' ')} ({number})"


def measure(reader: str, name: str, count: int) -> dict[str, float]:
    """Seconds, pages, bytes, tables and peak memory of one reader over one set; stops after some 10 seconds."""
    if reader in (ONE_PROCESS, TWO_PROCESSES):
        return measure_processes(1 if reader == ONE_PROCESS else 2, name, count)
    read = READERS["canvass parse_page" if reader == ONCE else reader]
    files = pages_of(name, min(count, len(set(pages_of(name, count)))) if reader == ONCE else count)
    texts = [(path, path.read_text(encoding="utf-8", errors="replace")) for path in files]
    read(WARMING_UP, "Warming up")
    size = tables = pages = 0
    begin = time.process_time()
    for number, (path, text) in enumerate(texts):
        tables += read(f"{text}\n<!-- copy {number} -->", title_of(path, number))
        size += len(text.encode("utf-8", "replace"))
        pages += 1
        if time.process_time() - begin > LONGEST:
            break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"seconds": time.process_time() - begin, "pages": pages, "size": size, "tables": tables, "peak": peak}


def measure_processes(processes: int, name: str, count: int) -> dict[str, float]:
    """The same for the whole way in worker processes, by the clock; peak memory is that of the largest worker."""
    from pipeline.parse import parse_revisions
    from pipeline.parsing.workers import stop_idle_workers
    from pipeline.revision import Revision

    begun = [Revision(n, f"Warming up {n}", n, None, "", WARMING_UP, "folder", "", "") for n in range(40)]
    revisions = [
        Revision(n, title_of(path, n), n, None, "", f"{text}\n<!-- copy {n} -->", "folder", "", "")
        for n, path in enumerate(pages_of(name, count))
        for text in (path.read_text(encoding="utf-8", errors="replace"),)
    ]
    for _ in parse_revisions(begun, processes=processes):
        pass
    begin = time.perf_counter()
    tables = sum(len(read["page_tables"]) for _, read in parse_revisions(revisions, processes=processes))
    seconds = time.perf_counter() - begin
    stop_idle_workers()  # so that their memory counts
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    size = sum(len(revision.wikitext.encode("utf-8", "replace")) for revision in revisions)
    return {"seconds": seconds, "pages": len(revisions), "size": size, "tables": tables, "peak": peak}


def measure_apart(reader: str, name: str, count: int) -> dict[str, float] | str:
    """The same in a process of its own, or why it cannot be measured."""
    path = packages() if reader in COMPILED else ROOT
    if path is None:
        return "make compiled would add it"
    reader = COMPILED.get(reader, reader)
    command = [sys.executable, "-P", "-m", "benchmarks.parse_speed", "--measure", reader, name, "--pages", str(count)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(path), str(ROOT)])}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def measure_wtf(name: str, count: int) -> dict[str, float] | str:
    """npm's wtf_wikipedia, or why it cannot be measured."""
    node = shutil.which("node")
    if node is None:
        return "no node here"
    folder = Path(__file__).parent / "node_modules" / "wtf_wikipedia"
    if not folder.exists():
        return "npm install --prefix benchmarks wtf_wikipedia would add it"
    files = pages_of(name, count)
    done = subprocess.run(
        [node, "-e", WTF],
        input=json.dumps([str(path) for path in files]),
        capture_output=True,
        text=True,
        cwd=folder.parent.parent,
        check=False,
    )
    if done.returncode:
        return done.stderr.strip().splitlines()[-1][:80]
    result: dict[str, float] = json.loads(done.stdout)
    result["size"] = sum(path.stat().st_size for path in files[: int(result["pages"])])
    return result


def show(reader: str, result: dict[str, float] | str, tables_per_page: float) -> None:
    """A line of the report."""
    if isinstance(result, str):
        print(f"  {reader:<35} not measured: {result}")
        return
    seconds = result["seconds"]
    share = result["tables"] / result["pages"] / tables_per_page if tables_per_page else 0.0
    print(
        f"  {reader:<35} {result['size'] / seconds / 1e6:7.2f} MB/s {result['pages'] / seconds:8.1f} pages/s "
        f"{result['peak'] / 2**20:7.0f} MB peak {share:8.1%} of tables"
    )


def main() -> None:
    """Prints the comparison."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=int, default=2500, help="pages of each set (default %(default)s)")
    arguments.add_argument("--only", action="append", choices=ALL, help="only these readers")
    arguments.add_argument("--measure", nargs=2, metavar=("READER", "SET"), help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.measure:
        print(json.dumps(measure(*given.measure, given.pages)))
        return
    if not CORPUS.exists():
        raise SystemExit(f"no pages to measure with: {CORPUS} is not there")
    for name in SETS:
        print(f"{name} ({given.pages}):")
        tables_per_page = 0.0
        for reader in ALL[:-1]:
            if given.only and reader not in given.only:
                continue
            result = measure_apart(reader, name, given.pages)
            if not isinstance(result, str):
                tables_per_page = tables_per_page or result["tables"] / result["pages"]
            show(reader, result, tables_per_page)
        if not given.only or "wtf_wikipedia" in given.only:
            show("wtf_wikipedia", measure_wtf(name, given.pages), tables_per_page)


if __name__ == "__main__":
    main()
