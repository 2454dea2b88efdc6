"""Values as articles write them: numbers, dates, names, parties, places. Knows of no table."""
