"""What one state's relations with another amount to, with every number accountable.

    import visavis as vv
    report = vv.check("China took 14.6% of Russia's exports in 2020.")
    figure = vv.figure("exports", "RUS", "CHN", year=2020, share=True)

The names below load when they are first used: importing the package loads no data library.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from visavis.model.version import __version__ as __version__

if TYPE_CHECKING:
    from visavis import measures
    from visavis.briefs.page import to_html
    from visavis.briefs.panel_files import save_panel
    from visavis.briefs.receipt import to_json
    from visavis.briefs.text import to_text
    from visavis.checking import check
    from visavis.errors import VisavisError
    from visavis.model.figures import Figure
    from visavis.model.names import resolve
    from visavis.model.periods import Period
    from visavis.model.queries import Query
    from visavis.model.verdicts import Report, Verdict
    from visavis.workbench import FigureTable, Workbench, align, arms, figure, pivot
    from visavis.workbench.panel import panel

__all__ = [
    "Figure",
    "FigureTable",
    "Period",
    "Query",
    "Report",
    "Verdict",
    "VisavisError",
    "Workbench",
    "align",
    "arms",
    "check",
    "figure",
    "measures",
    "panel",
    "pivot",
    "resolve",
    "save_panel",
    "to_html",
    "to_json",
    "to_text",
]

_HOMES = {
    "Figure": "visavis.model.figures",
    "FigureTable": "visavis.workbench",
    "Period": "visavis.model.periods",
    "Query": "visavis.model.queries",
    "Report": "visavis.model.verdicts",
    "Verdict": "visavis.model.verdicts",
    "VisavisError": "visavis.errors",
    "Workbench": "visavis.workbench",
    "align": "visavis.workbench",
    "arms": "visavis.workbench",
    "check": "visavis.checking",
    "figure": "visavis.workbench",
    "panel": "visavis.workbench.panel",
    "pivot": "visavis.workbench",
    "resolve": "visavis.model.names",
    "save_panel": "visavis.briefs.panel_files",
    "to_html": "visavis.briefs.page",
    "to_json": "visavis.briefs.receipt",
    "to_text": "visavis.briefs.text",
}


def __getattr__(name: str) -> object:
    if name == "measures":
        return import_module("visavis.measures")
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
