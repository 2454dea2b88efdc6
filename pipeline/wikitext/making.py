"""Making a NamedTuple straight from its values: `new(Link, (target, label))`, in the order of its fields.

Naming the fields goes through a function of Python's and takes twice the time; a page has thousands of links, calls
and figures. Nothing checks how many values are given: for records that are made by the thousand, and no others.
"""

from __future__ import annotations

from typing import Final

new: Final = tuple.__new__
