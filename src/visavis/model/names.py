"""Names by which texts speak of states, groups and regions, and how a name is looked up.

The trap is that a surface may mean several states: "Korea" is `KOR|PRK` and "Congo" `COD|COG`, and
nothing here chooses between them. The table is built by scripts/build_names.py.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from visavis.errors import UsageError
from visavis.model.facts import WORLD
from visavis.model.memberships import all_groups, group, is_group
from visavis.model.states import CODE_SYSTEMS, all_states, by_code, is_state, state
from visavis.model.tables import read_table

__all__ = [
    "NAME_KINDS",
    "Match",
    "Name",
    "Resolution",
    "adjective",
    "display_name",
    "names",
    "names_in",
    "resolve",
]

NAME_KINDS: tuple[str, ...] = (
    "name", "group", "region", "abbreviation", "official", "former", "adjective", "demonym",
    "capital", "seat", "part",
)  # fmt: skip
"""Where one surface is several things of one state, it is the first of these. `seat`: a place or
office that stands for a government (the Kremlin); `part`: a part of the state, which is not the
state itself (England)."""


@dataclass(frozen=True, slots=True)
class Name:
    """One surface and what it can mean."""

    surface: str
    ids: tuple[str, ...]
    """State and group ids, sorted; several where the surface is ambiguous. `USA-GA` and the like
    (ISO 3166-2) name a part of a state that shares the surface."""
    kind: str
    language: str
    """`en`, `fr`, `ru`, or several as `en|fr`."""
    case_sensitive: bool
    """Whether the surface in other letters is another word (`US`, `Turkey`, `Polish`)."""


@dataclass(frozen=True, slots=True)
class Match:
    """One way in which a text was found to name something."""

    id: str
    by: Literal["id", "code", "name"]
    detail: str
    """For a code its system, for a name its kind and languages."""
    surface: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text names."""

    text: str
    ids: tuple[str, ...]
    """Sorted, never empty."""
    how: Literal["exact", "ignoring case", "ignoring accents"]
    matches: tuple[Match, ...]

    @property
    def is_ambiguous(self) -> bool:
        """Whether more than one state or group is meant."""
        return len(self.ids) > 1


@cache
def names() -> tuple[Name, ...]:
    """Every surface, sorted; no surface occurs twice."""
    return tuple(_name(row) for row in read_table("names.csv"))


def names_in(language: str) -> tuple[Name, ...]:
    """The names of English and of `language`, sorted.

    A text needs no others, and of the table three quarters are Russian or French.
    """
    spoken = {"en", language}
    return tuple(
        _name(row)
        for row in read_table("names.csv")
        if not spoken.isdisjoint(row["language"].split("|"))
    )


def _name(row: dict[str, str]) -> Name:
    return Name(
        surface=row["surface"],
        ids=tuple(row["ids"].split("|")),
        kind=row["kind"],
        language=row["language"],
        case_sensitive=row["case_sensitive"] == "yes",
    )


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _matches_of_ids(text: str) -> list[Match]:
    found = [Match(each.id, "id", each.kind, each.id) for each in all_states() if each.id == text]
    found += [Match(each.id, "id", each.kind, each.id) for each in all_groups() if each.id == text]
    for system in CODE_SYSTEMS:
        meant = by_code(system, text)
        if meant is not None and meant != text:
            found.append(Match(meant, "code", system, text))
    return found


def _matches_of_names(text: str, fold: Callable[[str], str], *, acronyms: bool) -> list[Match]:
    """Names equal to the text after folding; without acronyms, those that need their case."""
    wanted = fold(text)
    return [
        Match(each, "name", f"{name.kind} ({name.language})", name.surface)
        for name in names()
        if fold(name.surface) == wanted
        and (acronyms or not (name.case_sensitive and name.surface.isupper()))
        for each in name.ids
    ]


def resolve(text: str) -> Resolution:
    """What an id, a code or a name means: the first step that finds anything decides.

    First the text exactly as written, against ids, codes and names; then ignoring case, in which
    acronyms such as `UK` come last; then ignoring accents as well. Nothing is matched in part.

    Raises:
        UsageError: Nothing is called so.
    """
    wanted = " ".join(text.split())
    exact = _matches_of_ids(wanted) + _matches_of_names(wanted, str, acronyms=True)
    if exact:
        return _resolution(wanted, "exact", exact)
    folded = _matches_of_names(wanted, str.casefold, acronyms=False)
    folded = folded or _matches_of_ids(wanted.upper()) or _matches_of_ids(wanted.lower())
    folded = folded or _matches_of_names(wanted, str.casefold, acronyms=True)
    if folded:
        return _resolution(wanted, "ignoring case", folded)
    bare = _matches_of_names(wanted, _without_accents, acronyms=False)
    if bare:
        return _resolution(wanted, "ignoring accents", bare)
    raise UsageError(
        "name",
        repr(wanted),
        "a state or group by id, code, or full name in English, French or Russian",
    )


def _resolution(
    text: str,
    how: Literal["exact", "ignoring case", "ignoring accents"],
    matches: list[Match],
) -> Resolution:
    ids = tuple(sorted({match.id for match in matches}))
    return Resolution(
        text, ids, how, tuple(sorted(set(matches), key=lambda m: (m.id, m.by, m.detail)))
    )


def _one_name(identifier: str, *, with_article: bool) -> str:
    base, _, day = identifier.partition("@")
    if base == WORLD:
        name, article = "world", "the"
    elif is_state(base):
        name, article = state(base).name, state(base).article
    elif is_group(base):
        name, article = group(base).name, group(base).article
    else:
        raise UsageError("state or group", f"{base!r}", "an id such as VNM or ASEAN")
    name = f"{article} {name}" if with_article and article else name
    return f"{name} (as on {day})" if day else name


def display_name(identifier: str, *, with_article: bool = False) -> str:
    """The short English name of an id, of `A+B` ("China and India") or `A|B` ("China or India").

    Raises:
        UsageError: A part is no id of a state or group.
    """
    if "|" in identifier:
        return " or ".join(
            display_name(part, with_article=with_article) for part in identifier.split("|")
        )
    parts = [_one_name(part, with_article=with_article) for part in identifier.split("+")]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def adjective(identifier: str) -> str:
    """The usual English adjective of a state, its name where there is none ("New Zealand").

    Raises:
        UsageError: The id is unknown.
    """
    if is_state(identifier):
        return state(identifier).adjective or state(identifier).name
    return display_name(identifier)
