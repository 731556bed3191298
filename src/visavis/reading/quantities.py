"""The amounts of a sentence: money, per cent, points, multiples, fractions, counts, ranks, volumes.

Numbers that are no amounts stay out: dates, resolution and article numbers, model names, times,
list ordinals, ages, telephone numbers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from visavis.model.claims import Written
from visavis.reading.counted import counted_noun
from visavis.reading.hedges import Hedge, hedge_after, hedge_before, rate_after
from visavis.reading.labels import LABEL, is_attribute, is_duration, is_label
from visavis.reading.lexis import Quantity, QuantityKind, Span
from visavis.reading.numerals import Numeral, find_numerals
from visavis.reading.patterns import lazy
from visavis.reading.proportions import find_proportions
from visavis.reading.ranks import find_ranks
from visavis.reading.taken import Taken
from visavis.reading.units import (
    currency_after,
    currency_before,
    letter_after,
    percent_after,
    rupees,
    scale_after,
    unit_after,
)

__all__ = ["find_quantities"]

_LARGEST = 1e18
"""A thousand times all that the world owns; anything larger is an identifier."""


@dataclass(slots=True)
class _Piece:
    """One number with what stands beside it, before ranges are joined."""

    start: int
    end: int
    numeral: Numeral
    kind: QuantityKind
    unit: str
    scale: float
    has_scale: bool
    value_high: float | None = None
    numeral_end: int = 0
    is_range: bool = False
    sign: float = 1.0

    @property
    def value(self) -> float:
        return _scaled(self.sign * self.numeral.value, self.scale)


def find_quantities(
    plain: str, span: Span, taken: Sequence[Span] = (), language: str = "en"
) -> tuple[Quantity, ...]:
    """The quantities in `span` of a text's plain shadow, in order and without overlap.

    Args:
        plain: The shadow of the whole text.
        span: The sentence.
        taken: Spans that are something else (dates); nothing is found in them.
        language: `en`, `fr` or `ru`; decides what a comma in a number means.
    """
    start, end = span
    found: list[Quantity] = []
    dates, busy = Taken(taken), Taken(taken)
    words = (*_ranks(plain, start, end), *_proportions(plain, start, end))
    found += [quantity for quantity in words if busy.take(quantity.start, quantity.end)]
    numerals = [
        n
        for n in find_numerals(plain, start, end, language)
        if busy.is_free(_with_tie(plain, n.start), n.end) and not is_label(plain, n, start)
    ]
    pieces = [piece for n in numerals if (piece := _piece(plain, n, span, language)) is not None]
    for piece in _joined(plain, pieces, start):
        made = _quantity(plain, piece, span, dates)
        if made is not None and busy.take(made.start, made.end):
            found.append(made)
    real = (q for q in found if max(abs(q.value), q.value_high or 0) <= _LARGEST)
    return tuple(sorted(real, key=lambda q: q.start))


def _with_tie(plain: str, at: int) -> int:
    """Where a number begins with the dash or stroke that ties it to a date: "2020-21"."""
    return at - 2 if at > 1 and plain[at - 1] in "-/" and plain[at - 2].isdigit() else at


# -- one number --------------------------------------------------------------------------------


def _piece(plain: str, numeral: Numeral, span: Span, language: str) -> _Piece | None:
    low, high = span
    before = currency_before(plain, numeral.start, low)
    scale = scale_after(plain, numeral.end, language)
    if scale is None and (before or _currency_follows_letter(plain, numeral.end)):
        scale = letter_after(plain, numeral.end, is_attached=before is not None)
    elif scale is None and _counts_in_letters(plain, numeral.end):
        scale = letter_after(plain, numeral.end, is_attached=True)
    end = scale.at if scale else numeral.end
    factor = scale.factor if scale else 1.0
    start = before.at if before else numeral.start
    piece = _Piece(start, end, numeral, "bare", "", factor, scale is not None)
    if end > high:
        return None
    if _is_minus(plain, start, low):
        piece.start, piece.sign = start - 1, -1.0
    after = currency_after(plain, end)
    if before is not None:
        sign = plain[before.at : numeral.start].strip()
        piece.kind, piece.unit = "money", rupees(before.unit, sign, plain[low:high])
        if after is not None and after.unit in (*before.unit.split("|"), "XXX"):
            piece.end, piece.unit = after.at, after.unit if after.unit != "XXX" else before.unit
    elif after is not None:
        word = plain[end : after.at].strip()
        piece.kind, piece.unit = "money", rupees(after.unit, word, plain[low:high])
        piece.end = after.at
    else:
        _measured(plain, piece)
    return piece if piece.end <= high else None


def _is_minus(plain: str, at: int, low: int) -> bool:
    """Whether a minus sign stands before the amount: after a space and beside the number."""
    if at - 1 < low or plain[at - 1] != "-":
        return False
    head = plain[low : at - 1]
    return not head or (head[-1] in " (\u00a0" and not head.rstrip()[-1:].isdigit())


def _measured(plain: str, piece: _Piece) -> None:
    """Give the piece the per cent or unit that follows it, if any."""
    percent = percent_after(plain, piece.end)
    if percent is not None:
        piece.kind = "percent" if percent.unit == "pct" else "points"
        piece.unit, piece.end = percent.unit, percent.at
        piece.scale *= percent.factor
        return
    unit = unit_after(plain, piece.end, piece.scale)
    if unit is not None:
        piece.kind, piece.unit, piece.end = "volume", unit.unit, unit.at
        piece.scale = _scaled(piece.scale, unit.factor)


def _currency_follows_letter(plain: str, at: int) -> bool:
    letter = letter_after(plain, at, is_attached=False)
    return letter is not None and currency_after(plain, letter.at) is not None


def _counts_in_letters(plain: str, at: int) -> bool:
    """Whether "m" or "k" glued to a number is a scale: something countable follows."""
    return bool(
        re.match(r"[mkMK]\s+(?!high|long|deep|wide|tall|away|of\s+the\s+sea)[a-z]{3}", plain[at:])
    )


def _scaled(value: float, factor: float) -> float:
    """`value` times `factor` without the dust of binary fractions (0.1 + 0.2 is not 0.3)."""
    return float(f"{value * factor:.12g}")


# -- ranges ------------------------------------------------------------------------------------

_DASH = lazy(r"\s?[-—]\s?(?=[\d$€£¥₹A-Z])")
_JOINS = {
    "to": lazy(r"\s+(?:to|à|до)\s+(?:(?:about|some|as\s+much\s+as)\s+)?$", re.IGNORECASE),
    "and": lazy(r"\s+(?:and|et|и)\s+(?:(?:about|some)\s+)?$", re.IGNORECASE),
    "or": lazy(r"\s+(?:or|ou|или)\s+(?:(?:even|possibly|so)\s+)?$", re.IGNORECASE),
}
_BETWEEN = lazy(
    r"\b(?:between|entre|между|from\s+between)\s+(?:(?:about|some|roughly|around)\s+)?$",
    re.IGNORECASE,
)
_CHANGE = lazy(
    r"\b(?:from|de|с|от|rose|rise[ns]?|rising|grew|grow(?:s|n|ing)?|fell|fall(?:s|en|ing)?|up|down|by|"
    r"increas\w+|decreas\w+|drop\w+|jump\w+|declin\w+|climb\w+|expand\w+|surg\w+|shrank|shr[iu]nk|"
    r"gain\w+|soar\w+|plung\w+|slid|slump\w+|cut|rais\w+|lower\w+|lift\w+|\d)\s+"
    r"(?:(?:by|about|some|around|nearly|almost|over|more\s+than|of)\s+)*$",
    re.IGNORECASE,
)


def _joined(plain: str, pieces: list[_Piece], low: int) -> Iterator[_Piece]:
    """The pieces with ranges made one and with what only the second of a pair carries."""
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if following is not None:
            relation = _relation(plain, piece, following, low)
            if relation is not None:
                _inherit(piece, following)
            if relation == "range" and _is_range(piece, following):
                piece.value_high = following.value
                piece.numeral_end = following.numeral.end
                if not piece.is_range:
                    piece.start = min(piece.start, piece.numeral.start)
                piece.end, piece.is_range = following.end, True
                if piece.kind == "bare":
                    piece.kind, piece.unit = following.kind, following.unit
                yield piece
                at += 2
                continue
            if relation == "range" and _is_score(plain, piece, following):
                at += 2
                continue
        yield piece
        at += 1


def _relation(plain: str, left: _Piece, right: _Piece, low: int) -> str | None:
    """`range`, `change` ("from 5 to 10 per cent") or None for two unconnected numbers."""
    gap = plain[left.end : right.start]
    head = plain[max(low, left.start - 60) : left.start]
    if re.fullmatch(r"\s?[-—]\s?", gap):
        return "range"
    if _JOINS["to"].fullmatch(gap):
        return "change" if _CHANGE.search(head) else "range"
    if _JOINS["and"].fullmatch(gap) and _BETWEEN.search(head):
        return "range"
    if _JOINS["or"].fullmatch(gap):
        return "range"
    return None


def _inherit(left: _Piece, right: _Piece) -> None:
    """Give `left` the scale and unit that stand only after `right`: "$2-3 billion", "5 to 10%"."""
    same_kind = left.kind == "bare" or left.unit == right.unit
    if left.kind == "money" and right.kind == "bare" and right.start == right.numeral.start:
        right.kind, right.unit, same_kind = "money", left.unit, True
    if not same_kind:
        return
    if left.kind == "bare" and right.kind in ("money", "percent", "points", "volume"):
        left.kind, left.unit = right.kind, right.unit
    if not left.has_scale and right.scale != 1 and left.numeral.value < 1000:
        left.scale, left.has_scale = right.scale, True


def _is_score(plain: str, left: _Piece, right: _Piece) -> bool:
    """Whether two bare numbers with a dash are no range: "3-1", "50-50"."""
    is_dashed = "-" in plain[left.end : right.start]
    return is_dashed and left.kind == right.kind == "bare" and right.value <= left.value


def _is_range(left: _Piece, right: _Piece) -> bool:
    if right.value <= left.value or left.kind not in (right.kind, "bare"):
        return False
    return left.unit == right.unit or not left.unit


# -- the quantity ------------------------------------------------------------------------------

_ONE_ONLY = lazy(r"\b(?:only|just|exactly|single)\s+$", re.IGNORECASE)


def _quantity(plain: str, piece: _Piece, span: Span, dates: Taken) -> Quantity | None:
    low, high = span
    noun: str | None = None
    noun_span: Span | None = None
    if piece.kind == "bare":
        if _is_no_amount(plain, piece, low):
            return None
        more = hedge_after(plain, piece.end)
        after = more.end if more else piece.end
        noun_span = counted_noun(plain, after, high, piece.value_high or piece.value)
        if noun_span and not dates.is_free(*noun_span):
            noun_span = None
        if noun_span is not None:
            noun = " ".join(plain[slice(*noun_span)].lower().split())
            piece.kind, piece.unit = "count", "count"
        if _is_partner_phrase(plain, piece, noun, low) or (noun is None and piece.numeral.is_word
                                                           and not piece.has_scale):  # fmt: skip
            return None
        if noun is None and _follows_name(plain, piece, low):
            return None
    hedge = hedge_before(plain, piece.start, low)
    trailing = hedge_after(plain, piece.end)
    rate = rate_after(plain, noun_span[1] if noun_span else piece.end)
    numeral_end = piece.numeral_end or piece.numeral.end
    numeral = plain[piece.numeral.start : numeral_end]
    value_high = piece.value_high
    return Quantity(
        start=piece.start,
        end=piece.end,
        kind=piece.kind,
        value=piece.value,
        value_high=value_high,
        unit=piece.unit,
        qualifier=_qualifier(piece, hedge, trailing),
        written=Written(numeral, piece.scale, _words(hedge, trailing)),
        hedge_span=(hedge.start, hedge.end) if hedge else None,
        noun=noun,
        noun_span=noun_span,
        rate=rate[0] if rate else None,
    )


def _qualifier(piece: _Piece, hedge: Hedge | None, trailing: Hedge | None) -> str:
    if piece.is_range:
        return "range"
    if hedge is not None and hedge.qualifier != "=":
        return hedge.qualifier
    return trailing.qualifier if trailing else "="


def _words(hedge: Hedge | None, trailing: Hedge | None) -> str | None:
    words = [h.words for h in (hedge, trailing) if h is not None]
    return " ".join(words) or None


def _is_no_amount(plain: str, piece: _Piece, low: int) -> bool:
    """Whether a number without unit is a label, an age, a year, a duration or an attribute."""
    number = piece.numeral
    if not number.is_word and LABEL.search(plain, max(low, number.start - 16), number.start):
        return True
    if is_duration(plain, piece.end) or is_attribute(plain, piece.end):
        return True
    digits = plain[number.start : number.end]
    if (
        len(digits) == 4
        and digits.isdigit()
        and 1800 <= number.value <= 2199
        and not piece.has_scale
    ):
        return True
    if number.is_word and number.value in (0, 1) and not piece.has_scale:
        return not _ONE_ONLY.search(plain, max(low, number.start - 12), number.start)
    return plain[piece.end : piece.end + 1] in ")." and not plain[low : number.start].strip(" ([")


_ACTORS = lazy(
    r"(?:countr(?:y|ies)|sides?|nations?|states?|leaders?|governments?|parties|neighbou?rs?|peoples?|"
    r"economies|capitals|presidents|ministers|powers|partners|men|women|sisters?|brothers?|pays|"
    r"стран\w*|сторон\w*|государств\w*)$"
)
_DETERMINER = lazy(r"\b(?:the|these|those|our|their|its|both|les|ces|all)\s+$", re.IGNORECASE)


def _is_partner_phrase(plain: str, piece: _Piece, noun: str | None, low: int) -> bool:
    """ "the two countries", "these three nations": words for the actors, not a count of them."""
    if noun is None or not _ACTORS.search(noun) or piece.value > 30:
        return False
    return piece.value == 2 or bool(
        _DETERMINER.search(plain, max(low, piece.start - 12), piece.start)
    )


def _follows_name(plain: str, piece: _Piece, low: int) -> bool:
    """ "Boeing 737", "Expo 67": a capitalised word not at the sentence's head before a number."""
    if (
        piece.has_scale
        or piece.numeral.is_word
        or plain[piece.start : piece.end].strip("0123456789")
    ):
        return False
    match = re.search(r"([^\W\d_][\w'-]*)\s$", plain[low : piece.start])
    return match is not None and match.start() > 0 and match[1][0].isupper()


