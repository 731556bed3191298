"""That a treaty was signed or came into force, that two are allies, that one sanctioned the other.

The trap is the list. What it has bears a statement out; what it lacks refutes nothing, since no
list has all treaties or sanctions. Two things alone are called wrong: a year of the one free trade
agreement of two parties that is more than a year before all of it (a later one may be that of an
amendment), and a denial of sanctions that a list has.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from visavis.checking.case import Case, Outcome
from visavis.checking.tie_questions import is_tie
from visavis.checking.when import stated_period
from visavis.model.claims import Claim
from visavis.model.figures import Missing
from visavis.model.groups import expand, is_group
from visavis.model.names import display_name
from visavis.model.periods import Period, period_or_none
from visavis.model.verdicts import Fit, Reading, Reason, Verdict

__all__ = ["RULES", "as_shown", "tie_outcome"]

RULES: dict[str, tuple[str, str]] = {
    "B1": ("no list at hand has treaties (or sanctions) of the kind, or none reaches the period",
           "cannot_be_checked: no_source, out_of_coverage"),
    "B2": ("a list has one that was signed, began, ended or held as stated", "supported"),
    "B3": ("the text counts as many as every list of the kind at hand", "supported"),
    "B4": ("the text counts as many as one list, and another has more or fewer",
           "supported_by_one_book"),
    "B5": ("the text says `never` of sanctions, or denies them in a year, of which a list has a "
           "case between the two alone", "contradicted"),
    "B6": ("the WTO's list has one agreement of the two that its title names, no other list has a "
           "second, and the text dates it more than a year before all that any list dates of it",
           "contradicted"),
    "B7": ("the lists have no such treaty or case, or count otherwise: none of them is complete",
           "cannot_be_checked: ambiguous_measure"),
}  # fmt: skip
"""The rules for treaties and sanctions, which come before the decision table."""

_YEAR = timedelta(days=366)
_OFFICIAL = "wto_rta"
_NOT_IN_FORCE = "not in force"
_THROUGH = ("of ", "on ")
"""Marks in a kind: the sender or the target is meant through a union of which it is a member."""

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class _Listed:
    """One treaty or case of a list, as the figure describes it."""

    source: str
    title: str
    kinds: frozenset[str]
    signed: Span | None
    starts: tuple[Span, ...]
    end: Span | None
    until: date
    """The last day of which the list tells."""
    entry: Mapping[str, object]
    """The same as the figure has it."""
    is_whole: bool
    """Whether it binds each member of the one side with each of the other."""

    @property
    def start(self) -> Span | None:
        """Its first day in force between any of the two sides."""
        return min(self.starts, default=None)

    @property
    def unions(self) -> frozenset[str]:
        """The unions through which alone a side is bound, as their members."""
        return frozenset(kind[3:] for kind in self.kinds if kind.startswith(_THROUGH))


def tie_outcome(case: Case) -> Outcome | None:
    """The verdict on a treaty, an alliance or sanctions; None for anything else.

    Plans, suppositions and open names are left to the decision table.
    """
    claim = case.claim
    if not is_tie(claim) or claim.modality != "actual" or claim.ambiguous or not claim.partner:
        return None
    kind, _, event = (claim.position or "").partition(":")
    relation, _, promise = kind.partition("+")
    readings = list(case.readings)
    readings = [r for r in readings if r.figure.detail.get("relation") == relation]
    if claim.form == "count":
        return _counted(case, readings)
    listed = [(r, each) for r in readings for each in _listed(r)]
    fitting = [
        (r, each)
        for r, each in listed
        if _is_of_kind(each, relation, promise) and _is_of_sides(each, claim)
    ]
    if relation == "trade_agreement":
        fitting = _without_preferences(fitting, [each for _, each in listed])  # fmt: skip
    period = stated_period(claim)
    if claim.polarity == "negated":
        denied = _shown([pair for pair in fitting if _refutes(pair[1], claim, period)])
        return _outcome("B5", denied) if denied else _outcome("B7", readings)
    found = _shown([pair for pair in fitting if _is_so(pair[1], event, period)])
    if found:
        return _outcome("B2", found)
    others = [each for _, each in listed]
    if relation == "trade_agreement" and _is_dated_wrongly(claim, others, period):
        return _outcome("B6", _shown([pair for pair in listed if pair[1].source == _OFFICIAL]))
    if not readings or not _reaches(readings, period):
        return _outcome("B1", readings, _lack(case))
    return _outcome("B7", readings)


def as_shown(case: Case, outcome: Outcome) -> Case:
    """The case with the lists of the kind alone, those on which the outcome rests as it shows them;
    a case of anything else as it is."""
    if not is_tie(case.claim) or not dict(outcome.notes).get("rule", "").startswith("B"):
        return case
    shown = {str(each.query): each for each in outcome.decisive}
    relation = (case.claim.position or "").partition(":")[0].partition("+")[0]
    cells = []
    for cell in case.cells:
        kept = tuple(
            shown.get(str(each.query), each) for each in cell.readings
            if each.figure.detail.get("relation") == relation
        )  # fmt: skip
        if kept:
            cells.append(replace(cell, readings=kept))
    return replace(case, cells=tuple(cells))


def _shown(pairs: Sequence[tuple[Reading, _Listed]]) -> list[Reading]:
    """The readings, each with those of its ties alone on which the verdict rests."""
    found: dict[str, tuple[Reading, list[Mapping[str, object]]]] = {}
    for reading, each in pairs:
        found.setdefault(str(reading.query), (reading, []))[1].append(each.entry)
    return [
        replace(
            reading,
            figure=replace(
                reading.figure, detail={**reading.figure.detail, "ties": tuple(ties), "shown": True}
            ),
        )
        for reading, ties in found.values()
    ]


def _outcome(
    rule: str, readings: Sequence[Reading], reason: Reason = Reason.AMBIGUOUS_MEASURE
) -> Outcome:
    verdict = Verdict(RULES[rule][1].partition(":")[0])
    shown = tuple({str(each.query): each for each in readings}.values())
    is_open = verdict is Verdict.CANNOT_BE_CHECKED
    return Outcome(verdict, reason if is_open else None, shown, (("rule", rule),))


def _lack(case: Case) -> Reason:
    """Why no list speaks of it: none is at hand, or none of those reaches the two or the time."""
    figures = [reading.figure for reading in case.readings]
    nothing = all(figure.missing is Missing.NO_SOURCE for figure in figures)
    return Reason.NO_SOURCE if nothing else Reason.OUT_OF_COVERAGE


def _counted(case: Case, readings: Sequence[Reading]) -> Outcome:
    """The verdict on a number of treaties signed in a period: never wrong, since lists differ."""
    known = [r for r in readings if r.fit is not Fit.UNKNOWN]
    exact = [r for r in known if r.fit is Fit.EXACT]
    if case.by_window or not readings:
        reason = Reason.NO_PERIOD if case.by_window else _lack(case)
        return _outcome("B1", readings, reason)
    if exact and case.claim.polarity == "affirmed":
        return _outcome("B3" if len(exact) == len(known) else "B4", exact)
    if known:
        return _outcome("B7", known)
    return _outcome("B1", readings, Reason.OUT_OF_COVERAGE)


def _listed(reading: Reading) -> Iterator[_Listed]:
    detail = reading.figure.detail
    ties = detail.get("ties")
    if not isinstance(ties, tuple):
        return
    until = date.fromisoformat(str(detail["until"]))
    needed = _needed(reading)
    for each in ties:
        yield _Listed(
            source=reading.figure.source,
            title=str(each["title"]),
            kinds=frozenset(part for kind in each["kinds"] for part in kind.split("; ")),
            signed=_span(each["signed"]),
            starts=tuple(span for text in each["starts"] if (span := _span(text)) is not None),
            end=_span(each["end"]),
            until=until,
            entry=each,
            is_whole=needed <= set(each["pairs"]),
        )  # fmt: skip


def _needed(reading: Reading) -> set[str]:
    """The pairs that a tie of the two sides as wholes has, in either order."""
    query = reading.query
    on = query.period.end if query.period is not None else date.max
    sides = [expand(side or "", on) for side in (query.subject, query.partner)]
    directed = query.measure == "sanctions"
    return {
        f"{a}-{b}" if directed else "-".join(sorted((a, b)))
        for a in sides[0] for b in sides[1] if a != b
    }  # fmt: skip


def _span(text: object) -> Span | None:
    period = period_or_none(str(text)) if text else None
    return None if period is None else (period.start, period.end)


def _is_of_kind(each: _Listed, relation: str, promise: str) -> bool:
    """Whether it is of the kind that the words name, and more than a change of another.

    A treaty of friendship promises more than not to attack.
    """
    if "amendment" in each.kinds or (promise and promise not in each.kinds):
        return False
    if relation == "alliance" and not promise:
        return bool(each.kinds - {"nonaggression"})
    return relation != "trade_agreement" or not _is_preference(each)


def _is_preference(each: _Listed) -> bool:
    """Whether it gives preferences for some goods, and no free trade."""
    return "PSA" in each.kinds


def _without_preferences(
    fitting: Sequence[tuple[Reading, _Listed]], listed: Sequence[_Listed]
) -> list[tuple[Reading, _Listed]]:
    """Without those of a list that does not tell free trade from preferences, where another list
    says that what was signed in that year was the latter."""
    years = {each.signed[0].year for each in listed if _is_preference(each) and each.signed}
    return [
        (reading, each) for reading, each in fitting
        if each.source == _OFFICIAL or each.signed is None or each.signed[0].year not in years
    ]  # fmt: skip


def _is_of_sides(each: _Listed, claim: Claim) -> bool:
    """Whether it is of the two sides themselves: of a group as a whole, and of a state that did not
    act only as a member of one."""
    groups = {side for side in (claim.subject, claim.partner) if side and is_group(side)}
    if claim.measure == "sanctions":
        return each.unions == groups and each.is_whole
    return each.is_whole or not groups


def _is_so(each: _Listed, event: str, period: Period | None) -> bool:
    """Whether it was signed, began, ended or held in the period, or at all where none is stated."""
    if event == "held":
        return _held(each, period)
    dates: tuple[Span | None, ...] = each.starts
    if event in ("signed", "lifted"):
        dates = (each.signed,) if event == "signed" else (each.end,)
    if event == "since":
        dates = (each.signed, *each.starts)
    if period is None:
        return any(span is not None for span in dates)
    return any(
        span is not None and period.start <= span[0] and span[1] <= period.end for span in dates
    )


def _held(each: _Listed, period: Period | None) -> bool:
    """Whether it was in force all the period, as far as the list tells; never known of today."""
    start = each.start
    if period is None or start is None or _NOT_IN_FORCE in each.kinds:
        return False
    end = each.end[0] if each.end is not None else each.until
    return start[1] <= period.start and period.end <= end


def _refutes(each: _Listed, claim: Claim, period: Period | None) -> bool:
    """Whether a case of sanctions, of the sender itself, is what the text denies."""
    if claim.measure != "sanctions" or claim.position != "sanction:imposed":
        return False
    if period is None:
        return "never" in claim.quote.lower().split()
    return _is_so(each, "imposed", period)


def _reaches(readings: Sequence[Reading], period: Period | None) -> bool:
    ends = [date.fromisoformat(str(r.figure.detail["until"])) for r in readings]
    return period is None or any(period.end <= end for end in ends)


def _is_dated_wrongly(claim: Claim, listed: Sequence[_Listed], period: Period | None) -> bool:
    """Whether the two have one agreement alone, and the text dates it long before all of it."""
    if period is None or claim.period_from != "sentence" or len(period.years) > 1:
        return False
    by_source: dict[str, list[_Listed]] = {}
    for each in listed:
        if "amendment" not in each.kinds:
            by_source.setdefault(each.source, []).append(each)
    official = by_source.get(_OFFICIAL, [])
    if any(len(found) != 1 for found in by_source.values()) or not official:
        return False
    agreement = official[0]
    if agreement.signed is None or _NOT_IN_FORCE in agreement.kinds or not agreement.is_whole:
        return False
    if not all(_names(agreement.title, side or "") for side in (claim.subject, claim.partner)):
        return False
    dates = [span for each in listed for span in (each.signed, *each.starts, each.end)]
    return all(span is None or period.end + _YEAR < span[0] for span in dates)


def _names(title: str, side: str) -> bool:
    """Whether the title names the side itself, and not a bloc to which it belongs."""
    plain = "".join(title.lower().split())
    names = (display_name(side), side) if is_group(side) else (display_name(side),)
    return any("".join(name.lower().split()) in plain for name in names)
