"""Holds: whether a page's newer revision may take the place of the one that the last version was built from."""
