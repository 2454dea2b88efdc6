"""A file of a source folder, which may come from anywhere: read only if it is one, lies in there, and is small enough.

A link out of the folder would publish what it leads to; a pipe or a device would be read for ever.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


class TooLargeError(ValueError):
    """The file has more bytes than allowed; the text says how many it has."""


def read_local(path: Path, most_bytes: int) -> bytes:
    """The bytes of a regular file, at most so many.

    Raises OSError, its `strerror` in words, also for a link that leads out of the file's folder and for what is no
    regular file; TooLargeError.
    """
    # realpath gives a path for a loop of links, too, which opening it then tells of.
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(path.parent)):
        raise OSError(errno.EXDEV, "it is a link that leads out of the folder")
    # A pipe without a writer would block here, and then for ever.
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            what = "it is a folder" if stat.S_ISDIR(status.st_mode) else "it is no regular file"
            raise OSError(errno.EINVAL, what)
        if status.st_size > most_bytes:
            raise TooLargeError(f"{status.st_size:,} bytes")
        content = file.read(most_bytes + 1)  # it may grow, and what is in /proc has no size
    if len(content) > most_bytes:
        raise TooLargeError(f"more than {most_bytes:,} bytes")
    return content
