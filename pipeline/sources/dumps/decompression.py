"""The bytes of a dump file, decompressed piece by piece: plain XML, gzip, bzip2 (one stream or many) or Zstandard.

A piece is never larger than asked for, however much a compressed block would grow to, so a decompression bomb
costs time, not memory.
"""

from __future__ import annotations

import bz2
import mmap
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

import zstandard

PIECE_BYTES = 2**20
_READ_BYTES = 2**18
# Windows beyond this (zstd --long=28 and up) would have to be held in memory whole.
_ZSTD_WINDOW = 2**27
# Where a bzip2 stream begins: its header and the first block's magic, 80 bits that nothing else holds by chance.
_BZ2_STREAM = re.compile(rb"BZh[1-9]1AY&SY")
_BZ2_MAGIC_BYTES = 10


class Piece(NamedTuple):
    data: bytes  # decompressed, at most PIECE_BYTES
    position: int  # in the compressed file: what has been read up to here


class BrokenStreamError(Exception):
    """The compressed data cannot be read further; what came before is good."""


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def needs_input(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Gunzip:
    """zlib's decompressor in the manners of bz2's."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        piece = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        self.needs_input = not self._inner.unconsumed_tail
        return piece


def pieces(path: Path) -> Iterator[Piece]:
    """The whole file. Raises OSError where it cannot be opened, BrokenStreamError where its data is damaged."""
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        if suffix == ".bz2":
            yield from _streams(file, None, bz2.BZ2Decompressor)
        elif suffix == ".gz":
            yield from _streams(file, None, _Gunzip)
        elif suffix == ".zst":
            yield from _zstd(file)
        else:
            while data := file.read(PIECE_BYTES):
                yield Piece(data, file.tell())


def bz2_pieces(path: Path, start: int, end: int | None) -> Iterator[Piece]:
    """The bzip2 streams that begin at `start` (where one begins) and before `end`. Raises as `pieces` does."""
    with path.open("rb") as file:
        file.seek(start)
        yield from _streams(file, end, bz2.BZ2Decompressor)


def next_bz2_stream(path: Path, position: int, before: int) -> int | None:
    """Where the first bzip2 stream at or after `position` and before another offset begins; None without one."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        found = _BZ2_STREAM.search(content, position, before + _BZ2_MAGIC_BYTES - 1)
        return found.start() if found else None


def _streams(file: BinaryIO, end: int | None, new: Callable[[], _Decompressor]) -> Iterator[Piece]:
    """Compressed streams one after the other, until the file ends or one would begin at `end` or later."""
    decompressor: _Decompressor = new()
    data = file.read(_READ_BYTES)
    try:
        while data or not decompressor.needs_input:
            piece = decompressor.decompress(data, PIECE_BYTES)
            if piece:
                yield Piece(piece, file.tell())
            data = b""
            if decompressor.eof:
                data = decompressor.unused_data
                begin = file.tell() - len(data)
                data = data or file.read(_READ_BYTES)
                # gzip and bzip2 files may be padded with zeros
                if not data.strip(b"\0") or (end is not None and begin >= end):
                    return
                decompressor = new()
            elif decompressor.needs_input:
                data = file.read(_READ_BYTES)
    except (OSError, zlib.error, EOFError, ValueError) as error:
        raise BrokenStreamError(f"the compressed data is damaged before byte {file.tell():,}: {error}") from error
    if file.tell() > 0 and not decompressor.eof:
        raise BrokenStreamError(f"the compressed data ends in the middle, at byte {file.tell():,}")


def _zstd(file: BinaryIO) -> Iterator[Piece]:
    reader = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).stream_reader(file, read_across_frames=True)
    try:
        while data := reader.read(PIECE_BYTES):
            yield Piece(data, file.tell())
    except zstandard.ZstdError as error:
        raise BrokenStreamError(f"the compressed data is damaged before byte {file.tell():,}: {error}") from error
