"""What the flows need of Prefect: tasks around steps, what a run shows of itself, a server, a schedule.

`flows.py` and `canvass serve` stand on it. It imports Prefect, so nothing else in `pipeline` imports it.
"""
