"""The starter's rows as plain dictionaries, read with Polars and nothing of the product's measures.

The truth of a generated sentence must not come from the code that is being tested: sums over
months, shares and growth are worked out again here, for every source and book at hand.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import polars as pl

__all__ = ["Edition", "Flow", "Rows", "Words", "load_rows", "load_words"]

Edition = tuple[str, str]
"""(source, book)."""
Flow = dict[Edition, float]
"""Values of one flow in one year, by edition, in the edition's own currency."""


@dataclass(frozen=True, slots=True)
class Words:
    """How English names a state."""

    id: str
    name: str
    article: str
    adjective: str
    capital: str

    @property
    def full(self) -> str:
        """The name with its article: `the United States`."""
        return f"{self.article} {self.name}".strip()

    @property
    def owner(self) -> str:
        """The possessive: `the United States'`, `China's`."""
        return self.full + ("'" if self.name.endswith("s") else "'s")


@dataclass(slots=True)
class Rows:
    """Everything that sentences are made of."""

    flows: dict[tuple[str, str, int], Flow] = field(default_factory=lambda: defaultdict(dict))
    """(exporter, importer, year) -> values; `WLD` for totals."""
    products: dict[tuple[str, str, str, int], float] = field(default_factory=dict)
    """(product, exporter, importer, year) -> US dollars, BACI."""
    macro: dict[tuple[str, str, int], float] = field(default_factory=dict)
    """(gdp or population, state, year)."""
    votes: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """(resolution, state) -> positions; more than one where two roll calls carry the number."""


def load_words() -> dict[str, Words]:
    """The names in `states_in_words.csv` by id."""
    path = Path(__file__).with_name("states_in_words.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["id"]: Words(**row) for row in csv.DictReader(stream)}


def _table(name: str) -> pl.DataFrame:
    folder = Path(str(files("visavis.starter")))
    return pl.concat(
        [pl.read_parquet(path) for path in sorted(folder.glob(f"*/*/{name}-*.parquet"))]
    )


def load_rows() -> Rows:
    """The starter, with months summed to years only where all twelve are there."""
    rows = Rows()
    facts = _table("facts").with_columns(
        year=pl.col("start").dt.year(),
        days=(pl.col("end") - pl.col("start")).dt.total_days() + 1,
        amount=pl.col("value").cast(pl.Float64),
    )
    _load_flows(rows, facts.filter(pl.col("relation") == "goods_flow"))
    for relation in ("gdp", "population"):
        for one in facts.filter(pl.col("relation") == relation).iter_rows(named=True):
            if one["amount"] is not None:
                rows.macro[relation, one["subject"], one["year"]] = one["amount"]
    votes = _table("votes").join(_table("roll_calls"), on=["source", "rid"])
    for resolution, state, position in votes.select("resolution", "state", "position").iter_rows():
        if resolution:
            rows.votes[resolution, state].add(position)
    return rows


def _load_flows(rows: Rows, flows: pl.DataFrame) -> None:
    key = ["source", "book", "subject", "partner", "product", "year"]
    months = (
        flows.filter(pl.col("days") <= 31)
        .group_by(key)
        .agg(
            pl.col("amount").sum(),
            pl.len().alias("months"),
            pl.col("amount").null_count().alias("gaps"),
        )
    )
    whole = months.filter((pl.col("months") == 12) & (pl.col("gaps") == 0))
    yearly = flows.filter((pl.col("days") >= 365) & pl.col("amount").is_not_null())
    both = pl.concat([whole.select(*key, "amount"), yearly.select(*key, "amount")])
    for source, book, exporter, importer, product, year, amount in both.sort(key).iter_rows():
        if product == "TOTAL":
            rows.flows[exporter, importer, year][source, book] = amount
        else:
            rows.products[product, exporter, importer, year] = amount
