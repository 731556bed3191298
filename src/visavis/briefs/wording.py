"""Sentences about one checked claim: how it was understood, what was found, what was tried.

Everything here is said from coded fields; no number is computed. The trap is to say more than the
code does: a figure is always named with its book, and a bound is never shown as a value.
"""

from collections.abc import Sequence
from decimal import Decimal

from visavis.briefs.books import book_words, coverage_count, says_something
from visavis.briefs.names import capitalised, joined, name
from visavis.briefs.numbers import as_written, decimals_written, quantity
from visavis.briefs.topics import claim_topic, query_topic
from visavis.briefs.verdicts import reason_sentence
from visavis.model.claims import Claim
from visavis.model.figures import Figure, Missing
from visavis.model.verdicts import Checked, Diagnosis, Finding, Fit, Interval, Reading, Verdict

__all__ = [
    "claimed_words",
    "diagnosis_sentence",
    "figure_words",
    "finding_sentence",
    "found_words",
    "interval_words",
    "reading_words",
    "understood",
    "verdict_sentence",
]

_MISSING = {
    Missing.NOT_REPORTED: "not reported",
    Missing.OUT_OF_COVERAGE: "outside what the source covers",
    Missing.SUPPRESSED: "suppressed by the publisher",
    Missing.NOT_A_STATE: "one side was not a state then",
    Missing.NO_SOURCE: "no source at hand",
    Missing.NO_EXCHANGE_RATE: "no exchange rate at hand",
    Missing.INCOMPLETE: "incomplete",
    Missing.UNDEFINED: "not defined",
}
_POSITIONS = {
    "yes": "voted in favour",
    "no": "voted against",
    "abstain": "abstained",
    "absent": "was absent",
}
_MODALITIES = {
    "estimate": "an estimate", "forecast": "a forecast", "target": "a target",
    "planned": "a plan", "potential": "a possibility", "hypothetical": "a supposition",
}  # fmt: skip
_SAID = 4
"""How many different answers a sentence lists before it counts the rest."""
_RULES = {
    "last_digit": "from the last digit written",
    "trailing_zeros": "as zeros at the end may be rounding",
    "about": 'as "about" and its like allow',
    "nearly": 'as "nearly" and its like allow',
    "barely": 'as "barely" and its like allow',
    "over": 'as "over" and its like allow',
    "up_to": 'as "up to" and its like allow',
    "range": "from the range written",
    "fraction_word": "as a fraction in words allows",
    "multiple_word": "as a multiple in words allows",
    "number_word": "as a number in words is a whole one",
}


def understood(claim: Claim) -> str:
    """How the claim was read, in one phrase: `China's share of Russia's goods exports, 2020`."""
    remarks = []
    if claim.modality in _MODALITIES:
        remarks.append(_MODALITIES[claim.modality])
    if claim.polarity == "negated":
        remarks.append("the text denies it")
    if claim.attribution:
        remarks.append(f"according to {claim.attribution}")
    elif not claim.asserted:
        remarks.append("reported or doubted, not asserted, by the text")
    if claim.period_from == "context":
        remarks.append("period taken from an earlier sentence")
    phrase = claim_topic(claim).phrase()
    return f"{phrase} ({'; '.join(remarks)})" if remarks else phrase


def claimed_words(claim: Claim) -> str:
    """The value that the text states: `14.6 %`, `$2 billion to $3 billion`, `abstained`."""
    if claim.value is None:
        position = claim.position or ""
        return _POSITIONS.get(position, position.replace("_", " "))
    low = as_written(claim.value, claim.unit)
    if claim.value_high is None or claim.value_high == claim.value:
        return low
    return f"{low} to {as_written(claim.value_high, claim.unit)}"


def figure_words(figure: Figure, decimals: int | None = None) -> str:
    """The figure's value or, in plain words, why there is none: `14.6 %`, `at least 26.8 %`."""
    if figure.value is not None:
        return quantity(figure.value, figure.unit, decimals)
    if figure.text is not None:
        plain = figure.text.replace("_", " ")
        return _POSITIONS.get(figure.text, plain) if figure.unit == "vote" else plain
    if figure.lower_bound is not None:
        bound = quantity(figure.lower_bound, figure.unit, decimals)
        if figure.unit == "rank":
            return f"{bound} at best"
        return f"at least {bound}"
    return _MISSING[figure.missing] if figure.missing is not None else "no value"


