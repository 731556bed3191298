"""Periods: a span of whole days with the precision in which it was given.

Notation (formats): `2016`, `2016-05`, `2016-05-17`, `2016-01..2016-05`, `2015..2019`, `2017Q1`,
`2017H1`, `FY:IND:2021-22`. The three words `asof:2024-06`, `annual:unspecified` and `unspecified`
occur only in claims: they say that a text did not give a period, and no `Period` stands for them.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from visavis.errors import UsageError

__all__ = ["FISCAL_YEAR_STARTS", "Period", "period_or_none"]

FISCAL_YEAR_STARTS: dict[str, int] = {
    "IND": 4, "JPN": 4, "GBR": 4, "CAN": 4, "HKG": 4, "SGP": 4, "MMR": 4,
    "PAK": 7, "BGD": 7, "AUS": 7, "EGY": 7, "KEN": 7, "UGA": 7, "TZA": 7, "NPL": 7, "ETH": 7,
    "USA": 10, "THA": 10, "IRN": 3, "AFG": 3, "NZL": 7, "ZAF": 4, "BWA": 4, "NAM": 4,
}  # fmt: skip
"""Month in which the government's fiscal year starts; all others are taken as January.

Iran and Afghanistan start at the spring equinox (20 or 21 March): their months are approximate.
"""

_YEAR = r"(1[89]\d\d|20\d\d|21\d\d)"
_FORMS = {
    "year": re.compile(_YEAR),
    "month": re.compile(_YEAR + r"-(0[1-9]|1[0-2])"),
    "day": re.compile(_YEAR + r"-(0[1-9]|1[0-2])-([0-2]\d|3[01])"),
    "quarter": re.compile(_YEAR + r"Q([1-4])"),
    "half": re.compile(_YEAR + r"H([12])"),
    "fiscal": re.compile(r"FY:([A-Z]{3}):" + _YEAR + r"-(\d\d)"),
}


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    last = year * 12 + first - 1 + count - 1
    return date(year, first, 1), _month_end(last // 12, last % 12 + 1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, both ends inclusive, and the text that denotes it."""

    start: date
    end: date
    text: str

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period that `text` denotes.

        Raises:
            UsageError: The text is no period, or ends before it starts.
        """
        if ".." in text:
            left, _, right = text.partition("..")
            first, last = cls.parse(left), cls.parse(right)
            if last.end < first.start:
                raise UsageError(f"period {text}", "an end before its start", "the earlier first")
            return cls(first.start, last.end, text)
        try:
            return cls(*_span(text), text)
        except ValueError:
            raise UsageError(
                "period", f"{text!r}", "2020, 2010..2021, 2016-05, 2017Q1, 2017H1 or FY:IND:2021-22"
            ) from None

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """The calendar year `year`."""
        return cls(date(year, 1, 1), date(year, 12, 31), str(year))

    @classmethod
    def of_days(cls, start: date, end: date) -> "Period":
        """The shortest notation for the span from `start` to `end`."""
        if (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31):
            text = str(start.year) if start.year == end.year else f"{start.year}..{end.year}"
        elif start.day == 1 and end == _month_end(end.year, end.month):
            first, last = f"{start:%Y-%m}", f"{end:%Y-%m}"
            text = first if first == last else f"{first}..{last}"
        else:
            text = start.isoformat() if start == end else f"{start}..{end}"
        return cls(start, end, text)

    @property
    def is_year(self) -> bool:
        """Whether this is exactly one calendar year."""
        return self.start == date(self.start.year, 1, 1) and self.end == date(
            self.start.year, 12, 31
        )

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years that the period touches."""
        return tuple(range(self.start.year, self.end.year + 1))

    def each_year(self) -> tuple["Period", ...]:
        """The calendar years in it, as periods."""
        return tuple(Period.of_year(year) for year in self.years)

    def months(self) -> tuple[tuple[int, int], ...]:
        """The (year, month) pairs that the period touches."""
        first = self.start.year * 12 + self.start.month - 1
        last = self.end.year * 12 + self.end.month - 1
        return tuple((n // 12, n % 12 + 1) for n in range(first, last + 1))

    def shifted(self, years: int) -> "Period":
        """The same span `years` later (earlier if negative); 29 February becomes 28."""

        def move(day: date) -> date:
            try:
                return day.replace(year=day.year + years)
            except ValueError:
                return day.replace(year=day.year + years, day=28)

        start, end = move(self.start), move(self.end)
        if (self.end + timedelta(days=1)).day == 1:
            end = _month_end(end.year, end.month)
        return Period.of_days(start, end)

    def __str__(self) -> str:
        return self.text


def period_or_none(text: str | None) -> Period | None:
    """The period that the text denotes, None where it denotes none."""
    try:
        return None if text is None else Period.parse(text)
    except UsageError:
        return None


def _span(text: str) -> tuple[date, date]:
    """First and last day of a notation without `..`; ValueError where it is none."""
    for kind, pattern in _FORMS.items():
        match = pattern.fullmatch(text)
        if match is None:
            continue
        if kind == "fiscal":
            state, year, tail = match[1], int(match[2]), match[3]
            if int(tail) != (year + 1) % 100:
                raise ValueError(text)
            return _months(year, FISCAL_YEAR_STARTS.get(state, 1), 12)
        year = int(match[1])
        if kind == "year":
            return _months(year, 1, 12)
        number = int(match[2])
        if kind == "month":
            return _months(year, number, 1)
        if kind == "quarter":
            return _months(year, 3 * number - 2, 3)
        if kind == "half":
            return _months(year, 6 * number - 5, 6)
        day = date(year, number, int(match[3]))
        return day, day
    raise ValueError(text)
