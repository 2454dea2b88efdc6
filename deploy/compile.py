"""Compiles the modules that read pages to machine code with mypyc: the same records, in less time. Nobody needs it.

    python -m deploy.compile [FOLDER]

needs a C compiler and mypy (of the extra `dev`), takes two minutes, and leaves in FOLDER (default build/compiled):
`canvass-….whl`, to install where canvass is used without its sources, and `packages`, the same unpacked, for
`PYTHONPATH=build/compiled/packages canvass …`. Nothing is ever written beside the sources: an extension module there
would hide the .py file of its name after an edit. The .py files go with the compiled ones: the parser's version is
a digest of them, so both copies share what is cached.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from pipeline.parsing.version import digest_of

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "compiled"
COPIED = ("cli", "output", "pipeline", "schemas", "flows.py", "pyproject.toml", "README.md", "LICENSE")
COMPILED = ("pipeline/wikitext", "pipeline/elections")  # where nine tenths of the time go
LEFT_OUT = {
    "__init__.py": "names alone",
    "answers.py": "its class extends Mapping: compiled, isinstance takes every dict for one of it",
    "data_files.py": "its class extends one of libyaml's in C",
}
FLAGS = "-fvisibility=hidden -fno-plt"  # calls within the library, and those of Python, need no table of jumps
STAMP = "of.txt"  # the digest of the sources it was made of


class NoCompilerError(Exception):
    """This machine cannot compile: says what is missing."""


def modules(root: Path) -> list[str]:
    """The files to compile, relative to `root`, in order."""
    found = (path for folder in COMPILED for path in (root / folder).rglob("*.py"))
    return sorted(path.relative_to(root).as_posix() for path in found if path.name not in LEFT_OUT)


def digest() -> str:
    """Of all that is copied, and of this file, as they stand now."""
    return digest_of([*(ROOT / name for name in COPIED), Path(__file__).resolve()])


def packages(folder: Path = FOLDER) -> Path | None:
    """The compiled packages there, if they are of the sources as they stand now."""
    stamp = folder / STAMP
    is_current = stamp.is_file() and stamp.read_text(encoding="utf-8") == digest()
    return folder / "packages" if is_current else None


def check_compiler() -> None:
    """Raises NoCompilerError where mypy, a C compiler or Python's headers are missing."""
    import sysconfig
    from importlib.util import find_spec

    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if find_spec("mypyc") is None:
        raise NoCompilerError("mypy is not installed: pip install '.[dev]'")
    if shutil.which(compiler) is None:
        raise NoCompilerError(f"no C compiler {compiler!r} on this machine: apt-get install gcc")
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        raise NoCompilerError("Python's headers are not installed: apt-get install python3-dev")


def compile_into(folder: Path) -> Path:
    """The compiled packages in `folder`, made anew unless they are current. Raises NoCompilerError."""
    made = packages(folder)
    if made is not None:
        return made
    check_compiler()
    before = digest()
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, "sources")
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
            else:
                copy.mkdir(exist_ok=True)
                shutil.copy(ROOT / name, copy / name)
        wheel = _wheel_of(copy)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(wheel, folder)
    with zipfile.ZipFile(folder / wheel.name) as packed:
        packed.extractall(folder / "packages")
    (folder / STAMP).write_text(before, encoding="utf-8")
    return folder / "packages"


def _wheel_of(copy: Path) -> Path:
    """Builds the wheel of a copy of the sources."""
    from mypyc.build import mypycify
    from setuptools import setup

    os.environ["CFLAGS"] = f"{os.environ.get('CFLAGS', '')} {FLAGS}".strip()
    with contextlib.chdir(copy):  # both read pyproject.toml of the folder they run in
        extensions = mypycify(modules(copy), opt_level="2", debug_level="0", multi_file=True)
        setup(script_args=["--quiet", "bdist_wheel", "--dist-dir", "dist"], ext_modules=extensions)
    (wheel,) = (copy / "dist").glob("*.whl")
    return wheel


def main() -> None:
    """Compiles, or says in one line why it cannot."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("folder", nargs="?", type=Path, default=FOLDER, metavar="FOLDER")
    folder: Path = given.parse_args().folder.resolve()
    try:
        made = compile_into(folder)
    except NoCompilerError as error:
        sys.exit(f"not compiled: {error}")
    print(f"compiled: {len(modules(made))} modules in {made}")
    print(f"use it:   PYTHONPATH={made} {Path(sys.executable).parent / 'canvass'} …")
    print(f"or:       pip install --no-deps {next(folder.glob('*.whl'))}")


if __name__ == "__main__":
    main()
