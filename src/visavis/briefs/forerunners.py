"""Which state was there before: a figure is never moved to its successor, but readers ask."""

from collections.abc import Iterable

from visavis.briefs.names import capitalised, joined, name
from visavis.briefs.periods import period_words
from visavis.model.states import all_states, is_state, state

__all__ = ["before_words"]


def before_words(states: Iterable[str]) -> tuple[str, ...]:
    """`Russia begins on 26 December 1991: what was before is asked for as the Soviet Union (SUN)`.

    Nothing of states that are older than these records or that followed nobody.
    """
    return tuple(words for each in sorted(set(states)) if (words := _before(each)))


def _before(who: str) -> str:
    if not is_state(who) or (born := state(who).born) is None:
        return ""
    former = [
        f"{name(each.id)} ({each.id})"
        for each in all_states()
        if who in each.successors and each.died is not None and each.died <= born
    ]
    if not former:
        return ""
    first = period_words(born.isoformat())
    asked = joined(former, "or")
    return f"{capitalised(name(who))} begins on {first}: what was before is asked for as {asked}"
