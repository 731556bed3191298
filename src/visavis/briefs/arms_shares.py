"""`visavis arms`: shares of the arms that a state received or delivered, in words, JSON and CSV.

What the first sentences say follows by rule. The first: the largest share and the next, of the sum
over the years at hand; where a supplier was asked for, its share and place. The second: how
concentrated they are, by the number of equal states that would be as concentrated. Volumes are in
SIPRI's trend-indicator values and stand beside no dollars.
"""

import json
from collections.abc import Iterator
from decimal import Decimal

from visavis.briefs.alignment_records import rows_csv
from visavis.briefs.books import valuation_words
from visavis.briefs.found import figure_words
from visavis.briefs.names import capitalised, joined, name
from visavis.briefs.numbers import plain, quantity
from visavis.briefs.periods import period_words
from visavis.briefs.records import data_record, figure_record
from visavis.briefs.sheets import Sheet
from visavis.briefs.tables import Table
from visavis.model.figures import plain_number
from visavis.workbench.arms_shares import ArmsShare, ArmsShares, ArmsTable

__all__ = ["arms_csv", "arms_json", "arms_sheet"]

_MILLION = Decimal(1_000_000)
_SHOWN = 15
"""States that a terminal lists of one owner."""
_NAMED = 4
"""States that a terminal names of each member."""
_NONE = "-"
_UNIT = (
    "TIV, SIPRI's trend-indicator value: a volume of military capability, not a price; it is never "
    "compared with money"
)


def arms_sheet(found: ArmsShares, *, shown: int | None = _SHOWN) -> Sheet:
    """The sheet of one window; `shown` is the number of states listed, None for all of them."""
    tables = [_table(found, found.table, shown)]
    if shown is None:
        tables += [_table(found, each, None) for each in found.members if each.shares]
    elif found.members:
        tables.append(_members(found))
    return Sheet(
        title=f"{capitalised(_what(found, found.table.owner))}, {period_words(str(found.period))}",
        finding=tuple(_finding(found)),
        tables=tuple(tables),
        notes=tuple(_notes(found)),
        vintages=frozenset(found.table.total.vintages),
    )


def arms_json(found: ArmsShares) -> str:
    """`{"object": "arms", "measure", "asked", "period", "missing_years", "table", "members"}`."""
    record = {
        "object": "arms",
        "measure": found.measure,
        "asked": list(found.asked),
        "period": str(found.period),
        "missing_years": [
            {"year": year, "missing": missing.value} for year, missing in found.missing_years
        ],
        "unit": "TIV",
        "about": _share_record(found.about) if found.about else None,
        "table": _table_record(found.table),
        "members": [_table_record(each) for each in found.members],
        "data": [data_record(*pair) for pair in found.table.total.vintages],
    }
    return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def arms_csv(found: ArmsShares) -> str:
    """One row for each owner and each state on the other side; no row is no delivery."""
    rows = [{**row, "period": str(found.period)} for row in found.to_dicts()]
    gaps = [
        {"owner": found.table.owner, "missing": missing.value, "period": str(year)}
        for year, missing in found.missing_years
    ]
    return rows_csv([*rows, *gaps])


def _table_record(table: ArmsTable) -> dict[str, object]:
    return {
        "owner": table.owner,
        "total": figure_record(table.total),
        "unnamed_tiv": plain_number(table.unnamed),
        "hhi": plain_number(table.hhi),
        "hhi_most": plain_number(table.hhi_most),
        "effective": plain_number(table.effective),
        "shares": [_share_record(each) for each in table.shares],
    }


def _share_record(share: ArmsShare) -> dict[str, object]:
    return {
        "partner": share.partner,
        "share": plain_number(share.share),
        "rank": share.rank,
        "volume": figure_record(share.figure),
    }


def _what(found: ArmsShares, owner: str) -> str:
    """`arms received by ASEAN`, `arms delivered by Russia`."""
    verb = "received" if found.measure == "arms_imports" else "delivered"
    return f"major arms {verb} by {name(owner)}"


def _finding(found: ArmsShares) -> Iterator[str]:
    table, years = found.table, period_words(str(found.period))
    inward = found.measure == "arms_imports"
    ranked = [each for each in table.shares if each.share]
    if found.about is not None:
        yield f"{_about(found, found.about)} ({_states(found)}; {years})."
    elif len(ranked) > 1:
        first, second = ranked[:2]
        verb = "delivered" if inward else "received"
        yield (
            f"{capitalised(name(first.partner))} {verb} {_pct(first)} of the "
            f"{_what(found, table.owner)} in {years}, {name(second.partner)} {_pct(second)} "
            f"({_states(found)})."
        )
    elif ranked:
        yield f"All of it went {'from' if inward else 'to'} {name(ranked[0].partner)} ({years})."
    else:
        yield f"SIPRI knows no delivery in {years}."
    if table.effective is not None and found.about is None and len(ranked) > 1:
        kind = "suppliers" if inward else "recipients"
        yield (
            f"That is as concentrated as {plain(table.effective, 2)} {kind} of equal size would be "
            f"(HHI {_hhi(table)})."
        )
    if found.missing_years:
        gone = joined([str(year) for year, _ in found.missing_years])
        yield f"The tables at hand do not have {gone}, which were asked for."


