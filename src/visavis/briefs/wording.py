"""Sentences about one checked claim: how it was understood, what was found, what was tried.

Everything here is said from coded fields; no number is computed. The trap is to say more than the
code does: a figure is always named with its book, and a bound is never shown as a value.
"""

from decimal import Decimal

from visavis.briefs.books import book_words
from visavis.briefs.doubts import doubt_sentence
from visavis.briefs.found import POSITIONS, figure_words, found_words
from visavis.briefs.leading import leading
from visavis.briefs.names import capitalised, joined, name
from visavis.briefs.numbers import as_written, decimals_written, quantity
from visavis.briefs.periods import period_adverb
from visavis.briefs.ties import position_words
from visavis.briefs.topics import claim_topic, query_topic
from visavis.model.claims import Claim
from visavis.model.verdicts import Checked, Diagnosis, Finding, Interval, Verdict

__all__ = [
    "claimed_words",
    "diagnosis_sentence",
    "finding_sentence",
    "interval_words",
    "understood",
    "verdict_sentence",
]

_MODALITIES = {
    "estimate": "an estimate", "forecast": "a forecast", "target": "a target",
    "planned": "a plan", "potential": "a possibility", "hypothetical": "a supposition",
}  # fmt: skip
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
    if (bound := _bound(claim)) is not None:
        remarks.append(bound)
    if claim.ahead_of:
        remarks.append(f"ahead of {joined([name(each) for each in claim.ahead_of])}")
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
        if ":" in position:
            return position_words(position)
        if claim.measure == "membership":
            return _status(position or "member", claim.period)
        return POSITIONS.get(position, position.replace("_", " "))
    bound = _bound(claim)
    if bound is not None and claim.qualifier != "~":
        return bound
    low = as_written(claim.value, claim.unit)
    if claim.value_high is None or claim.value_high == claim.value:
        return low
    return f"{low} to {as_written(claim.value_high, claim.unit)}"


def _status(kind: str, period: str) -> str:
    """`member in 2017`; without a period the status alone."""
    words = kind.replace("_", " ")
    return words if period.endswith("unspecified") else f"{words} {period_adverb(period)}"


def _bound(claim: Claim) -> str | None:
    """The value with the words that bound it: `more than $100 billion`; None without such."""
    if claim.value is None or claim.qualifier not in _BOUNDS:
        return None
    falls = claim.value < 0 and claim.form in ("growth", "change_abs", "change_pp")
    value = as_written(abs(claim.value) if falls else claim.value, claim.unit)
    if claim.value_high not in (None, claim.value) and claim.value_high is not None:
        value = f"{value} to {as_written(claim.value_high, claim.unit)}"
    if claim.unit == "rank":
        return f"{value} or better" if claim.qualifier in ("<", "<=") else value
    words = _BOUNDS[claim.qualifier].format(value)
    return f"a fall of {words}" if falls else words


_BOUNDS = {
    ">": "more than {}", ">=": "{} or more", "<": "less than {}", "<=": "{} or less",
    "~": "about {}", "up_to": "up to {}",
}  # fmt: skip


def verdict_sentence(checked: Checked) -> str:
    """The verdict as one or two plain sentences, resting on the decisive readings."""
    if checked.verdict is Verdict.CANNOT_BE_CHECKED:
        return f"{doubt_sentence(checked)}{_at_hand(checked)}"
    if checked.verdict is Verdict.INCONSISTENT:
        return "The text does not agree with itself."
    claim = checked.claim
    places = decimals_written(claim)
    known = leading(checked) if checked.decisive else ()
    start = _VERDICTS[checked.verdict].format(said=claimed_words(claim))
    if not known or checked.verdict is Verdict.DEPENDS_ON_WINDOW:
        return f"{capitalised(start)}."
    return f"{capitalised(start)}: {found_words(known, places)}."


def _at_hand(checked: Checked) -> str:
    """What the data do say although it does not settle the claim, or nothing."""
    claim = checked.claim
    places = decimals_written(claim)
    known = leading(checked)
    return f" At hand: {found_words(known, places)}." if known else ""


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
    what, relation = _FINDINGS.get(finding.kind, ("figures of the text do not agree", _IMPLIES))
    words = joined(list(dict.fromkeys(f'"{quote}"' for quote in quotes)))
    start = "" if finding.is_contradiction else "worth a look: "
    detail = next((said.format(**finding.detail) for keys, said in _DETAILS.items()
                   if keys <= finding.detail.keys()), "")  # fmt: skip
    sentence = f"{capitalised(start + what)}: {words}{f'; {detail}' if detail else ''}"
    if finding.expected is None or finding.found is None:
        return f"{sentence}."
    expected = quantity(finding.expected, finding.unit)
    found = quantity(finding.found, finding.unit)
    return f"{sentence}; {relation.format(expected=expected, found=found)}."


_DETAILS = {
    frozenset({"quoted", "original"}): "it has {quoted} where the document quoted has {original}",
    frozenset({"span"}): "from {span} runs backwards",
    frozenset({"joined", "left"}): "it joins in {joined}, after it left in {left}",
    frozenset({"deadline", "written"}): "the date is {deadline}, the text is of {written}",
}
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
    "parts_sum": (
        "the parts do not make the total that is given for them",
        "together they make {expected}, the text says {found}",
    ),
    "part_exceeds": (
        "a part is larger than the whole that contains it",
        "the part is {expected}, the whole {found}",
    ),
    "chronology": ("the dates do not follow one another", _IMPLIES),
    "quotation": ("the quotation differs from the document that it quotes", _IMPLIES),
    "unit": (
        "a difference of percentages is called per cent where percentage points are meant",
        _IMPLIES,
    ),
}


def _chance(chance: float) -> str:
    return "under 1 %" if chance < 0.01 else f"{round(chance * 100)} %"
