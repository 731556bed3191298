"""From the words of a number to the values that they admit, by written rules.

The trap is a trailing zero: "$140bn" may be rounded to the billion or to ten billions. The narrow
interval takes the last written digit, the wide one the coarsest reading that keeps two digits;
a claim is only ever contradicted outside the wide one.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from visavis.model.claims import Claim
from visavis.model.verdicts import Fit, Interval

__all__ = ["LOOSE", "RULES", "Tolerance", "fit", "tolerance"]

RULES: dict[str, str] = {
    "exact": "ranks, positions and dates are taken as they stand",
    "last_digit": "half a unit of the last written digit on either side: `14.6` is 14.55 to 14.65",
    "trailing_zeros": "trailing zeros may be rounding: `140` is 139.5 to 140.5, at widest 135 to "
    "145; two digits are always kept, so `200` is at widest 195 to 205",
    "about": "about, around, roughly, some, approximately: 5 % or one unit of the last digit, "
    "whichever is wider, at widest twice that",
    "nearly": "nearly, almost, close to, just under: from 10 % below up to the value itself, at "
    "widest from 15 % below to 2 % above",
    "beyond": "just over, slightly more than: from the value itself up to 10 % above, at widest "
    "from 2 % below to 15 % above",
    "barely": "barely, just, only, merely: the last digit, at widest 5 % on either side",
    "over": "over, more than, above, at least: a lower bound (at widest half a last digit or 2 % "
    "lower) and nothing else; twice as much is misleading, not false",
    "up_to": "up to, at most, less than, under: an upper bound, at widest half a last digit or 2 % "
    "higher",
    "range": "from the lower to the higher number, half a unit of the last digit beyond each",
    "fraction_word": "a half within 2.5 percentage points in 50, a third, a quarter and larger "
    "fractions within a tenth, a fifth and smaller within an eighth of the value",
    "multiple_word": "doubled, tripled: within 7.5 %, at widest 12.5 % (1.75 to 2.25 times)",
    "number_word": "a written number is a whole number: half a unit on either side",
}
"""Every rule by name, as the documentation prints it."""

LOOSE = ("about", "nearly", "beyond", "multiple_word")
"""Rules by which nothing is rounded: between the narrow and the widest interval it is a matter of
taste whether the words hold, so that nothing is borne out there and nothing contradicted."""

_ABOUT = ("about", "around", "roughly", "some", "approximately", "approx", "circa", "or so",
          "an estimated", "estimated", "in the region of", "in the order of", "~", "c.",
          "more or less", "-odd", "on average", "averag")  # fmt: skip
_NEARLY = ("nearly", "almost", "close to", "just under", "just below", "approaching", "just shy",
           "practically", "virtually", "slightly less", "slightly under", "near")  # fmt: skip
_BARELY = ("barely", "just", "only", "merely", "a mere", "scarcely", "hardly", "as little as",
           "as much as", "as many as", "as high as", "as low as")  # fmt: skip
_OVER = ("over", "more than", "above", "at least", "exceed", "in excess of", "no less than",
         "not less than", "upwards of", "greater than", "higher than", "surpass", "topp",
         "minimum of", "no fewer than", "well over", "larger than")  # fmt: skip
_UP_TO = ("up to", "at most", "less than", "under", "below", "fewer than", "no more than",
          "not more than", "maximum of", "lower than", "smaller than", "short of")  # fmt: skip

_PHRASES = (
    ("no more than", "up_to"), ("not more than", "up_to"), ("no less than", "over"),
    ("not less than", "over"), ("no fewer than", "over"), ("just under", "nearly"),
    ("just below", "nearly"), ("just shy", "nearly"), ("just over", "beyond"),
    ("just above", "beyond"), ("just more than", "beyond"), ("slightly over", "beyond"),
    ("slightly more", "beyond"), ("slightly above", "beyond"), ("a little over", "beyond"),
    ("a little more", "beyond"), ("well over", "over"),
)  # fmt: skip
"""Phrases that mean something else than the words in them."""

_DIGITS = re.compile(r"\d[\d,\u00a0\u202f ]*(?:\.\d+)?")
_EXACT_FORMS = ("rank", "position", "status")


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What the words admit: where a value rounds to them, and the widest reading."""

    value: Decimal
    """The stated value (the lower one of a range)."""
    value_high: Decimal
    narrow: Interval
    wide: Interval

    @property
    def rule(self) -> str:
        """Name of the rule in `RULES`."""
        return self.wide.rule


