"""Releases too large for memory: in pieces they differ as they do at once, and the rest counts."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.briefs.holdings_diff import SHOWN, differences_text
from visavis.refresh import Differences, differences, differing
from visavis.sources.frames import FACT_SCHEMA
from visavis.store import write_tables

DAY = date(2026, 1, 31)
SELLERS, BUYERS, YEARS = ("CHN", "DEU", "RUS", "VNM"), ("IND", "KEN", "USA"), (2018, 2019, 2020)
Cells = Mapping[tuple[str, str, int], int]

CELLS = st.dictionaries(
    st.sampled_from(list(product(SELLERS, BUYERS, YEARS))), st.integers(1, 99), min_size=1
)


def release(folder: Path, vintage: str, cells: Cells) -> None:
    rows = [
        {
            "relation": "goods_flow", "book": "reconciled", "subject": seller, "partner": buyer,
            "product": "TOTAL", "start": date(year, 1, 1), "end": date(year, 12, 31),
            "value": Decimal(f"{value}.001"), "unit": "USD", "valuation": "FOB",
            "status": "reported", "origin_row": number,
        }
        for number, ((seller, buyer, year), value) in enumerate(cells.items(), 1)
    ]  # fmt: skip
    write_tables(folder, "baci", vintage, DAY, {"facts": (pl.DataFrame(rows, FACT_SCHEMA), ())})


def by_hand(old: Cells, new: Cells) -> tuple[dict[tuple[str, str, int], int], set, set, int]:
    both = old.keys() & new.keys()
    changed = {cell: new[cell] - old[cell] for cell in both if new[cell] != old[cell]}
    return changed, old.keys() - new.keys(), new.keys() - old.keys(), len(both) - len(changed)


def cells_of(found: Differences) -> tuple[dict[tuple[str, str, int], int], set, set, int]:
    changed = {
        (e.cell.subject, e.cell.partner, e.cell.start.year): int(e.change) for e in found.revisions
    }
    alone = [
        {(each.subject, each.partner, each.start.year) for each in kept}
        for kept in (found.only_old, found.only_new)
    ]
    return changed, alone[0], alone[1], found.same


@settings(max_examples=12)
@given(CELLS, CELLS)
def test_in_pieces_releases_differ_as_worked_by_hand(
    tmp_path_factory: pytest.TempPathFactory, old: Cells, new: Cells
):
    folder = tmp_path_factory.mktemp("db")
    release(folder, "a", old)
    release(folder, "b", new)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differing, "_ROWS_AT_ONCE", 2)
        pieces = differences("baci", "a", "b", db=folder)
    few = differences("baci", "a", "b", db=folder, most=3)

    assert pieces == differences("baci", "a", "b", db=folder)
    assert cells_of(pieces) == by_hand(old, new)
    assert few.revisions == pieces.revisions[:3]
    assert (few.only_old, few.only_new) == (pieces.only_old[:3], pieces.only_new[:3])
    assert few.counts == pieces.counts


def test_the_text_is_the_same_whether_the_rest_is_held_or_counted(tmp_path: Path):
    every = {cell: 100 + n for n, cell in enumerate(product(SELLERS, BUYERS, YEARS))}
    release(tmp_path, "a", every)
    release(tmp_path, "b", {cell: value + 1 + value % 7 for cell, value in every.items()})
    found = [differences("baci", "a", "b", db=tmp_path, most=most) for most in (None, SHOWN)]

    assert len(found[0].revisions) == 36
    assert len(found[1].revisions) == SHOWN
    assert differences_text(found[0]) == differences_text(found[1])
    assert "and 16 more" in differences_text(found[1])
