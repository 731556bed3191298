"""A sentence to put in place of one that does not hold, with the right number and its book.

Written from the figures on which the verdict rests, in words of our own; the per cent sign follows
the document's habit.
"""

import re
from dataclasses import replace

from visavis.briefs.books import book_words
from visavis.briefs.found import dated_statuses
from visavis.briefs.leading import leading
from visavis.briefs.names import capitalised, joined, name, with_a
from visavis.briefs.numbers import decimals_written, quantity
from visavis.briefs.periods import period_adverb, period_words
from visavis.briefs.topics import Topic, noun_of, query_topic, resolution_number
from visavis.model.claims import Claim
from visavis.model.figures import Figure
from visavis.model.verdicts import Checked, Fit, Reading, Verdict

__all__ = ["suggestion"]

_WORTH = frozenset({Verdict.CONTRADICTED, Verdict.DEPENDS_ON_DEFINITION, Verdict.DEPENDS_ON_WINDOW})
_VOTED = {
    "yes": ("voted in favour of", "voted in favour"),
    "no": ("voted against", "voted against it"),
    "abstain": ("abstained on", "abstained"),
    "absent": ("was absent from the vote on", "was absent"),
}


def suggestion(checked: Checked) -> str | None:
    """The replacement sentence, None where the verdict asks for none or no value is known."""
    if checked.verdict not in _WORTH:
        return None
    known = [checked.readings[i] for i in checked.decisive]
    known = [r for r in known if r.figure.value is not None or r.figure.text is not None]
    if not known:
        return None
    if known[0].figure.unit == "status":
        return _joined_on(known, checked.claim)
    if known[0].figure.value is None:
        return _stated(known)
    if checked.verdict is Verdict.CONTRADICTED:
        return _corrected(known[0], checked.claim)
    if checked.verdict is Verdict.DEPENDS_ON_WINDOW:
        fitting = [r for r in known if r.fit is Fit.EXACT] or [
            r for r in known if r.fit in (Fit.ROUNDING, Fit.CLOSE)
        ]
        return _corrected(fitting[0], checked.claim) if fitting else None
    shown = leading(checked)
    return _both([r for r in known if any(r is each for each in shown)], checked.claim)


def _stated(known: list[Reading]) -> str | None:
    """Votes, which are facts without a number, those who voted alike in one clause."""
    by_position: dict[str, list[str]] = {}
    numbers = {resolution_number(reading.query.resolution) for reading in known}
    for reading in known:
        by_position.setdefault(reading.figure.text or "", []).append(reading.query.subject)
    if len(numbers) != 1 or not all(numbers) or not by_position.keys() <= _VOTED.keys():
        return None
    said: list[str] = []
    for position, who in by_position.items():
        full, short = _VOTED[position]
        verb = short if said else f"{full} resolution {next(iter(numbers))}"
        said.append(f"{joined([name(each) for each in who])} {verb}")
    return capitalised(", while ".join(said)) + "."


def _joined_on(known: list[Reading], claim: Claim) -> str:
    """`India joined the SCO on 9 June 2017.`, one clause for each state of the claim."""
    said = dict.fromkeys(_status(reading, claim) for reading in known)
    return capitalised(joined(list(said))) + "."


def _status(reading: Reading, claim: Claim) -> str:
    query, kind = reading.query, claim.position or "member"
    who, place = name(query.subject), name(query.partner)
    leaving = kind == "left"
    kind = "member" if leaving else kind
    rows = dated_statuses(reading.figure, kind)
    role = f"{with_a(kind.replace('_', ' '))} of {place}"
    if not rows:
        return f"{who} is not listed as {role}"
    row = rows[-1]
    if leaving:
        return f"{who} left {place} {row.until}" if row.until else f"{who} has not left {place}"
    if not row.since:
        return f"{who} is {role}" if not row.until else f"{who} was {role} until {row.end}"
    began = f"joined {place}" if kind == "member" else f"became {role}"
    ended = f" and ceased to be one {row.until}" if row.until else ""
    return f"{who} {began} {row.since}{ended}"


