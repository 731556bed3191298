"""What a notebook opens: store and measures joined, one read for any number of questions.

The names below load when they are first used: a figure waits for no measure of likeness.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visavis.model.frames import FigureTable
    from visavis.workbench.aligning import align
    from visavis.workbench.arming import arms
    from visavis.workbench.asking import figure
    from visavis.workbench.bench import Workbench
    from visavis.workbench.pivoting import pivot
    from visavis.workbench.sharing import shared

__all__ = ["FigureTable", "Workbench", "align", "arms", "figure", "pivot", "shared"]

_HOMES = {
    "FigureTable": "visavis.model.frames",
    "Workbench": "visavis.workbench.bench",
    "align": "visavis.workbench.aligning",
    "arms": "visavis.workbench.arming",
    "figure": "visavis.workbench.asking",
    "pivot": "visavis.workbench.pivoting",
    "shared": "visavis.workbench.sharing",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value
