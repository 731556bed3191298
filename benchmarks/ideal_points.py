"""How near our ideal points come to the published ones, beside the peers, on the same votes.

    python benchmarks/ideal_points.py
    python benchmarks/ideal_points.py --kept     # only the starter's table

Needs the publishers' files in ../shared/data. Seconds are wall time of the estimation alone;
`x limit` is their ratio to the limit, 60 seconds for all sessions and 0.7 for the sessions 55-65
(what emIRT's dynIRT takes for these). At the end, the table kept in the starter: it is estimated
from the record at hand, and held against both published releases by state and session (or year).
"""

import csv
import gzip
import io
import resource
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import numpy as np
import polars as pl

from visavis.measures.figures.ideal_points import OWN_ESTIMATE
from visavis.measures.ideal_points import IdealPoints, ideal_distance, ideal_points
from visavis.sources.ideal_points import BY_SESSION, BY_YEAR, read
from visavis.store import Store, starter_folder

VOTES = Path(__file__).resolve().parents[2] / "shared" / "data" / "votes"
SIDES = {2: 3.0, 20: 3.0, 200: 3.0, 666: 3.0, 365: -2.0, 265: -2.0}


def table(name: str) -> pl.DataFrame:
    """A packed file of the votes' folder."""
    raw = gzip.decompress((VOTES / name).read_bytes()).decode("cp1252")
    return pl.read_csv(raw.encode(), infer_schema_length=None)


def published() -> pl.DataFrame:
    """The published estimates with their 5th and 95th percentile."""
    return table("idealpoints_apr2020.csv.gz").select(
        "session", "Countryname", state="ccode", theirs="IdealPoint", q5="Q5%", q95="Q95%"
    )


def timed(
    votes: pl.DataFrame, limit: float, estimate: Literal["mean", "monte_carlo"] = "mean"
) -> IdealPoints:
    """The estimates, with their time by the limit in seconds printed."""
    wall, cpu = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_utime
    found = ideal_points(votes, SIDES, estimate=estimate)
    wall = time.perf_counter() - wall
    cpu = resource.getrusage(resource.RUSAGE_SELF).ru_utime - cpu
    rounds = found.convergence.rounds
    print(
        f"{votes.height:,} votes, {estimate}: {wall:.2f} s wall = {wall / limit:.2f} x limit,",
        end=" ",
    )
    print(f"{cpu:.2f} s CPU, {rounds} rounds, converged: {found.convergence.converged}")
    return found


def compare(found: IdealPoints, since: int = 1) -> None:
    """Print how near estimates come to the published ones from a session on."""
    both = found.frame.join(published(), on=["state", "session"]).filter(pl.col("session") >= since)
    within = both.group_by("session").agg(r=pl.corr("ideal_point", "theirs")).sort("r")
    worst, worst_r = int(within["session"][0]), float(within["r"][0])
    ours, theirs = both["ideal_point"].to_numpy(), both["theirs"].to_numpy()
    low, high, q5, q95 = (both[name].to_numpy() for name in ("low", "high", "q5", "q95"))
    width = float((high - low).mean() / (q95 - q5).mean())
    inside = float(((q5 <= ours) & (ours <= q95)).mean())
    covered = float(((low <= theirs) & (theirs <= high)).mean())
    print(f"  sessions from {since}: r = {corr(both):.5f}, worst session {worst}: {worst_r:.5f};")
    print(f"  our means in their 5-95 %: {inside:.2%}; theirs in ours: {covered:.2%};", end=" ")
    print(f"width of ours by theirs: {width:.2f}")