def reading_words(reading: Reading, decimals: int | None = None) -> str:
    """One reading's answer with whose book it is: `14.6 % (Russia's own customs)`."""
    noted = "; ".join(_remarks(reading))
    words = _answer(reading, decimals)
    return f"{words} ({noted})" if noted else words


def found_words(readings: Sequence[Reading], decimals: int | None = None) -> str:
    """What several readings say; equal answers are given once, a shared book is named once."""
    by_answer: dict[str, dict[str, list[str]]] = {}
    for reading in readings:
        noted = "; ".join(_remarks(reading))
        who = by_answer.setdefault(_stated(reading, decimals), {})
        who.setdefault(noted, []).append(_who(reading))
    books = [tuple(noted) for noted in by_answer.values()]
    is_shared = len(set(books)) == 1 and len(books[0]) == 1
    words = []
    for answer, noted_by in by_answer.items():
        actors = dict.fromkeys(actor for who in noted_by.values() for actor in who)
        said = f"{joined([actor for actor in actors if actor])} {answer}".strip()
        words.append(said if is_shared else _with_books(said, [b for b in noted_by if b]))
    shown = words if len(words) <= _SAID + 1 else [*words[:_SAID], f"{len(words) - _SAID} more"]
    return _with_books(joined(shown), [books[0][0]] if is_shared and books[0][0] else [])


def _with_books(said: str, books: Sequence[str]) -> str:
    """`14.6 % (Russia's own customs; and Russia's own customs, through UN Comtrade)`."""
    if not books:
        return said
    shown = [*books[:2], *([f"{len(books) - 2} more"] if len(books) > 2 else [])]
    return f"{said} ({'; and '.join(shown)})"


def verdict_sentence(checked: Checked) -> str:
    """The verdict as one or two plain sentences, resting on the decisive readings."""
    if checked.verdict is Verdict.CANNOT_BE_CHECKED:
        return f"{reason_sentence(checked.reason)}{_at_hand(checked)}"
    if checked.verdict is Verdict.INCONSISTENT:
        return "The text does not agree with itself."
    claim = checked.claim
    places = decimals_written(claim.written.numeral) if claim.written else None
    readings = [checked.readings[position] for position in checked.decisive]
    known = [reading for reading in readings if says_something(reading.figure)]
    if checked.verdict in _BORNE_OUT:
        known = [reading for reading in known if reading.fit not in (Fit.NO, Fit.UNKNOWN)] or known
    start = _VERDICTS[checked.verdict].format(said=claimed_words(claim))
    if not known or checked.verdict is Verdict.DEPENDS_ON_WINDOW:
        return f"{capitalised(start)}."
    return f"{capitalised(start)}: {found_words(known, places)}."


def _at_hand(checked: Checked) -> str:
    """What the data do say although it does not settle the claim, or nothing."""
    claim = checked.claim
    places = decimals_written(claim.written.numeral) if claim.written else None
    chosen = [checked.readings[position] for position in checked.decisive] or checked.readings
    known = [reading for reading in chosen if says_something(reading.figure)]
    return f" At hand: {found_words(known, places)}." if known else ""


def _remarks(reading: Reading) -> list[str]:
    senses = [_sense(kind, value) for kind, value in reading.senses if kind != "book"]
    part = coverage_count(reading.figure.coverage)
    return [remark for remark in (book_words(reading.figure), part, *senses) if remark]


def _who(reading: Reading) -> str:
    """Whose vote or status it is; a number speaks for the claim's own subject."""
    return name(reading.query.subject) if reading.figure.unit in ("vote", "status") else ""


def _answer(reading: Reading, decimals: int | None) -> str:
    return f"{_who(reading)} {_stated(reading, decimals)}".strip()


def _stated(reading: Reading, decimals: int | None) -> str:
    """The answer as it follows a name: `abstained`, `listed as observer`, `14.6 %`."""
    words = figure_words(reading.figure, decimals)
    is_listed = reading.figure.unit == "status" and reading.figure.text is not None
    return f"listed as {words}" if is_listed else words


