"""Official returns beside the articles: what the page says against what was certified."""
