"""Names on the command line: an id as it stands, else a name that means one actor only."""

from datetime import date

from visavis.errors import UsageError
from visavis.model.groups import is_group, members
from visavis.model.names import display_name, resolve
from visavis.model.states import is_state

__all__ = ["actor_id", "members_named", "state_ids"]

_SPECIAL = frozenset({"WLD", "UNGA"})


def actor_id(text: str) -> str:
    """The id that `text` denotes; `A+B` is a sum of actors.

    Raises:
        UsageError: It names nobody, or several.
    """
    if "+" in text:
        return "+".join(actor_id(part.strip()) for part in text.split("+"))
    if is_state(text) or is_group(text) or text in _SPECIAL or "@" in text:
        return text
    found = resolve(text)
    if found.is_ambiguous:
        choices = ", ".join(f"{display_name(each)} ({each})" for each in found.ids)
        raise UsageError(f"name {text!r}", f"several: {choices}", "one of their ids")
    return found.ids[0]


def state_ids(text: str | None) -> tuple[str, ...]:
    """The states that a list such as `RUS,India` denotes, sorted; () where there is none.

    Raises:
        UsageError: A part of it names nobody, several, or no state.
    """
    ids = [actor_id(part.strip()) for part in (text or "").split(",") if part.strip()]
    if text is not None and not ids:
        raise UsageError("states", repr(text), "states, as RUS,CHN")
    for each in ids:
        if not is_state(each):
            raise UsageError("states", repr(each), "single states, as RUS,CHN")
    return tuple(sorted(set(ids)))


def members_named(text: str, year: int) -> tuple[str, ...]:
    """The states named, groups by their members at the end of the year, in the order given.

    Raises:
        UsageError: A part names nobody or several, or a group had no member then.
    """
    found: list[str] = []
    for part in text.split(","):
        actor = actor_id(part.strip())
        ids = members(actor, date(year, 12, 31)) if is_group(actor) else (actor,)
        if not ids:
            raise UsageError("--states", repr(part), f"a group that had members in {year}")
        found += [each for each in sorted(ids) if each not in found]
    return tuple(found)