def peers(ours: IdealPoints) -> None:
    """Correlations on the sessions 55-65: by state and session, and of states' means."""
    reference = published().filter(pl.col("session").is_between(55, 65))
    both = ours.frame.join(reference, on=["state", "session"])
    means = both.group_by("state").agg(pl.col("ideal_point", "theirs").mean())
    print(f"  ours           dynamic r = {corr(both):.4f}, states' means r = {corr(means):.4f}")
    rows = gzip.decompress((VOTES / "reference/emirt_dyn_s55_65.csv.gz").read_bytes()).decode()
    header, *body = list(csv.reader(io.StringIO(rows)))
    long = [
        (name, int(session), float(value))
        for name, *values in body
        for session, value in zip(header[1:], values, strict=True)
    ]
    dynamic = pl.DataFrame(long, schema=["Countryname", "session", "ideal_point"], orient="row")
    joined = dynamic.join(reference, on=["Countryname", "session"])
    print(f"  emIRT dynIRT   dynamic r = {corr(joined):.4f} (n = {joined.height})")
    names = reference.group_by("Countryname").agg(pl.col("theirs").mean())
    for peer, file in (
        ("pscl ideal", "pscl_ideal"), ("MCMCirt1d", "mcmcirt1d"), ("MCMCordfactanal", "mcmcordfa"),
        ("emIRT binIRT", "emirt_bin"),
    ):  # fmt: skip
        static = table(f"reference/{file}_s55_65.csv.gz")
        static = static.rename(dict(zip(static.columns, ("name", "ideal_point"), strict=True)))
        plain = pl.col("name").str.replace(r"^(theta|phi)\.", "").str.replace(r"\.2$", "")
        joined = static.with_columns(Countryname=plain).join(names, on="Countryname")
        print(f"  {peer:15} states' means |r| = {abs(corr(joined)):.4f} (n = {joined.height})")


def kept() -> None:
    """Print how near the starter's table comes to the published releases."""
    store = Store((starter_folder(),))
    (entry,) = (each for each in store.entries() if each.source == OWN_ESTIMATE)
    ours = _points(store.frame(entry)).rename({"value": "ideal_point"})
    print(f"Kept in the starter: {ours.height:,} points, release {entry.vintage}")
    for packed, name, shapes in (
        ("idealpoints_apr2020.csv.gz", "IdealpointestimatesAll_Apr2020.csv", BY_SESSION),
        ("idealpoints_july2025.csv.gz", "idealpoints_july2025.csv", BY_YEAR),
    ):
        with TemporaryDirectory() as place:
            file = Path(place) / name
            file.write_bytes(gzip.decompress((VOTES / packed).read_bytes()))
            rows = read(file, date.max, shapes).tables["facts"].frame
        for product in rows["product"].unique().sort():
            theirs = _points(rows.filter(product=product)).rename({"value": "theirs"})
            both = ours.join(theirs, on=["subject", "opened"])
            within = both.group_by("opened").agg(r=pl.corr("ideal_point", "theirs")).sort("r")
            later = both.filter(pl.col("opened") > 2019)
            after = f", after session 74: {corr(later):.5f}" if later.height else ""
            print(
                f"  {name[:24]} {product or 'all votes'}: r = {corr(both):.5f} ({both.height:,});"
            )
            print(f"    worst, from {within['opened'][0]}: {within['r'][0]:.5f}{after}")


def _points(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(relation="ideal_point").select(
        "subject", opened=pl.col("start").dt.year(), value=pl.col("value").cast(pl.Float64)
    )


def corr(both: pl.DataFrame) -> float:
    """The correlation of the estimates with the published ones."""
    return float(np.corrcoef(both["ideal_point"], both["theirs"])[0, 1])


def main() -> None:
    """Print all figures."""
    if sys.argv[1:] == ["--kept"]:
        kept()
        return
    votes = pl.read_parquet(VOTES / "bsv_all_apr2020_input.parquet").select(
        "session", state="ccode", item="L", position="y"
    )
    print("Sessions 55-65")
    part = timed(votes.filter(pl.col("session").is_between(55, 65)), 0.7)
    compare(part)
    peers(part)
    print("All sessions")
    for estimate in ("mean", "monte_carlo"):
        whole = timed(votes, 60, estimate)
        compare(whole)
        compare(whole, since=12)
        for year, session, theirs in ((1994, 49, 2.76), (2019, 74, 0.48)):
            ours = ideal_distance(whole, 365, 710, session)
            print(f"  Russia and China in {year}: {ours:.2f}, published {theirs}")
    again = table("reference/julia_replication_all_apr2020.csv.gz").rename({"ccode": "state"})
    sampled = again.rename({"theta_julia": "ideal_point"}).join(
        published(), on=["state", "session"]
    )
    print(f"  The authors' sampler run again in Julia: r = {corr(sampled):.5f}")
    kept()


if __name__ == "__main__":
    main()