def tolerance(claim: Claim) -> Tolerance | None:
    """The values that the words of `claim` admit; None for a claim without a number.

    A fall ("fell 5 %", value -5) has the same width as a rise. A negated level or share ("never
    took 30 %") denies that the value was reached, so its interval is open above.
    """
    if claim.value is None:
        return None
    low = Decimal(repr(claim.value))
    high = Decimal(repr(claim.value_high)) if claim.value_high is not None else low
    if high < low:
        low, high = high, low
    falls = high < 0 or (low < 0 and high <= 0)
    magnitudes = (-high, -low) if falls else (low, high)
    narrow, wide, rule = _intervals(claim, *magnitudes)
    if _denies_reaching(claim, rule):
        narrow, wide, rule = (narrow[0], None), (wide[0], None), "over"
    if falls:
        narrow, wide = _mirrored(narrow), _mirrored(wide)
    return Tolerance(low, high, Interval(*narrow, rule), Interval(*wide, rule))


def fit(value: Decimal, words: Tolerance) -> Fit:
    """How `value` relates to the words: exact, rounding, close (within 2 % of `value`) or no.

    A hedge ("about", "nearly doubled") rounds nothing (see `LOOSE`).
    """
    if _inside(value, words.narrow):
        return Fit.EXACT
    if _inside(value, words.wide) and words.rule not in LOOSE:
        return Fit.ROUNDING
    if words.rule == "exact":
        return Fit.NO
    gap = min(abs(value - words.value), abs(value - words.value_high))
    return Fit.CLOSE if gap <= abs(value) / 50 else Fit.NO


_Bounds = tuple[Decimal | None, Decimal | None]


def _inside(value: Decimal, interval: Interval) -> bool:
    above = interval.low is None or value >= interval.low
    return above and (interval.high is None or value <= interval.high)


def _mirrored(bounds: _Bounds) -> _Bounds:
    low, high = bounds
    return (None if high is None else -high), (None if low is None else -low)


def _denies_reaching(claim: Claim, rule: str) -> bool:
    plain = rule in ("last_digit", "trailing_zeros", "about", "barely", "multiple_word")
    return claim.polarity == "negated" and plain and claim.form in ("level", "share", "multiple")


def _intervals(claim: Claim, low: Decimal, high: Decimal) -> tuple[_Bounds, _Bounds, str]:
    """Narrow and wide bounds of the magnitudes, and the name of the rule."""
    if claim.form in _EXACT_FORMS:
        return (low, high), (low, high), "exact"
    fine, coarse, rule = _units(claim, low)
    direction = _direction(claim)
    if direction == "over":
        return (low, None), (low - min(fine / 2, low / 50), None), "over"
    if direction == "up_to":
        return (None, high), (None, high + min(fine / 2, high / 50)), "up_to"
    if high != low:
        narrow = (low - fine / 2, high + fine / 2)
        return narrow, (low - coarse / 2, high + coarse / 2), "range"
    if direction == "about":
        width = max(low / 20, fine)
        return (low - width, low + width), (low - 2 * width, low + 2 * width), "about"
    if direction == "nearly":
        return (low * 9 / 10, low), (low * 85 / 100, low * 102 / 100), "nearly"
    if direction == "beyond":
        return (low, low * 11 / 10), (low * 98 / 100, low * 115 / 100), "beyond"
    if direction == "barely":
        width = max(low / 20, coarse / 2)
        return (low - fine / 2, low + fine / 2), (low - width, low + width), "barely"
    narrow, wide = (low - fine / 2, low + fine / 2), (low - coarse / 2, low + coarse / 2)
    return narrow, wide, rule


