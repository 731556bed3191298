"""What would settle a claim: a command, or the data set that no command reads yet, said so."""

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from visavis.briefs.citations import origin_of
from visavis.model.tables import read_table

if TYPE_CHECKING:
    from visavis.model.verdicts import Checked

__all__ = ["Awaited", "awaited", "need_words", "needed_words"]


class Awaited(NamedTuple):
    """A data set that would carry a measure and that this version does not read."""

    publisher: str
    dataset: str
    page: str


def needed_words(checked: "Checked") -> tuple[str, ...]:
    """What to add, one line each, commands first; where nothing is known to help, that.

    Journeys between two other states are not in the lists of the United States.
    """
    from visavis.model.verdicts import Reason

    sides = {checked.claim.subject, checked.claim.partner}
    needs = ["colt" if each == "us_state_visits" and "USA" not in sides else each
             for each in checked.needs]  # fmt: skip
    found = [need_words(need) for need in needs]
    if not found and checked.reason is Reason.NO_SOURCE:
        return ("no data set is known here that would settle this",)
    return tuple(sorted(dict.fromkeys(found), key=lambda line: not line.startswith("visavis ")))


@cache
def awaited() -> dict[str, Awaited]:
    """The data sets that `would_come_from` names and no module reads, by id."""
    return {
        row["source"]: Awaited(row["publisher"], row["dataset"], row["page"])
        for row in read_table("awaited.csv", "briefs")
    }


def need_words(need: str) -> str:
    """A command as it is; of a source its own command, or that none reads it yet."""
    if " " in need:
        return need
    origin = origin_of(need)
    if origin is not None and origin.add_command:
        return origin.add_command
    known = awaited().get(need)
    if known is None:
        return f"no command reads it yet: {need}"
    page = f", from {known.page}" if known.page else ""
    return f"no command reads it yet: {known.publisher}, {known.dataset}{page}"
