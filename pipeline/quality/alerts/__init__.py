"""Alerts: what is new and what is resolved, told once to each channel. Knows nothing of datasets on disk or of runs."""