def _direction(claim: Claim) -> str:
    """Which family of hedges applies; the words first, then the reader's qualifier."""
    hedge = (claim.written.hedge or "").lower() if claim.written else ""
    families = (("nearly", _NEARLY), ("over", _OVER), ("up_to", _UP_TO), ("about", _ABOUT))
    if hedge:
        for word, family in _PHRASES:
            if word in hedge:
                return family
        for name, words in (*families, ("barely", _BARELY)):
            if any(_has(hedge, word) for word in words):
                return name
    by_qualifier = {"~": "about", ">": "over", ">=": "over", "<": "up_to", "<=": "up_to"}
    return by_qualifier.get(claim.qualifier, "up_to" if claim.qualifier == "up_to" else "")


def _has(hedge: str, word: str) -> bool:
    if not word[0].isalpha():
        return word in hedge
    return re.search(rf"\b{re.escape(word)}", hedge) is not None


def _units(claim: Claim, value: Decimal) -> tuple[Decimal, Decimal, str]:
    """The unit of the last written digit, the coarsest unit admitted, and the rule."""
    numeral = claim.written.numeral.lower() if claim.written else ""
    if not any(character.isdigit() for character in numeral) and numeral:
        return _word_units(claim, value)
    scale = Decimal(repr(claim.written.scale)) if claim.written else Decimal(1)
    digits = _DIGITS.findall(numeral)
    if not digits:
        digits, scale = [_plain(value)], Decimal(1)
    spans = [_digit_units(_with_point(text, scale, claim)) for text in digits]
    fine = min(span[0] for span in spans) * scale
    if claim.measure.startswith("un_vote_"):
        return fine, fine, "last_digit"
    coarse = max(span[1] for span in spans) * scale
    return fine, coarse, "last_digit" if fine == coarse else "trailing_zeros"


def _with_point(text: str, scale: Decimal, claim: Claim) -> str:
    """A numeral with a point for its decimal comma, where the claim's value says that it is one.

    "5,67 milliards" was read as 5.67 thousand million, so the comma is decimal; "5,670" as 5670.
    """
    pointed = text.strip(" ,.\u00a0\u202f").replace(",", ".")
    if pointed.count(".") != 1 or "." in text:
        return text
    values = [Decimal(repr(abs(v))) for v in (claim.value, claim.value_high) if v is not None]
    return pointed if Decimal(pointed) * scale in values else text


def _plain(value: Decimal) -> str:
    """A value without its scale, as somebody would write it: 69.5e9 as 69500000000."""
    text = format(value.normalize(), "f")
    return text.lstrip("-")


def _digit_units(text: str) -> tuple[Decimal, Decimal]:
    clean = re.sub(r"[^\d.]", "", text).rstrip(".")
    if "." in clean:
        unit = Decimal(1).scaleb(-len(clean.partition(".")[2]))
        return unit, unit
    zeros = len(clean) - len(clean.rstrip("0"))
    significant = len(clean.lstrip("0"))
    return Decimal(1), Decimal(10) ** max(0, min(zeros, significant - 2))


def _word_units(claim: Claim, value: Decimal) -> tuple[Decimal, Decimal, str]:
    """Widths for numbers in words, twice the half-width so that they read like digit units."""
    if claim.form in ("multiple", "ratio", "growth"):
        return value * 15 / 100, value * 25 / 100, "multiple_word"
    if claim.form == "share" or claim.unit == "pct":
        if value == 50:
            return Decimal(5), Decimal(10), "fraction_word"
        part = value / 10 if value >= 25 else value / 8
        return 2 * part, 2 * part, "fraction_word"
    scale = Decimal(repr(claim.written.scale)) if claim.written else Decimal(1)
    return scale, scale, "number_word"
