"""The recipes of recipes.md: `python docs/recipes.py` runs them on the sample and draws their charts with Altair.

A recipe is a heading with a number, a block of SQL, a picture, and a comment that says how it is drawn:
`<!-- chart: bar x=COLUMN y=COLUMN color=COLUMN sort=x -->`.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

DOCS = Path(__file__).parent
_RECIPE = re.compile(
    r"^## (?P<number>\d+)\. (?P<title>.+?)$.*?^```sql\n(?P<sql>.+?)^```.*?\((?P<picture>images/\S+)\).*?"
    r"<!-- chart: bar (?P<chart>.+?) -->",
    re.MULTILINE | re.DOTALL,
)


class Recipe(NamedTuple):
    """A question with its query and its chart."""

    number: int
    title: str
    sql: str
    picture: Path
    chart: dict[str, str]


def recipes() -> list[Recipe]:
    """All of recipes.md, in order."""
    found = _RECIPE.finditer((DOCS / "recipes.md").read_text(encoding="utf-8"))
    return [
        Recipe(
            int(match["number"]),
            match["title"],
            match["sql"],
            DOCS / match["picture"],
            dict(pair.split("=") for pair in match["chart"].split()),
        )
        for match in found
    ]


def sample_with_history(folder: Path) -> Path:
    """A dataset of the sample in two versions below `folder`: in the second one, Essex's 4,051 votes became 4,015."""
    from pipeline.settings import HoldSettings, read_settings
    from pipeline.sources.sample import PAGES
    from pipeline.steps.refresh import Request, refresh

    pages, dataset = folder / "pages", folder / "dataset"
    shutil.copytree(PAGES, pages)
    edited = pages / "2004_United_States_presidential_election_in_Massachusetts.wikitext"
    settings = read_settings().model_copy(
        update={"holds": HoldSettings(enabled=False)}
    )  # it is a slip, and would be held
    for _ in range(2):
        refresh(Request(settings=settings, source=str(pages), dataset=dataset))
        edited.write_text(edited.read_text(encoding="utf-8").replace("4,051", "4,015"), encoding="utf-8")
    return dataset


def answer(dataset: Path, recipe: Recipe) -> list[dict[str, Any]]:
    """The rows that a recipe gives."""
    from output.folder import open_release
    from output.sql import query

    found = query(open_release(dataset), recipe.sql)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def svg(rows: list[dict[str, Any]], chart: dict[str, str]) -> str:
    """A recipe's chart. Colours are Okabe and Ito's, which everybody can tell apart."""
    import altair as alt
    import vl_convert

    order = {"x": "x", "-x": "-x"}.get(chart.get("sort", ""))
    colour: Any = alt.value("#0072b2")
    if "color" in chart:
        palette = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]
        colour = alt.Color(chart["color"], type="nominal", scale=alt.Scale(range=palette), title=None)
    data = [{name: row[name] for name in {chart["x"], chart["y"], chart.get("color", chart["y"])}} for row in rows]
    drawn = (
        alt.Chart(alt.Data(values=data), background="white")
        .mark_bar()
        .encode(
            x=alt.X(chart["x"], type="quantitative", title=chart["x"].replace("_", " ")),
            y=alt.Y(chart["y"], type="nominal", title=None, sort=order, axis=alt.Axis(labelLimit=420)),
            color=colour,
        )
        .properties(width=420, height=alt.Step(20))
    )
    return str(vl_convert.vegalite_to_svg(drawn.to_json()))


def main() -> None:
    """Draw all."""
    with tempfile.TemporaryDirectory() as folder:
        dataset = sample_with_history(Path(folder))
        for recipe in recipes():
            recipe.picture.write_text(svg(answer(dataset, recipe), recipe.chart), encoding="utf-8")
            print(recipe.picture)


if __name__ == "__main__":
    main()
