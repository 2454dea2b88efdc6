"""Understands elections and knows nothing of markup."""
