"""Election infoboxes: the election, its candidates, what became of each field."""
