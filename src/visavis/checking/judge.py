"""The decision table: ordered rules, the first that applies gives the verdict.

The trap is the order. What cannot be judged comes first, then what is borne out, then what nearly
is; `contradicted` comes last, and only where nothing that is not at hand could bear the claim out.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from visavis.checking.case import Case, Outcome
from visavis.checking.needs import is_measurable
from visavis.checking.product_senses import is_partial
from visavis.model.relations import is_measure, relation
from visavis.model.verdicts import BORNE_OUT, Reason, Verdict

__all__ = ["RULES", "Rule", "judge"]

_FACTS = ("position", "status", "rank")
_LEAST_TRADE = 100_000
"""An amount of trade between states below this lacks its "million": no scale was understood."""

_LEAST_PEOPLE = 10_000
"""A population below this is a density, a rank, or lacks its "million"."""

_WITHOUT_PARTNER = (
    "ideal_point",
    "gdp",
    "population",
    "military_spending",
    "military_spending_gdp",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: when it applies, what it decides, and the test itself."""

    id: str
    when: str
    then: str
    applies: Callable[[Case], bool]
    outcome: Callable[[Case], Outcome]


def judge(case: Case) -> Outcome:
    """The verdict on the claim as asserted; its notes carry the rule (`rule`, `R7`).

    A negated claim is judged as its affirmation, and the verdict is turned round (`_denied`).
    """
    for rule in RULES:
        if rule.applies(case):
            found = rule.outcome(case)
            if case.claim.polarity == "negated":
                found = _denied(case, found)
            return replace(found, notes=(("rule", rule.id), *found.notes))
    raise AssertionError(f"no rule applies to {case.claim.quote!r}")


def _denied(case: Case, found: Outcome) -> Outcome:
    """The verdict on a denial: false only if no admissible number could make it true."""
    if found.verdict is Verdict.CONTRADICTED:
        return replace(found, verdict=Verdict.SUPPORTED, reason=None)
    if found.verdict not in BORNE_OUT:
        return found
    if found.verdict is Verdict.SUPPORTED and case.surely_true and not case.by_window:
        return replace(found, verdict=Verdict.CONTRADICTED)
    reason = Reason.NO_PERIOD if case.by_window else Reason.OTHER_RELEASE
    return replace(found, verdict=Verdict.CANNOT_BE_CHECKED, reason=reason)


def _cannot(reason: Reason) -> Callable[[Case], Outcome]:
    return lambda case: Outcome(Verdict.CANNOT_BE_CHECKED, reason, case.best)


def _verdict(verdict: Verdict) -> Callable[[Case], Outcome]:
    return lambda case: Outcome(verdict, None, case.best, _sense(case))


def _sense(case: Case) -> tuple[tuple[str, str], ...]:
    """The definition under which the verdict holds, where it is not the default one; the goods."""
    if not case.best or case.default_is_true or len(case.cells) < 2:
        return _goods(case)
    definition = (pair for pair in case.best[0].senses if pair[0] == "definition")
    return (*_goods(case), *definition)


def _goods(case: Case) -> tuple[tuple[str, str], ...]:
    """The family of goods that was asked for, where the word for them may mean more."""
    senses = case.best[0].senses if case.best else ()
    return tuple(pair for pair in senses if pair[0] == "product")


def _open_actor(case: Case) -> bool:
    return any(word.startswith("actor") for word in case.claim.ambiguous)


def _open_measure(case: Case) -> bool:
    claim = case.claim
    if any(word.startswith("measure") for word in claim.ambiguous):
        return True
    of_trade = "goods_flow" in _relations(claim.measure)
    if of_trade and (claim.basis.volume or claim.basis.prices == "constant"):
        return True
    if of_trade and claim.form in ("level", "threshold") and abs(claim.value or 0) < _LEAST_TRADE:
        return True
    of_people = claim.measure == "population" and claim.form in ("level", "threshold")
    if of_people and abs(claim.value or 0) < _LEAST_PEOPLE:
        return True
    return claim.measure == "gdp" and claim.form in ("growth", "multiple", "change_abs")


def _relations(measure: str) -> tuple[str, ...]:
    return relation(measure).relations if is_measure(measure) else ()


def _needs_partner(case: Case) -> bool:
    claim = case.claim
    if claim.partner is not None or claim.measure in _WITHOUT_PARTNER:
        return False
    if claim.measure.startswith("un_vote_") or claim.measure == "vote_position":
        return False
    of_gdp = claim.form == "share" and claim.denominator == "gdp"
    return not of_gdp and not (claim.form == "share" and claim.product is not None)


def _is_wordless(case: Case) -> bool:
    return case.claim.value is None and case.claim.form not in _FACTS


def _true_cells(case: Case) -> int:
    return sum(cell.outcome in ("exact", "one_book") for cell in case.known)


def _depends(case: Case) -> bool:
    true = _true_cells(case)
    if true == 0:
        return False
    return true < len(case.known) or not case.default_is_true


def _windows_false(case: Case) -> bool:
    return case.by_window and _true_cells(case) == 0