_BORNE_OUT = (Verdict.SUPPORTED, Verdict.ROUNDING, Verdict.CLOSE)
"""Verdicts that name only the figures which bear them out."""

_VERDICTS = {
    Verdict.SUPPORTED: "the data agree",
    Verdict.SUPPORTED_BY_ONE_BOOK: "one book supports it and another does not",
    Verdict.ROUNDING: "right but for the last digit",
    Verdict.CLOSE: "close, within 2 %",
    Verdict.DEPENDS_ON_DEFINITION: "true under one definition, not under another",
    Verdict.DEPENDS_ON_WINDOW: "no period is given, and the answer depends on it",
    Verdict.CONTRADICTED: "the text says {said}; the data say",
    Verdict.TARGET_MET: "the target of {said} was met",
    Verdict.TARGET_MISSED: "the target of {said} was missed",
    Verdict.TARGET_OPEN: "a target of {said}; the data do not reach its date yet",
}


def diagnosis_sentence(diagnosis: Diagnosis, decimals: int | None = None) -> str:
    """What the claimed value coincides with, and how likely that is by accident."""
    topic = query_topic(diagnosis.query)
    value = figure_words(diagnosis.figure, decimals)
    book = book_words(diagnosis.figure)
    source = f", {book}" if book else ""
    return (
        f"coincides with {topic.inner()} ({value}{source}); "
        f"a hit by accident has a chance of {_chance(diagnosis.chance)}"
    )


def interval_words(interval: Interval, claim: Claim) -> str:
    """The values that the words admit: `14.55 % to 14.65 %, from the last digit written`."""
    rule = _RULES.get(interval.rule, f"by the rule {interval.rule.replace('_', ' ')}")
    low = None if interval.low is None else _exactly(interval.low, claim.unit)
    high = None if interval.high is None else _exactly(interval.high, claim.unit)
    if low is not None and high is not None:
        return f"{low} to {high}, {rule}" if low != high else f"{low}, {rule}"
    if low is not None:
        return f"{low} or more, {rule}"
    return f"{high} or less, {rule}" if high is not None else f"any value, {rule}"


def _exactly(value: Decimal, unit: str | None) -> str:
    """With every digit that it has: half a last digit must not be rounded away."""
    text = quantity(value, unit, digits=12)
    return text if unit not in ("pct", "pp") else as_written(float(value), unit)


def finding_sentence(finding: Finding, quotes: tuple[str, ...]) -> str:
    """What the text says twice: the words concerned, what they imply, what they say."""
    kind = finding.kind.replace("_", " ")
    what, relation = _FINDINGS.get(finding.kind, (kind, _IMPLIES))
    words = joined([f'"{quote}"' for quote in quotes])
    start = "" if finding.is_contradiction else "worth a look: "
    sentence = f"{capitalised(start + what)}: {words}"
    if finding.expected is None or finding.found is None:
        return f"{sentence}."
    expected = quantity(finding.expected, finding.unit)
    found = quantity(finding.found, finding.unit)
    return f"{sentence}; {relation.format(expected=expected, found=found)}."


_IMPLIES = "the others imply {expected}, the text says {found}"
_FINDINGS = {
    "same_figure": (
        "one figure is given twice, differently",
        "{expected} in one place, {found} in another",
    ),
    "level_growth": ("two levels and the growth between them do not agree", _IMPLIES),
    "parts_total": (
        "the shares of one total come to more than all of it",
        "together {found} of {expected}",
    ),
    "balance": ("exports, imports and their sum or difference do not agree", _IMPLIES),
    "part_whole": ("the part, the whole and the share do not agree", _IMPLIES),
    "unit": (
        "a difference of percentages is called per cent where percentage points are meant",
        _IMPLIES,
    ),
}


def _sense(kind: str, value: str) -> str:
    if kind == "definition":
        return f"counting {name(value)}"
    if kind == "window":
        return f"over {value.replace('..', ' to ')}"
    return f"{kind.replace('_', ' ')} {value.replace('_', ' ')}"


def _chance(chance: float) -> str:
    return "under 1 %" if chance < 0.01 else f"{round(chance * 100)} %"
