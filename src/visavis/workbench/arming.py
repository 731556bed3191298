"""Who arms whom, in words of Python: `arms(recipient="ASEAN", years="2016..2020")`."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from visavis.errors import UsageError
from visavis.store import default_store
from visavis.workbench.aligning import whole_years
from visavis.workbench.arms_shares import ArmsShares, arms_shares
from visavis.workbench.bench import Workbench
from visavis.workbench.words import day, folder, text

__all__ = ["arms"]


def arms(
    *,
    recipient: str | None = None,
    supplier: str | None = None,
    years: str | Iterable[int],
    db: str | Path | None = None,
    as_of: str | date | None = None,
) -> ArmsShares:
    """Suppliers' shares of the arms that a state or group received over a window, in TIV.

    With the supplier alone: its recipients' shares. With both: the recipient's suppliers, and that
    supplier's place among them (`about`). A group is its members on the window's last day.

    Raises:
        UsageError: No side or an unknown one, years with gaps, or no source at hand has the total.
        StoreError: The data folder is damaged.
    """
    sides = {"recipient": recipient, "supplier": supplier}
    known = {key: text(key, value) for key, value in sides.items() if value is not None}
    window = whole_years(years)
    if window[-1] - window[0] + 1 != len(window):
        raise UsageError("years", ", ".join(map(str, window)), "years without gaps: 2016..2020")
    bench = Workbench(default_store(folder(db)), day(as_of))
    return arms_shares(
        bench, window, recipient=known.get("recipient"), supplier=known.get("supplier")
    )
