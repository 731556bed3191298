"""Reciprocal events, which coders of news write down twice: A consults with B, and B with A.

The trap is the count: both rows are one act, and so are a visit made (042) and the same visit
hosted (043). The later row of each such pair keeps its place and names the earlier one in its key,
so that a count of acts may pass over it. Mutual accusations, demands and fights stay two acts.
"""

import polars as pl

__all__ = ["MIRROR", "with_mirrors"]

MIRROR = "="
"""Stands in the key of a mirror row between its own id and that of the row that it repeats."""

_RECIPROCAL = ("03", "04", "05", "06", "08")
"""CAMEO roots of acts that have no direction where both are said to do them."""

_VISITS = {"042": "043", "043": "042"}
_TAIL = 500
_SAME = ("on", "story", "code", "source", "other", "number")


def with_mirrors(
    frame: pl.DataFrame, before: pl.DataFrame | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The frame with the keys of its mirror rows changed, and its end for the next stretch.

    Args:
        frame: Events in the order of the file, with `key`, `on`, `code`, and as text what the
            publisher calls the two sides (`source`, `other`) and the sentence (`story`).
        before: The end of the stretch before, as given back by the call for it.
    """
    columns = ["key", "on", "code", "source", "other", "story"]
    own = frame.select(columns)
    both = own if before is None else pl.concat([before, own])
    numbered = both.with_row_index("order").with_columns(
        number=pl.int_range(pl.len()).over("on", "story", "code", "source", "other"),
        partner_code=pl.col("code").replace(_VISITS),
    )
    twin = numbered.select(*_SAME, twin_key="key", twin_order="order")
    paired = numbered.join(
        twin,
        left_on=["on", "story", "partner_code", "other", "source", "number"],
        right_on=list(_SAME),
        how="left",
        maintain_order="left",
    )
    is_mirror = (pl.col("twin_order") < pl.col("order")) & pl.col("code").str.slice(0, 2).is_in(
        list(_RECIPROCAL)
    )
    keys = paired.select(
        pl.when(is_mirror)
        .then(pl.concat_str("key", pl.lit(MIRROR), "twin_key"))
        .otherwise("key")
        .alias("key")
    )["key"]
    return frame.with_columns(key=keys.tail(frame.height)), own.tail(_TAIL)
