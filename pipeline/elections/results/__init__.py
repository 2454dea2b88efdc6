"""Results tables of the whole electorate: a line per candidate or party."""
