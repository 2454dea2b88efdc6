"""The browsable page of a release: `report.html` and a page per article, made from the release's DuckDB file alone.

Opens from disk without network. The same release and code give the same bytes.
"""

from output.report.writing import write_report

__all__ = ["write_report"]
