"""The parser's version: a digest of everything that decides what a page's records are.

It covers the code and the data files (registries, YAML, CSV) of the packages that parse, so any change to them makes
cached records stale without anyone having to remember a number. A change of a comment does so too: parsing again is
cheap, a stale record is not. Libraries that read markup or dates count with their installed versions.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PIPELINE = Path(__file__).resolve().parent.parent
_ROOT = _PIPELINE.parent
_PARSING = ("records.py", "revision.py", "package_yaml.py", "parsing", "wikitext", "elections")
_LIBRARIES = ("mwparserfromhell", "python-dateutil", "us")
_NOT_CODE = {".pyc", ".pyo", ".so"}


def digest_of(paths: Iterable[Path]) -> str:
    """The SHA-256, hexadecimal, over the names and contents of files and of all files in folders."""
    digest = hashlib.sha256()
    for file in sorted(file for path in paths for file in _files(path)):
        digest.update(f"{os.path.relpath(file, _ROOT)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).digest())
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    found = path.rglob("*") if path.is_dir() else [path]
    return [file for file in found if file.is_file() and file.suffix not in _NOT_CODE]


def _installed(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"


def parser_version() -> str:
    """Twelve hex digits over the parsing packages' files and the libraries they lean on."""
    parts = [digest_of(_PIPELINE / name for name in _PARSING), *map(_installed, _LIBRARIES)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


PARSER_VERSION = parser_version()