def _states(found: ArmsShares) -> str:
    kind = "suppliers" if found.measure == "arms_imports" else "recipients"
    return f"of {len([each for each in found.table.shares if each.share])} {kind}"


def _about(found: ArmsShares, share: ArmsShare) -> str:
    owner, who = name(found.table.owner), capitalised(name(share.partner))
    if share.share is None:
        return f"{who} delivered {figure_words(share.figure)} to {owner}"
    if not share.share:
        return f"{who} delivered nothing to {owner}"
    place = f", as the {quantity(share.rank, 'rank')} largest" if share.rank else ""
    return (
        f"{who} delivered {_pct(share)} of the arms that {owner} "
        f"received{place.replace('first largest', 'largest')}"
    )


def _pct(share: ArmsShare) -> str:
    return quantity(share.share or Decimal(0), "pct")


def _hhi(table: ArmsTable) -> str:
    low, most = (f"{each:.3f}" for each in (table.hhi or Decimal(0), table.hhi_most or Decimal(0)))
    return low if low == most else f"{low} to {most}"


def _table(found: ArmsShares, table: ArmsTable, shown: int | None) -> Table:
    """One row a state; of what has no name a last one, so that the shares add up."""
    listed = table.shares[:shown]
    rows = [
        (str(each.rank) if each.rank else _NONE, name(each.partner), _volume(each), _share(each))
        for each in listed
    ]
    total = table.total.value or Decimal(0)
    rest = [each for each in table.shares[len(listed) :] if each.figure.value]
    if rest:
        volume = sum((each.figure.value or Decimal(0) for each in rest), Decimal(0))
        share = sum((each.share or Decimal(0) for each in rest), Decimal(0))
        rows.append(("", f"{len(rest)} others", _millions(volume), quantity(share, "pct")))
    if table.unnamed and total:
        share = table.unnamed / total * 100
        rows.append(("", "unknown, and rounding", _millions(table.unnamed), quantity(share, "pct")))
    rows.append(("", "in all", _millions(total), quantity(Decimal(100), "pct") if total else _NONE))
    title = f"{capitalised(_what(found, table.owner))}, {period_words(str(found.period))}"
    kind = "supplier" if found.measure == "arms_imports" else "recipient"
    return Table(title, ("rank", kind, "million TIV", "share"), tuple(rows))


def _members(found: ArmsShares) -> Table:
    rows = []
    for table in found.members:
        largest = [f"{name(e.partner)} {_pct(e)}" for e in table.shares[:_NAMED] if e.share]
        known = table.total.value
        rows.append(
            (
                name(table.owner),
                figure_words(table.total) if known is None else _millions(known),
                _NONE if table.hhi is None else _hhi(table),
                ", ".join(largest) or _NONE,
            )
        )
    kind = "suppliers" if found.measure == "arms_imports" else "recipients"
    title = f"Each member of {name(found.table.owner)} on the last day, with its largest {kind}"
    return Table(title, ("member", "million TIV", "HHI", f"largest {kind}"), tuple(rows))


def _volume(share: ArmsShare) -> str:
    if share.figure.value is not None:
        return _millions(share.figure.value)
    bound = share.figure.detail.get("upper_bound")
    return f"< {_millions(bound)}" if isinstance(bound, Decimal) else _NONE


def _share(share: ArmsShare) -> str:
    return _NONE if share.share is None else quantity(share.share, "pct")


def _millions(volume: Decimal) -> str:
    return plain(volume / _MILLION, 6)


def _notes(found: ArmsShares) -> Iterator[tuple[str, str]]:
    yield "unit", _UNIT
    yield "share", "of the sum over all the years, not a mean of yearly shares"
    yield "HHI", "sum of squared shares, 0 to 1; what is unknown counts once as many, once as one"
    if any(each.share is None for each in found.table.shares):
        yield "<", "SIPRI prints 0 for a volume above nothing and below half a million a year"
    yield "how", valuation_words(found.table.total)
    for year, missing in found.missing_years:
        yield "no figure", f"{year}: {missing.value}"
    yield "query", str(found.table.total.query)
