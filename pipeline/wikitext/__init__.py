"""Understands markup and knows nothing of elections."""
