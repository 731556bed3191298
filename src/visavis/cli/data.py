"""`visavis data`: what is in the store, adding a download of one's own, verifying files."""

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal

import typer

from visavis.cli.options import Folder, Output, day, existing
from visavis.cli.output import emit, screen
from visavis.errors import UsageError

__all__ = ["data"]

data = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@data.callback()
def _data() -> None:
    """See, add to and verify the data that claims are checked against.

    \b
    Example:
      visavis data list
    """


@data.command("list")
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


@data.command("add")
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
    from visavis.store import default_folder

    today = date.today()
    obtained = day(retrieved, "--retrieved") or min(_last_change(path), today)
    # Where it is already tomorrow, a download of today may be dated so.
    if obtained > today + timedelta(days=1):
        raise UsageError("--retrieved", str(obtained), "a day that has come")
    emit(added_text(add(source, path, db or default_folder(), obtained), screen(None).width))


def _last_change(path: Path) -> date:
    """The day on which the newest of the files was written here.

    Raises:
        UsageError: There is no such file or folder, or no file in it.
    """
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    if not files:
        raise UsageError(str(path), "no file", "the publisher's file, or a folder of them")
    return date.fromtimestamp(max(each.stat().st_mtime for each in files))


@data.command("verify")
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
