"""What each known template means: a registry of data and small functions."""
