"""Several additions of UN Comtrade put together: users download it piece by piece.

The newer download wins. Where it has the world's row of a flow, it replaces the older partners
of that flow altogether, because a revision also takes partners away; elsewhere row by row.
"""

from decimal import Decimal

import polars as pl

from visavis.model.facts import WORLD
from visavis.model.products import families
from visavis.sources.base import Load, Table
from visavis.sources.comtrade_coverage import extents
from visavis.sources.frames import FACT_SCHEMA, facts

__all__ = ["merged"]

_FLOW = ["book", "reporter", "product", "start", "end"]


def merged(older: pl.DataFrame, load: Load) -> tuple[Load, int, int]:
    """The load with older facts added, and how many of these were kept and how many replaced.

    Raises:
        SourceError: Never for facts that passed `facts` before.
    """
    new = _sided(load.tables["facts"].frame)
    old = _sided(older.select(pl.col(name).cast(kind) for name, kind in FACT_SCHEMA.items()))
    whole = new.filter(pl.col("counterpart") == WORLD).select(_FLOW).unique()
    kept = old.join(whole, on=_FLOW, how="anti").join(
        new.select(*_FLOW, "counterpart"), on=[*_FLOW, "counterpart"], how="anti"
    )
    rows = pl.concat([new, kept])
    families_of = {f"HS{each.heading}": each.id for each in families() if each.heading}
    base = rows.filter(~pl.col("product").is_in(list(families_of.values())))
    table = Table(facts("comtrade", rows), extents(base, families_of))
    together = Load(
        vintage=load.vintage,
        released=load.released,
        tables={"facts": table},
        files=load.files,
        rows_read=load.rows_read,
        refused=load.refused,
        left_out=load.left_out,
        unmatched=load.unmatched,
        unmatched_share=Decimal(load.unmatched_share),
    )
    return together, kept.height, old.height - kept.height


def _sided(frame: pl.DataFrame) -> pl.DataFrame:
    """Facts with the reporter and the other side beside exporter and importer."""
    exports = pl.col("book") == "exporter"
    return frame.with_columns(
        reporter=pl.when(exports).then("subject").otherwise("partner"),
        counterpart=pl.when(exports).then("partner").otherwise("subject"),
    )
