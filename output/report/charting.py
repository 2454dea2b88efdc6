"""The charts of the report: Vega-Lite specifications in `charts/`, drawn in the browser from `report/charts.js`.

That file is Vega, Vega-Lite and Vega-Embed as the package vl-convert-python carries them, with the specifications and
a few lines that draw them. Pages hold rows only. Nothing here knows elections.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

import platformdirs
from markupsafe import Markup

SCRIPT = "charts.js"
PACKAGE = "vl-convert-python"
_NOTICE = (
    "/* Vega, Vega-Lite, Vega-Embed, Vega-Tooltip: BSD-3-Clause, (c) University of Washington Interactive Data Lab; "
    "D3 and TopoJSON: ISC, (c) Mike Bostock; sources and licences: https://github.com/vega, https://github.com/d3 */\n"
)


@cache
def can_draw() -> bool:
    """The package is there. Without it pages have no charts, and their tables tell the same."""
    try:
        return bool(version(PACKAGE))
    except PackageNotFoundError:
        return False


@cache
def charts_script() -> bytes:
    """The text of `charts.js`; the same for the same code and version of the package.

    Putting it together takes more than a second, so it is kept in the user's cache folder, where that can be written.
    """
    snippet = _snippet()
    name = hashlib.sha256(f"{version(PACKAGE)}\n{_NOTICE}{snippet}".encode()).hexdigest()[:16]
    kept = platformdirs.user_cache_path("canvass") / f"charts-{name}.js"
    try:
        return _sealed(kept.read_bytes())
    except (OSError, ValueError):
        import vl_convert

        text = (_NOTICE + vl_convert.javascript_bundle(snippet)).encode()
        _keep(kept, text)
        return text


def figure_data(description: str, data: Mapping[str, Sequence[Mapping[str, Any]]], words: Mapping[str, Any]) -> Markup:
    """What a figure's script element holds: JSON in which no `<` can end the element.

    `data`: the datasets that the specification names. `words`: what its strings that begin with `@` stand for.
    """
    told = {"description": description, "words": words, "data": data}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))


def _snippet() -> str:
    folder = files("output.report").joinpath("charts")
    specs = {
        name.removesuffix(".vl.json"): json.loads(folder.joinpath(name).read_text(encoding="utf-8"))
        for name in sorted(entry.name for entry in folder.iterdir())
        if name.endswith(".vl.json")
    }
    return f"const SPECS = {json.dumps(specs)};\n{folder.joinpath('mount.js').read_text(encoding='utf-8')}"


def _sealed(kept: bytes) -> bytes:
    """The text behind the first line, which is its SHA-256; ValueError where it is another: a file cut short."""
    seal, _, text = kept.partition(b"\n")
    if hashlib.sha256(text).hexdigest().encode() != seal:
        raise ValueError("not what was kept")
    return text


def _keep(path: Path, text: bytes) -> None:
    """Kept by rename, so that another process reads all of it or nothing; where nothing can be kept, none is."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.stem, delete=False) as part:
            part.write(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
        Path(part.name).replace(path)
    except OSError:
        return
