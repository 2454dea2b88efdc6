"""From one page's wikitext to its records, in this process or in workers that can be killed."""
