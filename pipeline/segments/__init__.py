"""What was read from pages, on disk: rows by page. A page is parsed once, and no run holds all rows."""
