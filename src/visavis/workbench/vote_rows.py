"""Alignments and resolutions as rows of plain values: what CSV files and frames are made of."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from visavis.measures.figures.stances import Stances
from visavis.model.facts import TalliedRollCall
from visavis.model.figures import plain_number
from visavis.workbench.likeness import Likeness

if TYPE_CHECKING:
    from visavis.workbench.aligned import AlignmentYear, Split
    from visavis.workbench.resolutions import Vote

__all__ = [
    "call_row",
    "count_row",
    "likeness_row",
    "pair_rows",
    "position_rows",
    "split_rows",
    "year_rows",
]


def call_row(call: TalliedRollCall) -> dict[str, object]:
    """A roll call: its key, symbol (None where it has none), day, title, tally and release."""
    told = call.roll_call
    return {
        "rid": told.rid, "resolution": told.resolution or None,
        "held_on": told.held_on.isoformat(), "title": told.title or None, "yes": call.yes,
        "no": call.no, "abstain": call.abstain, "absent": call.absent, "source": call.source,
        "vintage": call.vintage,
    }  # fmt: skip


def count_row(counts: Stances, *, is_stated: bool = True) -> dict[str, object]:
    """How many roll calls of which kind, and the agreement that they make, in per cent.

    Where none is stated of the year (it is withheld, or the record ends in it), it is None.
    """
    agreement = plain_number(counts.agreement) if is_stated else None
    return {"n": counts.n, **counts._asdict(), "agreement": agreement}


def likeness_row(found: Likeness | None) -> dict[str, object]:
    """S, kappa and pi; None where they have no value, or none is stated."""
    if found is None:
        return dict.fromkeys(Likeness._fields)
    return {key: plain_number(score.value) for key, score in found._asdict().items()}


def year_rows(years: Iterable["AlignmentYear"], a: str, b: str) -> list[dict[str, object]]:
    """One row a year."""
    return [_year_row(year, a, b) for year in years]


def pair_rows(years: Iterable["AlignmentYear"]) -> list[dict[str, object]]:
    """One row for each pair of states in each year."""
    return [
        {
            "year": year.year, "a": pair.a, "b": pair.b, "query": str(pair.query),
            **count_row(pair.counts, is_stated=year.agreement is not None),
            **likeness_row(pair.likeness if year.agreement is not None else None),
            **_release(year),
        }
        for year in years
        for pair in year.pairs
    ]  # fmt: skip


def split_rows(splits: Iterable["Split"]) -> list[dict[str, object]]:
    """One row for each pair of states that split in a roll call."""
    return [
        {
            "year": split.ballot.held_on.year, "a": a, "b": b, "a_position": ours,
            "b_position": theirs, "counted": split.counted, **call_row(split.ballot.call),
        }
        for split in splits
        for a, ours in split.a.items()
        for b, theirs in split.b.items()
        if ours != theirs
    ]  # fmt: skip


def position_rows(votes: Iterable["Vote"], sides: Sequence[str]) -> list[dict[str, object]]:
    """One row for each state of the two sides in each roll call."""
    return [
        {
            **call_row(vote.ballot.call), "members": vote.members, "side": side, "state": state,
            "position": position, "query": str(vote.query(state)),
        }
        for vote in votes
        for side, positions in zip(sides, (vote.a, vote.b), strict=True)
        for state, position in positions.items()
    ]  # fmt: skip


def _release(year: "AlignmentYear") -> dict[str, object]:
    return {"source": year.record.query.source, "vintage": year.record.query.vintage}


def _year_row(year: "AlignmentYear", a: str, b: str) -> dict[str, object]:
    official = year.record.detail.get("official_votes")
    told = official if isinstance(official, Mapping) else {}
    ideal = [*year.ideal, None, None, None][:3]
    return {
        "year": year.year, "a": a, "b": b,
        "query": str(year.record.query) if year.ideal else None,
        **count_row(year.counts),
        "agreement": plain_number(year.agreement),
        **likeness_row(year.likeness),
        "missing": year.missing.value if year.missing else None,
        "withheld": year.withheld,
        "n_with_others": year.with_others.n,
        "agreement_with_others": plain_number(year.with_others.agreement)
        if year.agreement is not None
        else None,
        "official_held": told.get("held"), "official": told.get("official"),
        "official_at_least": told.get("at_least"),
        **{
            column: plain_number(figure.value) if figure else None
            for column, figure in zip(_IDEAL, ideal, strict=True)
        },
        "ideal_source": next((f.source for f in year.ideal if f.value is not None), None),
        "ideal_missing": next((f.missing.value for f in year.ideal if f.missing), None),
        "alliance": year.alliance.text if year.alliance else None,
        "alliance_missing": year.alliance.missing.value
        if year.alliance and year.alliance.missing
        else None,
        **_release(year),
    }  # fmt: skip


_IDEAL = ("ideal_a", "ideal_b", "ideal_distance")
