"""The compiled copy: what mypyc takes, and, where `make test-compiled` runs this, that it says what the sources say."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.compile import LEFT_OUT, ROOT, digest, modules, packages

COPY = os.environ.get("CANVASS_TEST_COMPILED", "")
RECORDS = """
import hashlib, sys
from pathlib import Path
import pipeline.wikitext.page
from pipeline.parse import parse_page
from pipeline.parsing.version import PARSER_VERSION
sys.path.append(sys.argv[1])
from tests.hostile_pages import HOSTILE
TITLE = "2004 United States presidential election in Massachusetts"
SAMPLE = sorted(Path(pipeline.__path__[0], "sources").rglob("*.wikitext"))
pages = [(path.stem, path.read_text("utf-8")) for path in SAMPLE]
pages += [(f"{TITLE} {name}", make(3000)) for name, make in HOSTILE.items()]
print(pipeline.wikitext.page.__file__, PARSER_VERSION, len(SAMPLE))
for title, text in pages:
    page = parse_page(text, title)
    said = repr([page.status, page.problems, page.unsettled, *page.tables()])
    print(title, hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest())
"""


def records(path: Path) -> list[str]:
    """What the packages in that folder make of the sample and of hostile pages, in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-c", RECORDS, str(ROOT)],
        env={**os.environ, "PYTHONPATH": str(path)},
        cwd=path,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_what_is_left_out_is_there() -> None:
    names = {path.name for path in (ROOT / "pipeline").rglob("*.py")}
    assert set(LEFT_OUT) <= names
    assert not [path for path in modules(ROOT) if Path(path).name in LEFT_OUT]
    assert {"pipeline/wikitext/page.py", "pipeline/elections/reading.py"} <= set(modules(ROOT))


def test_no_compiled_class_works_out_a_cached_property_again_and_again() -> None:
    """mypyc makes a plain property of it: the cells of a table by column were made anew eight times a table."""
    assert not [path for path in modules(ROOT) if "@cached_property" in (ROOT / path).read_text("utf-8")]


def test_no_compiled_module_names_its_data_after_its_own_file() -> None:
    """Compiled, `Path(__file__).with_suffix(".yaml")` is `lines.cpython-311-x86_64-linux-gnu.yaml`."""
    named = [path for path in modules(ROOT) if "__file__).with_suffix" in (ROOT / path).read_text("utf-8")]
    assert not named


def test_no_compiled_class_extends_an_abstract_one() -> None:
    """Compiled, it shares its base's registry, and isinstance takes every mapping for a `class Asked(Mapping)`."""
    extends = re.compile(
        r"^class \w+\((?:\w+\.)?(?:\w*Mapping|\w*Sequence|\w*Set|Iterator|Iterable|Collection|ABC)\b", re.M
    )
    assert [name for name in modules(ROOT) if extends.search((ROOT / name).read_text(encoding="utf-8"))] == []


def test_no_compiled_constant_of_floats_leaves_its_type_to_mypyc() -> None:
    """mypyc leaves a bare `Final` pair of floats unset where another module imports it: name `tuple[float, ...]`."""
    bare = [
        f"{path}:{node.lineno}"
        for path in modules(ROOT)
        for node in ast.parse((ROOT / path).read_text("utf-8")).body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "Final"
        if isinstance(node.value, ast.Tuple) and any(_is_float(value) for value in node.value.elts)
    ]
    assert not bare


def _is_float(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def test_a_copy_of_other_sources_is_none(tmp_path: Path) -> None:
    assert packages(tmp_path) is None
    (tmp_path / "of.txt").write_text("the digest of sources since edited")
    assert packages(tmp_path) is None
    (tmp_path / "of.txt").write_text(digest())
    assert packages(tmp_path) == tmp_path / "packages"


def test_mypyc_takes_every_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as C source, which needs no compiler; what mypyc refuses ends with SystemExit and the line."""
    build = pytest.importorskip("mypyc.build")
    monkeypatch.chdir(ROOT)
    extensions = build.mypycify(modules(ROOT), multi_file=True, target_dir=str(tmp_path))
    assert len(extensions) > len(modules(ROOT))  # one for each and one that holds them all


@pytest.mark.skipif(not COPY, reason="make test-compiled compares the compiled copy with the sources")
def test_the_compiled_copy_says_what_the_sources_say() -> None:
    (where, *ours), (compiled, *theirs) = records(ROOT), records(Path(COPY))
    (file, *same), (compiled_file, *same_there) = where.split(), compiled.split()
    assert (Path(file).suffix, Path(compiled_file).suffix) == (".py", ".so")
    assert same == same_there  # the parser's version, so that both share what is cached
    assert len(ours) > 1000
    assert ours == theirs


@pytest.mark.skipif(not COPY, reason="make test-compiled runs other tests against it")
def test_the_compiled_copy_is_what_this_run_tests() -> None:
    import pipeline.elections.reading as reading

    assert Path(reading.__file__).suffix == ".so"
    assert Path(reading.__file__).is_relative_to(COPY)
