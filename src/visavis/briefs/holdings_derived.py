"""What a derivation computed, from what, and what it left out, as `data derive` prints it."""

from collections.abc import Iterator

from visavis.briefs.wrapping import labelled
from visavis.derive import Derived

__all__ = ["derived_text"]


def derived_text(found: Derived, width: int = 80) -> str:
    """The release, the roll calls behind it, what does not count, and whether it converged."""
    first, last = found.sessions
    lines = [f"{found.source}, release {found.vintage}"]
    for label, words in (
        ("from", ", ".join(f"{source} {vintage}" for source, vintage in found.based_on)),
        ("counted", f"{found.votes:,} votes in {found.roll_calls:,} roll calls on "
         f"{found.items:,} texts"),
        ("left out", "; ".join(f"{n:,} votes ({why})" for why, n in found.left_out.items())),
        ("once", f"{found.twice:,} roll calls that two records have" if found.twice else ""),
        ("points", f"{found.points:,} of {found.states:,} states, sessions {first} to {last}"),
        ("note", " ".join(_notes(found))),
    ):  # fmt: skip
        lines += labelled(f"  {label:<10} ", words, width)
    return "\n".join(lines) + "\n"


def _notes(found: Derived) -> Iterator[str]:
    if found.unchanged:
        yield "The same votes were estimated before: nothing was computed or written."
        return
    if not found.converged:
        yield f"The estimation had not settled after {found.rounds} rounds."
    yield (
        "Estimated by visavis from Voeten's roll calls: published ideal points come first where "
        "you have them, and no point of this scale is compared with theirs."
    )
