"""How many of the Assembly's official votes stand behind a figure, in words."""

from collections.abc import Mapping, Sequence

from visavis.briefs.names import joined, name
from visavis.briefs.topics import resolution_number
from visavis.model.figures import Figure

__all__ = ["ideal_words", "lacking_words", "official_count", "official_words"]


def official_count(figure: Figure) -> str:
    """`80 of 80 official votes`, `81 of at least 86 official votes`; "" for other figures."""
    found = figure.detail.get("official_votes")
    if not isinstance(found, Mapping):
        return ""
    held, official = found.get("held"), found.get("official")
    if official is None:
        return f"{held} of at least {found.get('at_least')} official votes"
    if held is None:
        return f"of {official} official votes"
    return f"{held} of {official} official votes"


def official_words(figure: Figure) -> str:
    """The same with the years it is counted for, and the resolutions that are missing by name."""
    found = figure.detail.get("official_votes")
    if not isinstance(found, Mapping):
        return ""
    count, years = official_count(figure), found.get("years")
    if isinstance(years, Sequence) and years:
        count += f" on resolutions in {_span(years)}"
    parts = [count, _lacking(found), _basis(found)]
    return "; ".join(part for part in parts if part)


def lacking_words(figure: Figure) -> str:
    """`it lacks ES-11/1 and ES-11/2`; "" where nothing is known to be missing."""
    found = figure.detail.get("official_votes")
    return _lacking(found) if isinstance(found, Mapping) else ""


def _lacking(found: Mapping[str, object]) -> str:
    names, more = found.get("lacking"), found.get("lacking_more")
    if not isinstance(names, Sequence) or not names:
        held, official = found.get("held"), found.get("official")
        unnamed = isinstance(held, int) and isinstance(official, int) and held < official
        return "those that are missing are not known by name" if unnamed else ""
    shown = [resolution_number(str(name)) or str(name) for name in names]
    if more:
        shown.append(f"{more} others")
    return f"it lacks {joined(shown)}"


def _basis(found: Mapping[str, object]) -> str:
    if found.get("basis") == "record":
        return "by the UN Digital Library's record at hand"
    if found.get("basis") == "years":
        return "counted in the UN Digital Library"
    years = found.get("uncounted_years")
    known = _span(years) if isinstance(years, Sequence) and years else ""
    return f"no official number at hand for {known}" if known else ""


def _span(years: Sequence[object]) -> str:
    first, last = years[0], years[-1]
    return (
        f"{first}"
        if first == last
        else f"{first} and {last}"
        if len(years) == 2
        else (f"{first} to {last}")
    )


def ideal_words(figure: Figure) -> str:
    """`session 68 of the Assembly; 90 % interval 2.43 to 2.91` for an ideal point; else "".

    For a distance the intervals of both points, by name.
    """
    session, interval = figure.detail.get("session"), figure.detail.get("interval")
    parts = [f"session {session} of the Assembly"] if session else []
    if isinstance(interval, tuple):
        parts.append(f"90 % interval {interval[0]} to {interval[1]}")
    both = figure.detail.get("intervals")
    if isinstance(both, Mapping):
        parts += [f"90 % interval of {name(each)} {low} to {high}"
                  for each, (low, high) in both.items()]  # fmt: skip
    return "; ".join(parts)
