"""The index of a multistream dump: lines `offset:page_id:title`, the offset being that of a stream of 100 pages.

https://meta.wikimedia.org/wiki/Data_dumps/Dump_format#Multistream_dumps
"""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape
from pathlib import Path

from pipeline.sources.dumps.decompression import pieces

LONGEST_LINE = 2**16  # bytes; a title has 255 at most


def index_beside(path: Path) -> Path | None:
    """`…-multistream-index.txt.bz2` (or unpacked) beside `…-multistream.xml.bz2`; None where there is none."""
    name, renamed = re.subn(r"-multistream(\d*)\.xml", r"-multistream-index\1.txt", path.name)
    candidates = (path.with_name(name), path.with_name(name.removesuffix(".bz2"))) if renamed else ()
    return next((index for index in candidates if index.is_file()), None)


def streams_with_titles(index: Path, titles: Collection[str]) -> list[int]:
    """The offsets, rising, of the streams that hold one of the titles.

    Raises OSError, BrokenStreamError or ValueError where the index cannot be read.
    """
    offsets: set[int] = set()
    rest = b""
    for piece in pieces(index):
        *lines, rest = (rest + piece.data).split(b"\n")
        for line in lines:
            offset, _, title = line.split(b":", 2)
            if unescape(title.decode("utf-8", "replace")) in titles:
                offsets.add(int(offset))
        if len(rest) > LONGEST_LINE:
            raise ValueError(f"a line of the index has more than {LONGEST_LINE:,} bytes")
    if rest:
        raise ValueError("the index is cut off in the middle of a line")
    return sorted(offsets)
