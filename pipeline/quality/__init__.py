"""Checks and findings."""
