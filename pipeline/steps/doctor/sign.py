"""One thing that was looked at: how it is, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.errors import CanvassError

Status = Literal["ok", "warning", "fault"]

# What a fault of each area means for a run, as exit code: see README.
EXIT_CODES = {"machine": 4, "settings": 2, "dataset": 4, "source": 3, "services": 2}


@dataclass(frozen=True)
class Sign:
    """`warning`: works, but somebody should look; `fault`: a refresh would fail, or a reader be served wrongly."""

    area: str  # a key of EXIT_CODES
    name: str
    status: Status
    what: str
    remedy: str = ""


Examination = Callable[[], Iterable[Sign]]


def examined(area: str, examinations: Iterable[Examination]) -> Iterator[Sign]:
    """The signs of each examination; one that itself fails is a fault, and the others go on."""
    for examine in examinations:
        try:
            yield from examine()
        except CanvassError as error:
            where = f" ({error.where})" if error.where else ""
            yield Sign(area, _name(examine), "fault", f"{error.what}{where}", error.remedy)
        except Exception as error:  # a doctor that falls ill says so, and goes on
            yield Sign(area, _name(examine), "fault", f"{type(error).__name__}: {error}")


def worst_exit_code(signs: Iterable[Sign]) -> int:
    """0 where there is no fault; else that of the first area with one: settings, dataset and machine, source."""
    faulty = {sign.area for sign in signs if sign.status == "fault"}
    order = ("settings", "dataset", "machine", "source", "services")
    return next((EXIT_CODES[area] for area in order if area in faulty), 0)


def _name(examine: Examination) -> str:
    return str(getattr(getattr(examine, "func", examine), "__name__", "")).replace("_", " ")