def _blocked(case: Case) -> Outcome:
    return Outcome(Verdict.CANNOT_BE_CHECKED, case.block, case.best, _goods(case))


def _lacking(case: Case) -> Outcome:
    return Outcome(Verdict.CANNOT_BE_CHECKED, case.lacking, case.best)


_CANNOT = "cannot_be_checked"

RULES: tuple[Rule, ...] = (
    Rule("R1", "the name fits more than one state", f"{_CANNOT}: ambiguous_actor",
         _open_actor, _cannot(Reason.AMBIGUOUS_ACTOR)),
    Rule("R2", "the text forecasts or plans", f"{_CANNOT}: forecast",
         lambda case: case.claim.modality in ("forecast", "planned"), _cannot(Reason.FORECAST)),
    Rule("R3", "the text supposes or speaks of a potential", f"{_CANNOT}: hypothetical",
         lambda case: case.claim.modality in ("hypothetical", "potential"),
         _cannot(Reason.HYPOTHETICAL)),
    Rule("R4", "the claim has neither a number nor a dated fact", f"{_CANNOT}: not_numeric",
         _is_wordless, _cannot(Reason.NOT_NUMERIC)),
    Rule("R5", "no source of any kind carries the measure, or the clause speaks of one sector "
         "(defence trade is not trade in goods)", f"{_CANNOT}: no_source",
         lambda case: not is_measurable(case.claim), _cannot(Reason.NO_SOURCE)),
    Rule("R6", "the text does not say whose figure it is", f"{_CANNOT}: no_subject",
         lambda case: case.claim.subject is None, _cannot(Reason.NO_SUBJECT)),
    Rule("R7", "the text does not say who the other side is", f"{_CANNOT}: no_partner",
         _needs_partner, _cannot(Reason.NO_PARTNER)),
    Rule("R8", "the words admit a measure that is not at hand: volumes, constant prices, real "
         "growth, several measures, an amount below 100,000 (of people 10,000) without a scale",
         f"{_CANNOT}: ambiguous_measure",
         _open_measure, _cannot(Reason.AMBIGUOUS_MEASURE)),
    Rule("R9", "the document is the publisher's own and nobody else's figure is at hand",
         f"{_CANNOT}: own_publisher",
         lambda case: case.is_own_publisher and not case.known, _cannot(Reason.OWN_PUBLISHER)),
    Rule("R10", "no question can be formed from the words", f"{_CANNOT}: ambiguous_measure",
         lambda case: not case.cells, _cannot(Reason.AMBIGUOUS_MEASURE)),
    Rule("R11", "no figure at hand decides: other currency, part of a group, outside coverage",
         f"{_CANNOT}: no_exchange_rate, incomplete, out_of_coverage, not_a_state or no_source",
         lambda case: not case.known, _lacking),
    Rule("R12", "no period is given, and every one of the latest windows bears the claim out",
         "supported",
         lambda case: case.by_window and len(case.known) > 1 and not is_partial(case.claim.product)
         and case.outcomes <= {"exact", "one_book"}, _verdict(Verdict.SUPPORTED)),
    Rule("R13", "no period is given, and some windows bear the claim out", "depends_on_window",
         lambda case: case.by_window and _true_cells(case) > 0
         and not is_partial(case.claim.product), _verdict(Verdict.DEPENDS_ON_WINDOW)),
    Rule("R14", "no period is given, and none of the latest windows bears the claim out",
         f"{_CANNOT}: no_period", _windows_false, _cannot(Reason.NO_PERIOD)),
    Rule("R15", "one admissible membership, family of goods, aggregation or denominator bears the "
         "claim out, and another does not, or is not held", "depends_on_definition", _depends,
         _verdict(Verdict.DEPENDS_ON_DEFINITION)),
    Rule("R16", "every decisive book rounds to exactly what is written", "supported",
         lambda case: case.default_is_true and "one_book" not in case.outcomes,
         _verdict(Verdict.SUPPORTED)),
    Rule("R17", "one book rounds to what is written, another does not fit",
         "supported_by_one_book", lambda case: case.default_is_true,
         _verdict(Verdict.SUPPORTED_BY_ONE_BOOK)),
    Rule("R18", "a figure lies inside the widest interval of the words", "rounding",
         lambda case: "rounding" in case.outcomes, _verdict(Verdict.ROUNDING)),
    Rule("R19", "a named published value lies within 2 % of what is written", "close",
         lambda case: "close" in case.outcomes, _verdict(Verdict.CLOSE)),
    Rule("R20", "nothing at hand fits, but what is not at hand might: another release, the other "
         "book, the missing members, services, a fiscal year, another base or carried year",
         f"{_CANNOT}: other_release, one_book_only, incomplete, ambiguous_measure or no_period",
         lambda case: case.block is not None, _blocked),
    Rule("R21", "nothing fits, and no admissible number can lie where the words put it",
         "contradicted", lambda _: True, _verdict(Verdict.CONTRADICTED)),
)  # fmt: skip
"""In order. Before them come targets (`targets.py`) and dated facts (`votes.py`, `membership.py`);
after them the pass inside the text turns an unsettled claim into `inconsistent`."""
