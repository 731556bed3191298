"""States and statistical territories, with the dates between which they existed.

The trap is codes. A numeric code of one system is another place's code in a second system
(France is 250 in ISO and 251 in Comtrade), and COW's 365 is the Soviet Union or Russia depending
on the year. `docs/states_policy.md` says how contested and vanished states are treated.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from visavis.errors import UsageError
from visavis.model.tables import date_or_none, read_table

__all__ = [
    "CODE_SYSTEMS",
    "State",
    "all_states",
    "by_code",
    "code_of",
    "is_state",
    "state",
]

CODE_SYSTEMS: tuple[str, ...] = (
    "iso_a3", "iso_a2", "iso_n", "comtrade", "baci", "wits", "cow", "gw", "imf",
)  # fmt: skip
"""Systems that `by_code` knows. `iso_n` is also the UN's M49; BACI uses Comtrade's numbers."""

_COLUMNS = ("iso_a2", "iso_n", "comtrade", "cow", "gw", "imf")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state, a territory that statistics list by itself, or a state that is no more."""

    id: str
    """ISO 3166 alpha-3, withdrawn codes included; `XKX`, `YAR` and `BLX` are in use, not in ISO."""
    name: str
    """Short English name, without article."""
    article: str
    """`the` where running English text puts it before the name, else empty."""
    adjective: str
    """Usual English adjective; empty where English uses the name itself or has none."""
    kind: Literal["state", "territory", "historical"]
    born: date | None
    """First day of existence; None where it existed before these records begin."""
    died: date | None
    """Last day of existence; None where it still exists."""
    iso_a2: str
    iso_n: str
    comtrade: str
    cow: str
    gw: str
    imf: str
    successors: tuple[str, ...]
    source: str
    """Where the dates come from."""

    def exists_on(self, on: date) -> bool:
        """Whether it existed on that day, first and last day included; UN membership aside."""
        return self.overlaps(on, on)

    def overlaps(self, start: date, end: date) -> bool:
        """Whether it existed on at least one day from `start` to `end`."""
        return (self.born is None or self.born <= end) and (self.died is None or start <= self.died)


@cache
def _states() -> dict[str, State]:
    return {
        row["id"]: State(
            id=row["id"],
            name=row["name"],
            article=row["article"],
            adjective=row["adjective"],
            kind=row["kind"],  # type: ignore[arg-type]  # the table's test checks the three words
            born=date_or_none(row["born"]),
            died=date_or_none(row["died"]),
            successors=tuple(row["successors"].split()),
            source=row["source"],
            **{column: row[column] for column in _COLUMNS},
        )
        for row in read_table("states.csv")
    }


def all_states() -> tuple[State, ...]:
    """Every state and territory, present and past, sorted by id."""
    return tuple(_states()[key] for key in sorted(_states()))


def is_state(state_id: str) -> bool:
    """Whether the id is that of a state or territory, exactly as written."""
    return state_id in _states()


def state(state_id: str) -> State:
    """The state with that id.

    Raises:
        UsageError: No state has this id; nothing similar is tried.
    """
    try:
        return _states()[state_id]
    except KeyError:
        raise UsageError(
            "state",
            f"{state_id!r}",
            "an ISO 3166 alpha-3 code such as VNM; `visavis states` lists them",
        ) from None


@cache
def _codes() -> dict[tuple[str, str], tuple[tuple[date | None, date | None, str], ...]]:
    """(system, code) to the states it has meant, each with the dates of that use."""
    found: dict[tuple[str, str], list[tuple[date | None, date | None, str]]] = {}
    for row in read_table("codes.csv"):
        use = (date_or_none(row["start"]), date_or_none(row["end"]), row["id"])
        found.setdefault((row["system"], row["code"]), []).append(use)
    dated = set(found)
    for each in _states().values():
        codes = {"iso_a3": each.id, "baci": each.comtrade, "wits": each.id}
        codes |= {column: getattr(each, column) for column in _COLUMNS}
        for system, code in codes.items():
            if code and (system, code) not in dated:
                found.setdefault((system, code), []).append((each.born, each.died, each.id))
    return {key: tuple(uses) for key, uses in found.items()}


def by_code(system: str, code: str | int, on: date | None = None) -> str | None:
    """Id of the state (or of `SACU`) that a code means, None where it means none.

    A code that has meant several states needs `on`; without it the present holder is returned
    where there is one, else the last. A date outside the dated uses of a code that only ever
    meant one state still returns that state: publishers recode late.

    Args:
        system: One of `CODE_SYSTEMS`.
        code: The code; leading zeros do not matter in numeric systems.
        on: The day for which it is asked.

    Raises:
        UsageError: The system is unknown.
    """
    if system not in CODE_SYSTEMS:
        raise UsageError("code system", f"{system!r}", f"one of {', '.join(CODE_SYSTEMS)}")
    text = str(code).strip()
    if text.isdigit():
        text = text.zfill(3) if system == "iso_n" else str(int(text))
    uses = _codes().get((system, text), ())
    if on is not None and len({use[2] for use in uses}) > 1:
        uses = tuple(u for u in uses if (u[0] or on) <= on <= (u[1] or on))
    if not uses:
        return None
    return max(uses, key=lambda use: (use[1] is None, use[1] or date.max, use[0] or date.min))[2]


def code_of(system: str, state_id: str, on: date) -> str | None:
    """The code of a state in a system on a day, None where it has none: the inverse of `by_code`.

    A code that a state bears for a time only (COW's 260 for Germany before 3 October 1990) is
    given for its own days; a state's plain code on all others.

    Raises:
        UsageError: The state or the system is unknown.
    """
    found = state(state_id)
    if system not in CODE_SYSTEMS:
        raise UsageError("code system", f"{system!r}", f"one of {', '.join(CODE_SYSTEMS)}")
    dated = _dated_codes().get((system, state_id), ())
    for start, end, code in dated:
        if (start or on) <= on <= (end or on):
            return code
    plain = {"iso_a3": found.id, "baci": found.comtrade, "wits": found.id}
    return plain.get(system, getattr(found, system, "")) or None


@cache
def _dated_codes() -> dict[tuple[str, str], tuple[tuple[date | None, date | None, str], ...]]:
    """(system, state) to the codes that it bore for a time."""
    found: dict[tuple[str, str], list[tuple[date | None, date | None, str]]] = {}
    for (system, code), uses in _codes().items():
        for start, end, held in uses:
            found.setdefault((system, held), []).append((start, end, code))
    return {key: tuple(sorted(uses, key=lambda u: u[0] or date.min)) for key, uses in found.items()}
