"""What a refresh does, step by step, as plain functions: they know neither Prefect nor a terminal."""