def _corrected(reading: Reading, claim: Claim) -> str:
    topic = query_topic(reading.query)
    core, verb = _subject(topic)
    value = _value(reading.figure, claim)
    book = book_words(reading.figure)
    source = f" ({book})" if book else ""
    if topic.form in ("growth", "change_abs", "change_pp"):
        return f"{core} {_moved(reading.figure, claim)}{_span(topic)}{source}."
    if topic.form == "multiple":
        before = f" of {period_words(topic.baseline)}" if topic.baseline else " before"
        return f"{core}{_period(topic)} came to {value} the level{before}{source}."
    if topic.form == "rank" or topic.measure == "trade_partner_rank":
        who = capitalised(name(topic.partner))
        return f"{who} ranked {value}{_crowd(topic)}{_period(topic)}{source}."
    return f"{core} {verb} {value}{_period(topic)}{source}."


def _both(known: list[Reading], claim: Claim) -> str:
    asked = query_topic(known[0].query)
    topic = replace(
        asked, subject=claim.subject or asked.subject, partner=claim.partner or asked.partner
    )
    core, verb = _subject(topic)
    answers, seen = [], set()
    for reading in known:
        value = _value(reading.figure, claim)
        sense = _sense(reading)
        if (value, sense) not in seen:
            seen.add((value, sense))
            answers.append(f"{value} {sense}".rstrip())
    dated = "" if any(kind == "window" for kind, _ in known[0].senses) else _period(topic)
    books = {book_words(reading.figure) for reading in known}
    book = books.pop() if len(books) == 1 and known[0].query.period is not None else ""
    source = f" ({book})" if book else ""
    if topic.form == "rank":
        core, verb = capitalised(name(topic.partner)), "ranked"
        return f"{core} {verb} {joined(answers, last='or')}{_crowd(topic)}{dated}{source}."
    return f"{core}{dated} {verb} {joined(answers, last='or')}{source}."


def _crowd(topic: Topic) -> str:
    return f" among {topic.core().partition(' rank among ')[2]}"


def _sense(reading: Reading) -> str:
    for kind, value in reading.senses:
        if kind == "definition":
            return f"counting {name(value)}"
        if kind == "window":
            return period_adverb(value)
    period = reading.query.period
    return f"({book_words(reading.figure)})" if period is None else ""


def _subject(topic: Topic) -> tuple[str, str]:
    """The noun phrase and `was` or `were`."""
    many = noun_of(topic).plural or topic.core().startswith(("visits ", "votes "))
    plural = topic.form in ("level", "count") and many
    return capitalised(topic.core()), "were" if plural else "was"


def _moved(figure: Figure, claim: Claim) -> str:
    value = figure.value
    if value is None or value == 0:
        return "did not change"
    text = _per_cent(quantity(abs(value), figure.unit, decimals_written(claim)), claim)
    return f"{'rose' if value > 0 else 'fell'} by {text}"


def _span(topic: Topic) -> str:
    if topic.baseline and topic.period:
        return f" from {period_words(topic.baseline)} to {period_words(topic.period)}"
    return _period(topic)


def _period(topic: Topic) -> str:
    return f" {period_adverb(topic.period)}" if topic.period else ""


def _value(figure: Figure, claim: Claim) -> str:
    if figure.value is None:
        return (figure.text or "").replace("_", " ")
    return _per_cent(quantity(figure.value, figure.unit, decimals_written(claim)), claim)


def _per_cent(text: str, claim: Claim) -> str:
    """`14.6 %` spelt as the document spells it."""
    if not text.endswith(" %"):
        return text
    for pattern, spelt in ((r"\d%", "%"), ("per cent", " per cent"), ("percent", " percent")):
        if re.search(pattern, claim.quote, re.IGNORECASE):
            return text.removesuffix(" %") + spelt
    return text
