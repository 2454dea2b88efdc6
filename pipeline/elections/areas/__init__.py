"""Tables by area: which rows and columns are areas, and the records of each."""
