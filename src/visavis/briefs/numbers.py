"""Numbers as a reader wants them: `$49.25 billion`, `14.6 %`, `2.4 times`, `third`.

The trap is rounding into the next scale: 999.96 million is 1 billion, not 1,000 million.
"""

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visavis.model.claims import Claim

__all__ = ["amount", "as_written", "decimals_written", "plain", "quantity"]

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}
_SCALES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)
_UNITS = {
    "pct": "%", "x": "times", "persons": "people", "bcm": "billion cubic metres", "t": "tonnes",
    "bbl": "barrels", "bbl/d": "barrels a day", "TIV": "SIPRI trend-indicator units",
}  # fmt: skip
_NEAR_ONE = Decimal("0.9")
"""From here to as far above one a multiple keeps a fourth digit, which is all that moved."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def quantity(
    value: Decimal | float, unit: str | None, decimals: int | None = None, *, digits: int = 4
) -> str:
    """`value` with its unit in words, amounts to `digits` significant digits.

    `decimals` asks for at least so many places of a per cent.
    """
    number = Decimal(str(value))
    if unit == "rank":
        return _ordinal(int(number))
    if unit in (None, "count", "x", "persons", "t", "bbl", "bbl/d", "bcm", "TIV"):
        kept = 3 if unit == "x" and not _NEAR_ONE < number < 2 - _NEAR_ONE else digits
        text = amount(number, digits) if abs(number) >= 1_000_000 else plain(number, kept)
        return f"{text} {_UNITS[unit]}" if unit in _UNITS else text
    if unit in ("pct", "pp"):
        text = _percentage(number, decimals)
        return f"{text} %" if unit == "pct" else f"{text} percentage points"
    if len(unit) == 3 and unit.isupper():
        return _money(number, unit, digits)
    return f"{plain(number)} {unit}"


def as_written(value: float, unit: str | None) -> str:
    """A stated value with no digit more than the text has: `0.8 %`, where a figure says 0.80 %."""
    if unit not in ("pct", "pp"):
        return quantity(value, unit)
    text = plain(Decimal(repr(value)), 12)
    return f"{text} %" if unit == "pct" else f"{text} percentage points"


def amount(number: Decimal, digits: int = 4) -> str:
    """`number` to `digits` significant digits, with `million`, `billion` or `trillion`."""
    rounded = _significant(number, digits)
    for scale, word in _SCALES:
        if abs(rounded) >= scale:
            return f"{plain(rounded / scale, digits)} {word}"
    return plain(rounded, digits)


def plain(number: Decimal, digits: int = 4) -> str:
    """`number` with thousands separators; a fraction keeps `digits` significant digits."""
    if number == number.to_integral_value():
        return f"{int(number):,}"
    text = f"{_significant(number, digits):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimals_written(claim: "Claim") -> int | None:
    """How many decimal places the text shows: 1 for `14.6` and `14,6`, 0 for `a fifth`."""
    if claim.written is None:
        return None
    numeral = claim.written.numeral
    whole, point, fraction = numeral.partition(".")
    if not point and re.fullmatch(r"\d+,\d{1,2}", numeral):
        whole, _, fraction = numeral.partition(",")
    return len(fraction) if fraction.isdigit() and whole[-1:].isdigit() else 0


def _percentage(number: Decimal, decimals: int | None) -> str:
    """One decimal; two below ten, so that 2.34 and 0.78 keep three digits or two."""
    if abs(number) >= 10**12:
        return plain(number)
    places = 1 if abs(number) >= 10 else 2
    places = max(places, decimals or 0)
    text = f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):,f}"
    if number == number.quantize(Decimal(1).scaleb(-(decimals or 0))):
        text = f"{number.quantize(Decimal(1).scaleb(-(decimals or 0))):,f}"
    if number and not text.strip("-0."):
        return plain(number)
    return text.removeprefix("-") if not number else text


def _money(number: Decimal, unit: str, digits: int) -> str:
    sign = "-" if number < 0 else ""
    text = amount(abs(number), digits)
    return f"{sign}{_SYMBOLS[unit]}{text}" if unit in _SYMBOLS else f"{sign}{text} {unit}"


def _significant(number: Decimal, digits: int) -> Decimal:
    if number == 0:
        return Decimal(0)
    places = max(number.adjusted() - digits + 1, -12)
    rounded = number.quantize(Decimal(1).scaleb(places), ROUND_HALF_EVEN)
    return Decimal(f"{rounded:f}")


def _ordinal(number: int) -> str:
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    tail = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"
