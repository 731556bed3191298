"""Names on the command line: an id as it stands, else a name that means one actor only."""

from visavis.errors import UsageError
from visavis.model.groups import is_group
from visavis.model.names import display_name, resolve
from visavis.model.states import is_state

__all__ = ["actor_id"]

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
