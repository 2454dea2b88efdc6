"""From pages to typed records: sources, archive, wikitext, elections, quality."""
