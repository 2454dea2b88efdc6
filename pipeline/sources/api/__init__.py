"""Talking to a wiki's Action API: requests, answers, the search for a scope's pages."""
