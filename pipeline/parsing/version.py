"""The parser's version: a digest of everything that decides what a page's records are.

It covers the code and the data files (registries, YAML, CSV) of the packages that parse, so any change to them makes
cached records stale without anyone having to remember a number. A change of a comment does so too: parsing again is
cheap, a stale record is not. Libraries that read markup or dates count with their installed versions.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PIPELINE = Path(__file__).resolve().parent.parent
_PARSING = ("records.py", "revision.py", "parsing", "wikitext", "elections")
_LIBRARIES = ("mwparserfromhell", "python-dateutil", "us")
_NOT_CODE = {".pyc", ".pyo", ".so"}


def _files() -> list[Path]:
    found: list[Path] = []
    for name in _PARSING:
        path = _PIPELINE / name
        found += path.rglob("*") if path.is_dir() else [path]
    return sorted(path for path in found if path.is_file() and path.suffix not in _NOT_CODE)


def _installed(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"


def parser_version() -> str:
    """Twelve hex digits over the parsing packages' files and the libraries they lean on."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(f"{path.relative_to(_PIPELINE).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).digest())
    for library in _LIBRARIES:
        digest.update(f"{library}={_installed(library)}\0".encode())
    return digest.hexdigest()[:12]


PARSER_VERSION = parser_version()
