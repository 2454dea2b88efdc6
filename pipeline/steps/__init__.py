"""What a refresh does, step by step, as plain functions: they know neither Prefect nor a terminal.

The top floor of `pipeline`: it alone may import `output`, for it puts fetching, reading, checking and publishing in
order. `flows.py` and `cli/` stand on it; nothing else in `pipeline` imports it.
"""
