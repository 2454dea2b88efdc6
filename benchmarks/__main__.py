"""`python -m benchmarks`: the speed of parsing, side by side with other parsers."""

from __future__ import annotations

from benchmarks.parse_speed import main

if __name__ == "__main__":
    main()
