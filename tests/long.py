"""How much `make test` leaves to `make test-long`: the same tests, of fewer rounds, kills and pages.

What is left out is chosen by place, never by chance: a test that fails will fail again.
"""

from __future__ import annotations

import os

LONG = bool(os.environ.get("CANVASS_TEST_LONG"))
