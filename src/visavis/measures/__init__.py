"""The field's measures: plain functions, one module a kind of relation, tables in, numbers out.

`figures` answers one question about one pair with an accountable figure; the modules beside it are
the measures of the papers over many states and years. None reads or fetches anything.

    import visavis as vv
    vv.measures.trade.dependence(table)
"""

from importlib import import_module
from types import ModuleType

__all__ = [
    "adjusted_flows",
    "arms",
    "asymmetry",
    "balance",
    "breaks",
    "breaks_critical",
    "composite",
    "concentration",
    "dyad_columns",
    "dyads",
    "figures",
    "gravity",
    "hawkes",
    "hedging",
    "ideal_points",
    "intensity",
    "interaction",
    "long_run",
    "monthly",
    "pair_rows",
    "pivot",
    "pivot_verdict",
    "portfolios",
    "position_pairs",
    "rhetoric",
    "roll_call_input",
    "shift_share",
    "similarity",
    "similarity_panel",
    "substitution",
    "synthetic",
    "trade",
]


def __getattr__(name: str) -> ModuleType:
    # Loaded when first named, so that `import visavis` and one measure do not load all the others.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")


def __dir__() -> list[str]:
    return sorted(__all__)
