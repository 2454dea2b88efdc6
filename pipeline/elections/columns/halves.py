"""Tables that go on beside themselves: `Constituency | Member | Votes | | Constituency | Member | Votes`.

Only headers are compared; nothing is read.
"""

from __future__ import annotations

from pipeline.elections.kinds.view import TableView


def table_halves(view: TableView, first: int) -> tuple[int, ...]:
    """The columns in which the header begins anew as it does in the column `first`; () where it does not."""
    texts = [column.text for column in view.columns]
    if first >= len(texts) or not texts[first] or texts.count(texts[first]) < 2:
        return ()
    starts = [place for place, text in enumerate(texts) if text == texts[first]]
    parts = [
        tuple(filter(None, texts[start:end])) for start, end in zip(starts, [*starts[1:], len(texts)], strict=True)
    ]
    return tuple(starts[1:]) if len(parts[0]) > 1 and all(part == parts[0] for part in parts) else ()
