"""Publishers' own names of states, each written out: nothing similar is ever tried."""

from functools import cache

from visavis.model.tables import read_table

__all__ = ["NOT_SPECIFIED", "labels", "state_of"]

NOT_SPECIFIED = "_NES"
"""Start of the ids of partners that are no state: `_NES_899` for "Areas, not elsewhere specified".

They keep a publisher's totals accountable: the partners still add up to the world.
"""

_LISTS = ("labels.csv", "labels_gacc.csv", "labels_leaders_events.csv")


@cache
def labels(publisher: str) -> dict[str, str]:
    """Name to id for one publisher of the lists; "-" marks rows to leave out by name."""
    rows = [row for name in _LISTS for row in read_table(name, "sources/data")]
    return {row["label"]: row["id"] for row in rows if row["publisher"] == publisher}


def state_of(publisher: str, label: str) -> str | None:
    """Id that a publisher's name of a state stands for, None where the name is unknown."""
    return labels(publisher).get(" ".join(label.split()))
