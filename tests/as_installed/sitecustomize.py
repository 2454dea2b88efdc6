"""Hides from the processes that tests start what canvass is not installed with: pandera imports both where they are.

They cost such a process 0.6 s, and a user has neither.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

HIDDEN = {"pandas", "hypothesis"}


class Hiding(MetaPathFinder):
    """Finds nothing, and of what is hidden says so before others are asked."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname in HIDDEN:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return None


sys.meta_path.insert(0, Hiding())
