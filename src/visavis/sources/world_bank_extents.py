"""What the World Bank's rows cover, and its codes that are no state."""

import polars as pl

from visavis.model.extents import Extent
from visavis.model.facts import WORLD

__all__ = ["AGGREGATES", "extents"]

AGGREGATES = frozenset({
    "AFE", "AFW", "ARB", "CEB", "CHI", "CSS", "EAP", "EAR", "EAS", "ECA", "ECS", "EMU", "EUU",
    "FCS", "HIC", "HPC", "IBD", "IBT", "IDA", "IDB", "IDX", "LAC", "LCN", "LDC", "LIC", "LMC",
    "LMY", "LTE", "MEA", "MIC", "MNA", "NAC", "OED", "OSS", "PRE", "PSS", "PST", "SAS", "SSA",
    "SSF", "SST", "TEA", "TEC", "TLA", "TMN", "TSA", "TSS", "UMC", "WLD",
})  # fmt: skip
"""Codes of regions and income groups, and of the Channel Islands, which are two territories."""


def extents(frame: pl.DataFrame) -> tuple[Extent, ...]:
    """One block a relation and book, of the states and years that occur in it."""
    found = []
    for (relation, book), block in frame.group_by("relation", "book", maintain_order=True):
        is_import = book == "importer"
        own = tuple(sorted(set(block["partner" if is_import else "subject"])))
        flow = relation == "goods_flow"
        found.append(
            Extent(
                relation=str(relation),
                book=str(book),
                subjects=(WORLD,) if is_import else own,
                partners=own if is_import else ((WORLD,) if flow else ("",)),
                products=("TOTAL",) if flow else ("",),
                start=min(block["start"]),
                end=max(block["end"]),
                frequency="year",
                absent_means="unknown",
            )
        )
    return tuple(sorted(found, key=lambda each: (each.relation, each.book)))
