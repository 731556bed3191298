"""Publishers' own names of states, each written out: nothing similar is ever tried."""

import csv
from functools import cache
from importlib.resources import files

__all__ = ["NOT_SPECIFIED", "labels", "state_of"]

NOT_SPECIFIED = "_NES"
"""Start of the ids of partners that are no state: `_NES_899` for "Areas, not elsewhere specified".

They keep a publisher's totals accountable: the partners still add up to the world.
"""

_LISTS = ("labels.csv", "labels_gacc.csv", "labels_leaders_events.csv")


@cache
def labels(publisher: str) -> dict[str, str]:
    """Name to id for one publisher of the lists; "-" marks rows to leave out by name."""
    folder = files("visavis.sources") / "data"
    texts = [(folder / name).read_text(encoding="utf-8") for name in _LISTS]
    rows = [row for text in texts for row in csv.DictReader(text.splitlines())]
    return {row["label"]: row["id"] for row in rows if row["publisher"] == publisher}


def state_of(publisher: str, label: str) -> str | None:
    """Id that a publisher's name of a state stands for, None where the name is unknown."""
    return labels(publisher).get(" ".join(label.split()))