def _ranks(plain: str, low: int, high: int) -> Iterator[Quantity]:
    for rank in sorted(find_ranks(plain, low, high), key=lambda r: (r.start, -r.end)):
        words = plain[rank.start : rank.end]
        yield Quantity(
            start=rank.start,
            end=rank.end,
            kind="rank",
            value=rank.value,
            unit="rank",
            qualifier="<=" if rank.is_bound else "=",
            written=Written(words, 1.0, None),
            noun=rank.noun,
            noun_span=(rank.noun_start, rank.noun_end) if rank.noun else None,
        )


def _proportions(plain: str, low: int, high: int) -> Iterator[Quantity]:
    found = find_proportions(plain, low, high)
    for proportion in sorted(found, key=lambda p: (p.start, -p.end)):
        hedge = hedge_before(plain, proportion.start, low)
        trailing = hedge_after(plain, proportion.end)
        is_fraction = proportion.kind == "fraction"
        rate = rate_after(plain, proportion.end) if is_fraction else None
        yield Quantity(
            start=proportion.start,
            end=proportion.end,
            kind="fraction" if is_fraction else "multiple",
            value=proportion.value,
            unit="pct" if is_fraction else "x",
            qualifier=hedge.qualifier if hedge else trailing.qualifier if trailing else "=",
            written=Written(plain[proportion.start : proportion.end], 1.0, _words(hedge, trailing)),
            hedge_span=(hedge.start, hedge.end) if hedge else None,
            rate=rate[0] if rate else None,
        )
