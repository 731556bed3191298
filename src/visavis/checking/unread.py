"""The last step: no claim is called wrong for a sentence that was not understood whole.

The trap is the list of words that change a figure: it has no end. Reading therefore says what it
did not understand, and this rule withholds the verdict that would then be a guess.
"""

from dataclasses import replace

from visavis.model.verdicts import BORNE_OUT, WRONG, Checked, Reason, Verdict
from visavis.reading.facts_unread import GUARDED
from visavis.reading.unread import is_altering

__all__ = ["RULES", "withheld"]

RULES = {
    "W1": (
        "words of the number's clause were not understood, and the verdict would be contradicted "
        "or inconsistent, or rest on a denial; or one of these words (`excluding`, `daily`, "
        "`not`, `instead`) turns what seems borne out into another statement",
        "cannot_be_checked: ambiguous_measure",
    ),
}  # fmt: skip


def withheld(one: Checked) -> Checked:
    """The claim, its verdict withheld where unread words may change it; else as it is.

    Its readings and its diagnosis stay, and the note `unread` has the words.
    """
    claim = one.claim
    altered = any(is_altering(word, claim.measure) for word in claim.unread)
    is_denial = claim.polarity == "negated"
    is_fact = claim.measure in GUARDED and one.verdict is Verdict.DEPENDS_ON_DEFINITION
    doubtful = (one.verdict in BORNE_OUT or is_fact) and (altered or is_denial)
    if not claim.unread or not (one.verdict in WRONG or doubtful):
        return one
    notes = tuple(note for note in one.notes if note[0] != "rule")
    return replace(
        one, verdict=Verdict.CANNOT_BE_CHECKED, reason=Reason.AMBIGUOUS_MEASURE,
        notes=(("rule", "W1"), *notes, ("unread", ", ".join(claim.unread))),
    )  # fmt: skip
