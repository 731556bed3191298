"""Who held a seat in the General Assembly on a day, where records give a later state's code.

The trap is succession. Russia's code stands before 1991 for the Soviet Union, Serbia's for
Yugoslavia and then for Serbia and Montenegro, and Taiwan's before December 1949 for China.
"""

from datetime import date

__all__ = ["BEFORE", "NO_SEAT", "holder"]

BEFORE = (
    ("RUS", date(1991, 12, 24), "SUN"),
    ("SRB", date(1992, 4, 27), "YUG"),
    ("SRB", date(2006, 6, 5), "SCG"),
    ("TWN", date(1949, 12, 7), "CHN"),
)
"""(code in the record, first day of the present holder, who voted before that day), in order."""

NO_SEAT = ("SCG", date(1992, 9, 22), date(2000, 10, 31))
"""Between GA resolution 47/1 and its admission the seat of Yugoslavia was empty."""


def holder(code: str, day: date) -> str | None:
    """The state that voted under the code on that day; None while its seat was empty."""
    found = next((before for late, first, before in BEFORE if late == code and day < first), code)
    if found == "YUG" and day >= BEFORE[1][1]:
        found = "SCG"
    empty, first, last = NO_SEAT
    return None if found == empty and first <= day <= last else found
