"""Sessions of the United Nations General Assembly as spans of days.

The trap is the number: a session takes its name from no year, opens in September and runs until
the next one opens, so that votes of July 2015 belong to session 69, which opened in 2014.
"""

from datetime import date, timedelta

from visavis.model.periods import Period

__all__ = ["FIRST_DATED", "full_symbol", "session_period", "session_that_opened_in"]

FIRST_DATED = 46
"""The first session (1991) to which days tell votes: in data sets earlier days are approximate."""

_YEARS = 1945
_EARLIER_OPENING = 2023


def full_symbol(number: str) -> str:
    """`A/RES/68/262` for `68/262`, `A/RES/ES-11/1` for `es-11/1`; a whole symbol as it is."""
    found = number.strip().upper()
    return found if found.startswith("A/") else f"A/RES/{found}"


def session_that_opened_in(year: int) -> int:
    """The number of the regular session that opened in the year: 68 for 2013."""
    return year - _YEARS


def session_period(number: int) -> Period | None:
    """The days of a regular session, from its opening to the eve of the next; None before the 46th.

    Source: Rule 1 of the Assembly's rules of procedure: the Tuesday of the third week of September
    (resolution 57/301), from 2023 on that of the second (resolution 77/335), counted from the
    first week with a working day. Openings before 2003 differed by up to a week.
    """
    if number < FIRST_DATED:
        return None
    eve = _opening(number + 1 + _YEARS) - timedelta(days=1)
    return Period.of_days(_opening(number + _YEARS), eve)


def _opening(year: int) -> date:
    first = date(year, 9, 1)
    is_weekend = first.weekday() >= 5
    monday = first + timedelta(days=(7 if is_weekend else 0) - first.weekday())
    weeks = 1 if year >= _EARLIER_OPENING else 2
    return monday + timedelta(days=7 * weeks + 1)
