"""`visavis data`: what is in the store, bringing data in, comparing and removing releases."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from visavis.cli.options import Folder, Output, day, existing
from visavis.cli.output import emit, screen
from visavis.cli.plain import PlainCommand, PlainGroup
from visavis.errors import UsageError

if TYPE_CHECKING:
    from visavis.sources.getting import Asked

__all__ = ["data"]

data = typer.Typer(cls=PlainGroup, no_args_is_help=True, rich_markup_mode=None)


@data.callback()
def _data() -> None:
    """See, fetch, add to and verify the data that claims are checked against.

    \b
    Example:
      visavis data list
    """


@data.command("list", cls=PlainCommand)
def _list(
    *,
    shape: Annotated[
        Literal["text", "json"],
        typer.Option("--format", metavar="text|json", help="How it is printed."),
    ] = "text",
    out: Output = None,
    db: Folder = None,
) -> None:
    """List what is in the store: source, licence, coverage, release, rows.

    \b
    Example:
      visavis data list --format json
    """
    from visavis.briefs.holdings import holdings_json, holdings_text
    from visavis.refresh import describe_sources
    from visavis.store import default_store

    states = describe_sources(default_store(existing(db)))
    if shape == "json":
        emit(holdings_json(states), out)
    else:
        emit(holdings_text(states, screen(out).width), out)


@data.command("get", cls=PlainCommand)
def _get(  # one parameter an option; all but the first by name
    source: Annotated[str, typer.Argument(help="An id of `visavis data list`.")],
    *,
    years: Annotated[
        str | None, typer.Option(metavar="A..B", help="Only these years: 2019..2021, or 2020.")
    ] = None,
    reporter: Annotated[
        str | None, typer.Option(metavar="RUS,CHN", help="Only what these states report.")
    ] = None,
    mirror: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Ask this server in place of the publisher's own."),
    ] = None,
    db: Folder = None,
) -> None:
    """Fetch a source from its publisher, keep its files as they come, and add them.

    What has come whole is not fetched again the same day, and a cut download is continued. A key
    is read from the environment variable that `visavis data show` names.

    \b
    Example:
      visavis data get comtrade --reporter KEN --years 2021..2023
    """
    from visavis.briefs.holdings_source import got_text
    from visavis.cli.progress import progress_line
    from visavis.refresh import How, get

    asked = asking(years, reporter)
    with progress_line() as progress:
        got = get(source, asked, db=db, how=How(mirror=mirror or "", progress=progress))
    emit(got_text(got, screen(None).width))


@data.command("add", cls=PlainCommand)
def _add(
    source: Annotated[str, typer.Argument(help="An id of `visavis data list`: comtrade.")],
    path: Annotated[Path, typer.Argument(help="The publisher's file, or a folder of them.")],
    *,
    retrieved: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Day of the download. [default: when the files last changed]"
        ),
    ] = None,
    db: Folder = None,
) -> None:
    """Add your own download to your data folder; nothing is written if any of it cannot be read.

    \b
    Example:
      visavis data add comtrade downloads/comtrade
    """
    from visavis.briefs.holdings import added_text
    from visavis.refresh import add
    from visavis.sources import source as described
    from visavis.store import default_folder

    described(source).refuse_derived()
    today = date.today()
    obtained = day(retrieved, "--retrieved") or min(_last_change(path), today)
    # Where it is already tomorrow, a download of today may be dated so.
    if obtained > today + timedelta(days=1):
        raise UsageError("--retrieved", str(obtained), "a day that has come")
    emit(added_text(add(source, path, db or default_folder(), obtained), screen(None).width))


def asking(years: str | None, reporter: str | None) -> "Asked":
    """The question that the options of `data get` make.

    Raises:
        UsageError: The years are no years, or a reporter is no single state.
    """
    from visavis.cli.actors import state_ids
    from visavis.sources.getting import Asked

    first, _, last = (years or "").partition("..")
    span = (first.strip(), (last or first).strip())
    if years is not None and not all(re.fullmatch(r"(19|20)\d\d", each) for each in span):
        raise UsageError("--years", repr(years), "years, as 2019..2021 or 2020")
    if years is not None and span[1] < span[0]:
        raise UsageError("--years", repr(years), "the earlier year first")
    whole = (int(span[0]), int(span[1])) if years is not None else None
    return Asked(years=whole, reporters=state_ids(reporter))


def _last_change(path: Path) -> date:
    """The day on which the newest of the files was written here.

    Raises:
        UsageError: There is no such file or folder, or no file in it.
    """
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    if not files:
        raise UsageError(str(path), "no file", "the publisher's file, or a folder of them")
    return date.fromtimestamp(max(each.stat().st_mtime for each in files))


@data.command("derive", cls=PlainCommand)
def _derive(
    table: Annotated[
        Literal["ideal_points"],
        typer.Argument(help="What is computed: where states stand in the Assembly's votes."),
    ],
    *,
    db: Folder = None,
) -> None:
    """Compute a table from the data at hand and keep it in your data folder, as a release.

    ideal_points: where each state stands in the votes of the UN General Assembly, by session,
    estimated from all roll calls at hand. It takes about a minute; where the same votes were
    estimated before, nothing is computed or written.

    \b
    Example:
      visavis data derive ideal_points
    """
    from visavis.briefs.holdings_derived import derived_text
    from visavis.cli.progress import working
    from visavis.derive import ideal_points
    from visavis.store import default_folder, default_store

    with working(f"{table}: estimating from all roll calls at hand, about a minute"):
        found = ideal_points(default_store(db), db or default_folder())
    emit(derived_text(found, screen(None).width))


@data.command("show", cls=PlainCommand)
def _show(
    source: Annotated[str, typer.Argument(help="An id of `visavis data list`.")],
    *,
    shape: Annotated[
        Literal["text", "json"],
        typer.Option("--format", metavar="text|json", help="How it is printed."),
    ] = "text",
    out: Output = None,
    db: Folder = None,
) -> None:
    """Show one source: terms, coverage, how to obtain it, and every release that is at hand.

    \b
    Example:
      visavis data show baci
    """
    from visavis.briefs.holdings_source import source_json, source_text
    from visavis.refresh import holdings

    held = holdings(source, existing(db))
    emit(source_json(held) if shape == "json" else source_text(held, screen(out).width), out)


@data.command("remove", cls=PlainCommand)
def _remove(
    source: Annotated[str, typer.Argument(help="An id of `visavis data list`.")],
    *,
    vintage: Annotated[
        str | None,
        typer.Option(metavar="RELEASE", help="This release alone. [default: all of your folder]"),
    ] = None,
    raw: Annotated[
        bool, typer.Option("--raw", help="The publisher's files that `data get` kept as well.")
    ] = False,
    db: Folder = None,
) -> None:
    """Remove releases of a source from your data folder; the starter stays as it is.

    \b
    Example:
      visavis data remove comtrade
    """
    from visavis.briefs.holdings_source import removed_text
    from visavis.refresh import remove

    emit(removed_text(remove(source, vintage, existing(db), raw=raw), screen(None).width))


@data.command("diff", cls=PlainCommand)
def _diff(  # noqa: PLR0913  # one parameter an option; all but the first by name
    source: Annotated[str, typer.Argument(help="An id of `visavis data list`.")],
    *,
    old: Annotated[
        str, typer.Option("--from", metavar="RELEASE", help="The release compared with.")
    ],
    new: Annotated[str, typer.Option("--to", metavar="RELEASE", help="The release compared.")],
    states: Annotated[
        str | None,
        typer.Option(metavar="RUS,CHN", help="Only rows in which one of these stands."),
    ] = None,
    shape: Annotated[
        Literal["text", "json", "csv"],
        typer.Option("--format", metavar="text|json|csv", help="How it is printed."),
    ] = "text",
    out: Output = None,
    db: Folder = None,
) -> None:
    """Compare two releases of a source: revisions beyond rounding, rows that only one has.

    \b
    Example:
      visavis data diff comtrade --from 0001.to-2020+1a2b3c4d --to 0002.to-2021+5e6f7a8b
    """
    from visavis.briefs.holdings_diff import (
        SHOWN,
        differences_csv,
        differences_json,
        differences_text,
    )
    from visavis.cli.actors import state_ids
    from visavis.refresh import differences

    most = SHOWN if shape == "text" else None
    found = differences(source, old, new, states=state_ids(states), most=most, db=existing(db))
    shapes = {"text": differences_text, "json": differences_json, "csv": differences_csv}
    emit(shapes[shape](found), out)


@data.command("verify", cls=PlainCommand)
def _verify(*, db: Folder = None) -> None:
    """Read every table in full and compare it with the hash that the manifest states.

    \b
    Example:
      visavis data verify
    """
    from visavis.store import default_store

    entries = default_store(existing(db)).verify()
    rows = sum(entry.rows for entry in entries)
    emit(f"{len(entries)} tables, {rows:,} rows: every file is as its manifest states.\n")
